package io.carillon.sip.proxy;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipParseException;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.message.TopVia;
import io.carillon.sip.message.Via;
import io.carillon.sip.transaction.SipStack;
import io.carillon.sip.transport.Hop;
import io.carillon.sip.transport.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * The stateless proxy (RFC 3261 §16.11): one target for a request and its retransmissions, and nothing remembered. It
 * never forks, never retransmits, and answers only what it refuses.
 */
public final class StatelessProxy {
    private final SipStack stack;
    private final String listener;
    private final String sentBy;

    /** A proxy that sends out of the listening point of that name. */
    public StatelessProxy(SipStack stack, String listener) {
        this.stack = stack;
        this.listener = listener;
        this.sentBy = stack.sentBy(listener);
    }

    /**
     * Forwards a request; answers 483 and 420 itself.
     *
     * @param recordRoute put on top; for requests that make a dialog
     * @throws SipParseException with the status to answer
     */
    public void forward(SipRequest request, Hop hop, String... recordRoute) {
        int left = request.maxForwards();
        if (left == 0) {
            throw new SipParseException(483, "Too Many Hops");
        }
        if (request.has(HeaderName.PROXY_REQUIRE)) {
            throw new SipParseException(420, "Bad Extension");
        }
        var edit = request.edit().set(HeaderName.MAX_FORWARDS, left - 1);
        for (int i = recordRoute.length - 1; i >= 0; i--) {
            edit.prepend(HeaderName.RECORD_ROUTE, recordRoute[i]);
        }
        stack.sendStateless(edit, branch(request), hop, listener);
    }

    /**
     * The same for each retransmission of a request, for its CANCEL and for the ACK to its refusal: a hash of the branch
     * that it came with, or of what a client older than RFC 3261 is told apart by.
     */
    private static String branch(SipRequest request) {
        var via = request.via();
        return Via.MAGIC + Long.toHexString(via.isMagic() ? via.hash() : request.transaction());
    }

    /** Sends a response on to where the second Via tells; one that is not for us, or that has no second Via, is dropped. */
    public void forward(SipResponse response) {
        var via = response.via();
        if (!via.isSentBy(sentBy) && !stack.isOwn(via.host(), via.port())) {
            return;
        }
        var onward = response.edit().removeFirst(HeaderName.VIA).build();
        if (onward.has(HeaderName.VIA)) {
            hop(onward.via()).ifPresent(hop -> stack.sendStateless(onward, hop, listener));
        }
    }

    /** §18.2.2, RFC 3581 §4. A name is not looked up: we have put the address beside it when the request came. */
    private static Optional<Hop> hop(TopVia via) {
        var transport = Transport.of(via.transport());
        if (transport.isEmpty()) {
            return Optional.empty();
        }
        var host = via.source();
        int port = via.sourcePort() < 0 ? transport.get().defaultPort() : via.sourcePort();
        try {
            var address = InetAddress.ofLiteral(host.charAt(0) == '[' ? host.substring(1, host.length() - 1) : host);
            return Optional.of(new Hop(transport.get(), new InetSocketAddress(address, port)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
