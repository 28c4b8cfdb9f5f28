package io.carillon.launcher.demo;

import io.carillon.trace.Arrow;

/** An arrow that a ladder must have. Ends are nodes' roles or phones' names. */
record Expectation(String from, String to, String label) {

    static Expectation arrow(String from, String to, String label) {
        return new Expectation(from, to, label);
    }

    boolean metBy(Arrow arrow) {
        return plays(arrow.from(), from)
                && plays(arrow.to(), to)
                && arrow.summary().startsWith(label);
    }

    private static boolean plays(String participant, String role) {
        return participant.equals(role) || participant.matches(role + "-[0-9]+");
    }

    @Override
    public String toString() {
        return from + " → " + to + " " + label;
    }
}
