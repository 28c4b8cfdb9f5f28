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

    public RequestEdit edit() {
        return new RequestEdit(this);
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
            check();
            return Optional.empty();
        } catch (SipParseException e) {
            return Optional.of(e);
        }
    }

    private void check() {
        var broken = bytes.index.defect();
        if (broken != null) {
            throw new SipParseException(broken);
        }
        for (var single : SINGLE) {
            if (bytes.index.mayRepeat(single.id()) && lines(single) > 1) {
                throw new SipParseException("More than one " + single.text());
            }
        }
        via();
        if (bytes.find(HeaderName.CALL_ID, 0) < 0) {
            throw missing(HeaderName.CALL_ID);
        }
        requireAddress(HeaderName.FROM);
        requireAddress(HeaderName.TO);
        if (!version.equalsIgnoreCase(VERSION)) {
            throw new SipParseException(505, "Version Not Supported");
        }
        if (!cseq().method().equals(method)) {
            throw new SipParseException("CSeq method does not match");
        }
        if (uri.indexOf('<') >= 0 || uri.indexOf(' ') >= 0 || uri.indexOf('\t') >= 0) {
            throw new SipParseException("Bad Request-URI");
        }
        if (Uris.isSip(uri)) {
            sipUri();
        }
        number(HeaderName.MAX_FORWARDS);
        var length = number(HeaderName.CONTENT_LENGTH);
        if (length.isPresent() && length.get() != bytes.bodyLength()) {
            throw new SipParseException("Content-Length does not match the body");
        }
    }

    private static final HeaderName[] SINGLE = {
        HeaderName.FROM,
        HeaderName.TO,
        HeaderName.CALL_ID,
        HeaderName.CSEQ,
        HeaderName.MAX_FORWARDS,
        HeaderName.CONTENT_LENGTH
    };
}
