package io.carillon.sip.message;

/** A response (RFC 3261 §7.2). */
public final class SipResponse extends SipMessage {
    private final int status;

    SipResponse(MessageBytes bytes, int status) {
        super(bytes);
        this.status = status;
    }

    public int status() {
        return status;
    }

    public String reason() {
        int from = bytes.offset(bytes.startFrom);
        int length = bytes.startTo - bytes.startFrom;
        return length <= 12 ? "" : Ascii.text(bytes.array(bytes.startFrom), from + 12, from + length);
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

    /** True if the response can be read in two ways, or lacks what it is matched by: it is to be dropped. */
    public boolean isBroken() {
        try {
            MessageCheck.response(this);
            return false;
        } catch (SipParseException e) {
            return true;
        }
    }

    @Override
    public SipResponse framed() {
        return has(HeaderName.CONTENT_LENGTH) ? this : edit().framed().build();
    }

    public ResponseEdit edit() {
        return new ResponseEdit(this);
    }
}
