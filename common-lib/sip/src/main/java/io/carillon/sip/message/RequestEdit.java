package io.carillon.sip.message;

import org.jspecify.annotations.Nullable;

/** A request in the making; {@link #build} gives it. */
public final class RequestEdit extends MessageEdit<RequestEdit> {
    private String method;
    private String uri;

    RequestEdit(SipRequest original) {
        super(original);
        this.method = original.method();
        this.uri = original.uri();
    }

    private RequestEdit(@Nullable SipMessage none, String method, String uri) {
        super(none);
        this.method = method;
        this.uri = uri;
    }

    static RequestEdit blank(String method, String uri) {
        return new RequestEdit(null, Method.intern(method), uri);
    }

    public RequestEdit uri(Object newUri) {
        var text = newUri.toString();
        if (text.isEmpty() || text.chars().anyMatch(c -> c <= ' ')) {
            throw new SipParseException("Bad Request-URI");
        }
        uri = text;
        return this;
    }

    /** The same headers under another method: CANCEL and ACK are made so (RFC 3261 §9.1, §17.1.1.3). */
    public RequestEdit method(String newMethod) {
        method = newMethod;
        return this;
    }

    @Override
    RequestEdit self() {
        return this;
    }

    @Override
    String startLine() {
        return method + " " + uri + " SIP/2.0";
    }

    public SipRequest build() {
        var written = write();
        return new SipRequest(written.bytes(), written.index(), written.bodyStart(), method, uri, "SIP/2.0");
    }
}
