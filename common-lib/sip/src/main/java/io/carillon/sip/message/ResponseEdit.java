package io.carillon.sip.message;

import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/** A response in the making; {@link #build} gives it. */
public final class ResponseEdit extends MessageEdit<ResponseEdit> {
    private static final SecureRandom RANDOM = new SecureRandom();
    private int status;
    private String reason;

    ResponseEdit(SipResponse original) {
        super(original);
        this.status = original.status();
        this.reason = original.reason();
    }

    private ResponseEdit(@Nullable SipMessage none, int status, String reason) {
        super(none);
        this.status = status;
        this.reason = reason;
    }

    /**
     * Copies what RFC 3261 §8.2.6 tells: all Via values, From, To, Call-ID, CSeq; Timestamp for 100; Record-Route for
     * what makes a dialog (§12.1.1). Header fields that the request lacks are left out, so that a broken request can
     * still be answered.
     */
    static ResponseEdit to(SipRequest request, int status, String reason) {
        var edit = new ResponseEdit(null, status, reason);
        for (var via : request.all(HeaderName.VIA)) {
            edit.append(HeaderName.VIA, via);
        }
        if (status > 100 && status < 300 && !request.is(Method.REGISTER)) {
            for (var route : request.all(HeaderName.RECORD_ROUTE)) {
                edit.append(HeaderName.RECORD_ROUTE, route);
            }
        }
        request.first(HeaderName.FROM).ifPresent(value -> edit.append(HeaderName.FROM, value));
        request.first(HeaderName.TO).ifPresent(value -> edit.append(HeaderName.TO, value));
        request.first(HeaderName.CALL_ID).ifPresent(value -> edit.append(HeaderName.CALL_ID, value));
        request.first(HeaderName.CSEQ).ifPresent(value -> edit.append(HeaderName.CSEQ, value));
        if (status == 100) {
            request.first(HeaderName.TIMESTAMP).ifPresent(value -> edit.append(HeaderName.TIMESTAMP, value));
        }
        return edit;
    }

    /** Sets the To tag, if there is none yet. A server sets the same tag in all responses to one request (§8.2.6.2). */
    public ResponseEdit toTag(String tag) {
        var to = first(HeaderName.TO).map(NameAddr::parse);
        return to.isEmpty() || to.get().tag().isPresent()
                ? this
                : set(HeaderName.TO, to.get().with("tag", tag));
    }

    public ResponseEdit status(int newStatus, String newReason) {
        status = newStatus;
        reason = newReason;
        return this;
    }

    /** A new random tag with 64 bits (RFC 3261 §19.3 asks for 32). */
    public static String newTag() {
        return Long.toHexString(RANDOM.nextLong() | Long.MIN_VALUE);
    }

    @Override
    ResponseEdit self() {
        return this;
    }

    @Override
    String startLine() {
        return "SIP/2.0 " + status + " " + reason;
    }

    public SipResponse build() {
        var line = startLine();
        var written = write();
        int lineEnd = line.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
        return new SipResponse(written.bytes(), written.index(), written.bodyStart(), status, lineEnd);
    }
}
