package io.carillon.sip.message;

/** A response (RFC 3261 §7.2). */
public final class SipResponse extends SipMessage {
    private final int status;
    private final int lineEnd;

    SipResponse(byte[] bytes, HeaderIndex index, int bodyStart, int status, int lineEnd) {
        super(bytes, index, bodyStart);
        this.status = status;
        this.lineEnd = lineEnd;
    }

    public int status() {
        return status;
    }

    public String reason() {
        return lineEnd <= 12 ? "" : Ascii.text(bytes, 12, lineEnd);
    }

    @Override
    public String method() {
        return cseq().method();
    }

    public boolean isProvisional() {
        return status < 200;
    }

    public boolean isFinal() {
        return status >= 200;
    }

    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** True if a header line is broken, or what a response is matched by is missing: it is to be dropped. */
    public boolean isBroken() {
        if (index.defect() != null) {
            return true;
        }
        try {
            topVia();
            cseq();
            return false;
        } catch (SipParseException e) {
            return true;
        }
    }

    public ResponseEdit edit() {
        return new ResponseEdit(this);
    }
}
