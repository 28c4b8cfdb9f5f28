package io.carillon.sip.message;

/** A message or header field that breaks the grammar: 400 unless a clause names another status. */
public final class SipParseException extends SipFailure {
    private static final long serialVersionUID = 1L;

    public SipParseException(int status, String reason) {
        super(status, reason);
    }

    public SipParseException(String reason) {
        this(400, reason);
    }
}
