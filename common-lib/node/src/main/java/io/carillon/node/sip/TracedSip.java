package io.carillon.node.sip;

import io.carillon.node.trace.TraceSink;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.Method;
import io.carillon.sip.message.SipMessage;
import io.carillon.sip.message.SipRequest;
import java.util.List;

/** A SIP message as the trace copies it. */
record TracedSip(SipMessage message) implements TraceSink.Wire {
    private static final List<HeaderName> CREDENTIALS = List.of(
            HeaderName.AUTHORIZATION,
            HeaderName.PROXY_AUTHORIZATION,
            HeaderName.WWW_AUTHENTICATE,
            HeaderName.PROXY_AUTHENTICATE,
            HeaderName.AUTHENTICATION_INFO,
            HeaderName.of("Proxy-Authentication-Info"));

    @Override
    public String key() {
        return message.first(HeaderName.CALL_ID).orElse("");
    }

    @Override
    public int size() {
        return message.size();
    }

    @Override
    public int bodySize() {
        return message.bodySize();
    }

    /** Nor is it known what stands in a line that cannot be read. */
    @Override
    public boolean mayHoldCredentials() {
        if (message.hasBrokenLine()) {
            return true;
        }
        for (HeaderName name : CREDENTIALS) {
            if (message.has(name)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean isUserText() {
        return message instanceof SipRequest request && request.method().equals(Method.MESSAGE);
    }

    @Override
    public void copyTo(byte[] out, int at) {
        message.copyTo(out, at);
    }
}
