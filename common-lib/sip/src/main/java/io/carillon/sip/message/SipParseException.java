package io.carillon.sip.message;

/** A message or header field that breaks the grammar; carries the status to answer with. No stack trace. */
public final class SipParseException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int status;

    public SipParseException(int status, String reason) {
        super(reason, null, false, false);
        this.status = status;
    }

    public SipParseException(String reason) {
        this(400, reason);
    }

    /** The SIP status code for the sender: 400 unless a clause names another. */
    public int status() {
        return status;
    }

    /** The reason phrase for the sender. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
