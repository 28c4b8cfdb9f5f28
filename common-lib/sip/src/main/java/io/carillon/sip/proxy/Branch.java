package io.carillon.sip.proxy;

import io.carillon.sip.message.SipRequest;
import io.carillon.sip.transport.Hop;
import java.util.List;

/**
 * One target of a forwarded request (RFC 3261 §16.6).
 *
 * @param request as it should go out, but for Max-Forwards, Record-Route and Via, which the proxy writes
 * @param hops where to send it, tried in order while they do not answer or answer 503 (RFC 3263 §4.3)
 */
public record Branch(SipRequest request, List<Hop> hops) {
    public Branch {
        hops = List.copyOf(hops);
    }

    public Branch(SipRequest request, Hop hop) {
        this(request, List.of(hop));
    }
}
