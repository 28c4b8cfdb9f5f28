package io.carillon.sip.message;

import io.carillon.identity.SipUri;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request (RFC 3261 §7.1). */
public final class SipRequest extends SipMessage {
    static final String VERSION = "SIP/2.0";

    private final String method;
    private final String uri;
    private final String version;
    private @Nullable SipUri sipUri;

    SipRequest(MessageBytes bytes, String method, String uri, String version) {
        super(bytes);
        this.method = method;
        this.uri = uri;
        this.version = version;
    }

    /** Begins a new request; add every header with the edit. */
    public static RequestEdit create(String method, String uri) {
        return RequestEdit.blank(method, uri);
    }

    @Override
    public String method() {
        return method;
    }

    public boolean is(String other) {
        return method.equals(other);
    }

    /** The Request-URI as written. */
    public String uri() {
        return uri;
    }

    /** The Request-URI as a SIP URI. @throws SipParseException 416 for another scheme */
    public SipUri sipUri() {
        var value = sipUri;
        if (value == null) {
            value = Uris.sip(uri);
            sipUri = value;
        }
        return value;
    }

    String version() {
        return version;
    }

    /** True inside a dialog or for the ACK and BYE of one: the To header has a tag. */
    public boolean inDialog() {
        return hasToTag();
    }

    /** Max-Forwards, 70 if absent (§16.6 step 3). */
    public int maxForwards() {
        return number(HeaderName.MAX_FORWARDS).orElse(70);
    }

    @Override
    public SipRequest framed() {
        return has(HeaderName.CONTENT_LENGTH) ? this : edit().framed().build();
    }

    public RequestEdit edit() {
        return new RequestEdit(this);
    }

    /** Of the Request-URI too, if it is still the same. */
    void inherit(SipRequest original, long changed) {
        super.inherit(original, changed);
        if (original.uri.equals(uri)) {
            sipUri = original.sipUri;
        }
    }

    /**
     * With the packet's source in the top Via (§18.2.1, RFC 3581 §4). What {@link #via} tells stays as it was received:
     * nothing of it depends on what is added.
     */
    public SipRequest completed(String source, int port) {
        var seen = via();
        var completed =
                edit().setFirst(HeaderName.VIA, seen.completed(source, port)).build();
        completed.keepVia(seen);
        return completed;
    }

    /**
     * 64 bits over what tells a request of a client older than RFC 3261 from others, but not from its own
     * retransmissions (§16.11): top Via, tags, Call-ID, CSeq number and Request-URI.
     */
    public long transaction() {
        long hash = Ascii.mix(via().hash(), uri.hashCode());
        hash = bytes.hash(hash, HeaderName.CALL_ID);
        hash = Ascii.mix(hash, cseq().number());
        hash = Ascii.mix(hash, fromTag().hashCode());
        return Ascii.mix(hash, toTag().hashCode());
    }

    /**
     * 64 bits over what must differ between two passes of one request through an element, or else it runs in a loop
     * (§16.3 step 4): Request-URI, Route, Call-ID, CSeq and From tag.
     */
    public long pass() {
        long hash = Ascii.mix(1, uri.hashCode());
        hash = bytes.hash(hash, HeaderName.CALL_ID);
        hash = bytes.hash(hash, HeaderName.CSEQ);
        hash = bytes.hash(hash, HeaderName.ROUTE);
        long tag = fromTagRange();
        var array = bytes.array(bytes.index.value(bytes.find(HeaderName.FROM, 0)));
        return tag == ParamScan.NO_VALUE ? hash : Ascii.hash(hash, array, ParamScan.from(tag), ParamScan.to(tag));
    }

    /** A response to this request with Via, From, To, Call-ID and CSeq copied (§8.2.6). */
    public ResponseEdit reply(int status) {
        return reply(status, Status.reason(status));
    }

    public ResponseEdit reply(int status, String reason) {
        return ResponseEdit.to(this, status, reason);
    }

    /**
     * What makes this request unanswerable or wrong: the check a server makes before anything else (§8.2, §16.3).
     *
     * @return the defect with the status to answer, or empty
     */
    public Optional<SipParseException> defect() {
        try {
            MessageCheck.request(this);
            return Optional.empty();
        } catch (SipParseException e) {
            return Optional.of(e);
        }
    }
}
