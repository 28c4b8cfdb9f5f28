package io.carillon.identity;

/** Text that is not the identity it should be: says what was expected, what was wrong, and in which text. */
public final class IdentityFormatException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 128;

    private final String kind;
    private final String problem;
    private final String text;

    public IdentityFormatException(String kind, String problem, String text) {
        super("not a " + kind + ": " + problem + " in \"" + shown(text) + '"');
        this.kind = kind;
        this.problem = problem;
        this.text = text;
    }

    /** What was expected: "SIP URI", "tel URI", "IMPI", … */
    public String kind() {
        return kind;
    }

    /** What is wrong with the text. */
    public String problem() {
        return problem;
    }

    /** The offending text, whole. */
    public String text() {
        return text;
    }

    /** Peers can provoke this at line rate, and the stack tells nothing. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }

    private static String shown(String text) {
        var shown = new StringBuilder();
        for (int i = 0; i < Math.min(text.length(), SHOWN); i++) {
            char c = text.charAt(i);
            shown.append(c < ' ' || c == 0x7f ? '·' : c);
        }
        return text.length() > SHOWN ? shown.append('…').toString() : shown.toString();
    }
}
