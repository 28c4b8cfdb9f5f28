package io.carillon.launcher.suite;

import java.io.PrintStream;
import java.util.Locale;

/** What the command tells while it works; safe for several threads, one line at a time. */
public final class Console {
    private final PrintStream out;
    private final long begin = System.nanoTime();

    public Console(PrintStream out) {
        this.out = out;
    }

    public void say(String line) {
        synchronized (out) {
            out.println(line);
            out.flush();
        }
    }

    /** Something is there now. */
    void ready(String what, String where) {
        say("  ✓ %-12s %-58s %5.1f s"
                .formatted(what, where, (System.nanoTime() - begin) / 1e9)
                .stripTrailing());
    }

    void trouble(String what, String why) {
        say("  ✗ %-12s %s".formatted(what, why));
    }

    String elapsed() {
        return String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - begin) / 1e9);
    }
}
