package io.carillon.sip.message;

import org.jspecify.annotations.Nullable;

/** A request in the making; {@link #build} gives it. */
public final class RequestEdit extends MessageEdit<RequestEdit> {
    private final @Nullable SipRequest original;
    private String method;
    private String uri;
    private boolean newStart;

    RequestEdit(SipRequest original) {
        super(original.bytes);
        this.original = original;
        this.method = original.method();
        this.uri = original.uri();
        this.newStart = !original.version().equals(SipRequest.VERSION);
    }

    private RequestEdit(String method, String uri) {
        super(MessageBytes.NONE);
        this.original = null;
        this.method = method;
        this.uri = uri;
        this.newStart = true;
    }

    static RequestEdit blank(String method, String uri) {
        return new RequestEdit(Method.intern(method), uri);
    }

    public RequestEdit uri(Object newUri) {
        var text = newUri.toString();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) <= ' ') {
                throw new SipParseException("Bad Request-URI");
            }
        }
        if (text.isEmpty()) {
            throw new SipParseException("Bad Request-URI");
        }
        uri = text;
        newStart = true;
        return this;
    }

    /** The same headers under another method: CANCEL and ACK are made so (RFC 3261 §9.1, §17.1.1.3). */
    public RequestEdit method(String newMethod) {
        method = newMethod;
        newStart = true;
        return this;
    }

    @Override
    RequestEdit self() {
        return this;
    }

    public SipRequest build() {
        var finished = newStart ? finish(method + " " + uri + " " + SipRequest.VERSION) : finish();
        newStart = false;
        var request = new SipRequest(finished, method, uri, SipRequest.VERSION);
        if (original != null) {
            request.inherit(original, changed());
        }
        return request;
    }
}
