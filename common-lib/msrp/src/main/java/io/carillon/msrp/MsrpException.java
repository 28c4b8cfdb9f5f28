package io.carillon.msrp;

/** What the peer sent is not MSRP; carries the status to answer with (RFC 4975 §10). */
public final class MsrpException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int status;

    MsrpException(int status, String why) {
        super(why, null, false, false);
        this.status = status;
    }

    static MsrpException malformed(String why) {
        return new MsrpException(400, why);
    }

    public int status() {
        return status;
    }
}
