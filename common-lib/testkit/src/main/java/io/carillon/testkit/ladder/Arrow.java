package io.carillon.testkit.ladder;

/** One message between two of the drawing: who, to whom, and its name, such as INVITE or 200 OK (INVITE). */
record Arrow(String from, String to, String label) {
    @Override
    public String toString() {
        return from + " -> " + to + "  " + label;
    }
}
