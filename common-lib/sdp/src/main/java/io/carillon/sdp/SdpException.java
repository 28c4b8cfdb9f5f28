package io.carillon.sdp;

/** A session description that cannot be used; carries the status to send to the SIP peer. */
public final class SdpException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int sipStatus;

    private SdpException(int sipStatus, String message) {
        super(message, null, false, false);
        this.sipStatus = sipStatus;
    }

    /** Broken syntax: 400 Bad Request (RFC 3261 §21.4.1). */
    static SdpException malformed(String message) {
        return new SdpException(400, message);
    }

    /** Well written but not for us: 488 Not Acceptable Here (RFC 3261 §21.4.26). */
    static SdpException unacceptable(String message) {
        return new SdpException(488, message);
    }

    /** 400 or 488. */
    public int sipStatus() {
        return sipStatus;
    }
}
