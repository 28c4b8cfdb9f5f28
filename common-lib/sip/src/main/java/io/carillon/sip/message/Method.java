package io.carillon.sip.message;

/** Request methods; a method that is not among them is kept as it is (RFC 3261 §7.1). */
public final class Method {
    public static final String INVITE = "INVITE";
    public static final String ACK = "ACK";
    public static final String BYE = "BYE";
    public static final String CANCEL = "CANCEL";
    public static final String REGISTER = "REGISTER";
    public static final String OPTIONS = "OPTIONS";
    public static final String MESSAGE = "MESSAGE";
    public static final String PRACK = "PRACK";
    public static final String UPDATE = "UPDATE";
    public static final String INFO = "INFO";
    public static final String SUBSCRIBE = "SUBSCRIBE";
    public static final String NOTIFY = "NOTIFY";
    public static final String REFER = "REFER";
    public static final String PUBLISH = "PUBLISH";

    private static final String[] KNOWN = {
        INVITE, ACK, BYE, CANCEL, REGISTER, OPTIONS, MESSAGE, PRACK, UPDATE, INFO, SUBSCRIBE, NOTIFY, REFER, PUBLISH
    };

    private Method() {}

    /** True for a method that this system has a procedure for. */
    public static boolean isKnown(String method) {
        for (var known : KNOWN) {
            if (known.equals(method)) {
                return true;
            }
        }
        return false;
    }

    /** True for a token: known methods need no second look. */
    static boolean isMethod(String method) {
        for (var known : KNOWN) {
            if (known == method) {
                return true;
            }
        }
        var bytes = method.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        return Ascii.isToken(bytes, 0, bytes.length);
    }

    static String of(byte[] bytes, int from, int to) {
        for (var known : KNOWN) {
            if (known.length() == to - from && matches(known, bytes, from)) {
                return known;
            }
        }
        return Ascii.text(bytes, from, to);
    }

    static String intern(String method) {
        for (var known : KNOWN) {
            if (known.equals(method)) {
                return known;
            }
        }
        return method;
    }

    /** Methods are case-sensitive (RFC 3261 §7.1). */
    private static boolean matches(String known, byte[] bytes, int from) {
        for (int i = 0; i < known.length(); i++) {
            if (bytes[from + i] != known.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
