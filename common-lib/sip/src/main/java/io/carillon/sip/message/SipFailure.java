package io.carillon.sip.message;

/** A procedure that ends in an error response; carries the status to answer with. No stack trace. */
public class SipFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int status;

    public SipFailure(int status, String reason) {
        super(reason, null, false, false);
        this.status = status;
    }

    public SipFailure(int status) {
        this(status, Status.reason(status));
    }

    /** The SIP status code for the sender. */
    public final int status() {
        return status;
    }

    /** The reason phrase for the sender. */
    public final String reason() {
        return String.valueOf(getMessage());
    }
}
