package io.carillon.sip.message;

import org.jspecify.annotations.Nullable;

/** A response in the making; {@link #build} gives it. */
public final class ResponseEdit extends MessageEdit<ResponseEdit> {
    private final @Nullable SipResponse original;
    private int status;
    private String reason;
    private boolean newStart;

    ResponseEdit(SipResponse original) {
        super(original.bytes);
        this.original = original;
        this.status = original.status();
        this.reason = original.reason();
    }

    private ResponseEdit(byte[] base, int status, String reason) {
        super(base);
        this.original = null;
        this.status = status;
        this.reason = reason;
        this.newStart = true;
    }

    /**
     * Copies what RFC 3261 §8.2.6 tells: all Via values, From, To, Call-ID, CSeq; Timestamp for 100; Record-Route for
     * what makes a dialog (§12.1.1). Header fields that the request lacks are left out, so that a broken request can
     * still be answered.
     */
    static ResponseEdit to(SipRequest request, int status, String reason) {
        var source = request.bytes;
        var edit = new ResponseEdit(source.base, status, reason);
        edit.take(source, HeaderName.VIA);
        if (status > 100 && status < 300 && !request.is(Method.REGISTER)) {
            edit.take(source, HeaderName.RECORD_ROUTE);
        }
        edit.takeFirst(source, HeaderName.FROM);
        edit.takeFirst(source, HeaderName.TO);
        edit.takeFirst(source, HeaderName.CALL_ID);
        edit.takeFirst(source, HeaderName.CSEQ);
        if (status == 100) {
            edit.takeFirst(source, HeaderName.TIMESTAMP);
        }
        return edit;
    }

    /** Sets the To tag, if there is none yet. A server sets the same tag in all responses to one request (§8.2.6.2). */
    public ResponseEdit toTag(String tag) {
        var now = look();
        int entry = now.find(HeaderName.TO, 0);
        if (entry >= 0 && !AddressScan.hasTag(now, entry)) {
            extend(HeaderName.TO, ";tag=" + tag);
        }
        return this;
    }

    public ResponseEdit status(int newStatus, String newReason) {
        status = newStatus;
        reason = newReason;
        newStart = true;
        return this;
    }

    /** A new random tag with 64 bits (RFC 3261 §19.3 asks for 32). */
    public static String newTag() {
        return RandomTokens.next();
    }

    @Override
    ResponseEdit self() {
        return this;
    }

    public SipResponse build() {
        var finished = newStart ? finish("SIP/2.0 " + status + " " + reason) : finish();
        newStart = false;
        var response = new SipResponse(finished, status);
        if (original != null) {
            response.inherit(original, changed());
        }
        return response;
    }
}
