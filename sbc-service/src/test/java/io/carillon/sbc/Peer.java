package io.carillon.sbc;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.NameAddr;
import io.carillon.sip.message.RequestEdit;
import io.carillon.sip.message.ResponseEdit;
import io.carillon.sip.message.SipMessage;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A phone or a node of the core that a test plays at the level of bytes: it does nothing by itself. What comes again
 * byte for byte is seen once.
 */
final class Peer implements AutoCloseable {
    private static final AtomicInteger COUNT = new AtomicInteger();

    final String name;
    private final Wire wire;
    private final LinkedBlockingQueue<SipMessage> received = new LinkedBlockingQueue<>();
    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    private Peer(String name, Wire wire) {
        this.name = name;
        this.wire = wire;
        wire.read(message -> {
            if (seen.add(message.toString())) {
                received.add(message);
            }
        });
    }

    static Peer udp(String name) {
        return udp(name, InetAddress.getLoopbackAddress());
    }

    static Peer udp(String name, InetAddress host) {
        return new Peer(name, Wire.datagrams(host));
    }

    static Peer tcp(String name, InetSocketAddress server) {
        return new Peer(name, Wire.connection(server));
    }

    static Peer over(String name, Socket connection) {
        return new Peer(name, Wire.connection(connection));
    }

    String sentBy() {
        return wire.local();
    }

    String identity() {
        return "sip:" + name + "@" + Sbc.HOME;
    }

    String contact() {
        return "<sip:" + name + "@" + sentBy() + ">";
    }

    /** A request outside of a dialog, with a Call-ID of its own. */
    RequestEdit request(String method, String uri) {
        return SipRequest.create(method, uri)
                .append(HeaderName.VIA, via())
                .append(HeaderName.MAX_FORWARDS, 70)
                .append(HeaderName.FROM, "<" + identity() + ">;tag=" + name)
                .append(HeaderName.TO, "<" + uri + ">")
                .append(HeaderName.CALL_ID, name + "-" + COUNT.incrementAndGet() + "-" + System.nanoTime())
                .append(HeaderName.CSEQ, "1 " + method)
                .append(HeaderName.CONTACT, contact());
    }

    String via() {
        return "SIP/2.0/" + wire.transport() + " " + sentBy() + ";rport;branch=z9hG4bK" + name
                + COUNT.incrementAndGet();
    }

    /** A request in the dialog that this answer to our request made (RFC 3261 §12.2.1.1). */
    RequestEdit inDialog(String method, int cseq, SipResponse answer) {
        return inDialog(
                method,
                cseq,
                answer,
                answer.first(HeaderName.FROM).orElseThrow(),
                answer.first(HeaderName.TO).orElseThrow(),
                answer.all(HeaderName.RECORD_ROUTE).reversed());
    }

    /** A request in the dialog that our answer to this request made. */
    RequestEdit inDialog(String method, int cseq, SipRequest made) {
        return inDialog(
                method,
                cseq,
                made,
                made.to().with("tag", name).toString(),
                made.first(HeaderName.FROM).orElseThrow(),
                made.all(HeaderName.RECORD_ROUTE));
    }

    private RequestEdit inDialog(
            String method, int cseq, SipMessage remote, String from, String to, List<String> routes) {
        return SipRequest.create(
                        method,
                        remote.address(HeaderName.CONTACT).map(NameAddr::uri).orElseThrow())
                .append(HeaderName.VIA, via())
                .append(HeaderName.MAX_FORWARDS, 70)
                .append(HeaderName.FROM, from)
                .append(HeaderName.TO, to)
                .append(HeaderName.CALL_ID, remote.callId())
                .append(HeaderName.CSEQ, cseq + " " + method)
                .append(HeaderName.CONTACT, contact())
                .setAll(HeaderName.ROUTE, routes);
    }

    /** The CANCEL for a request of ours, or the ACK to its failure (RFC 3261 §9.1, §17.1.1.3). */
    SipRequest sibling(SipRequest invite, String method) {
        return SipRequest.create(method, invite.uri())
                .append(HeaderName.VIA, invite.first(HeaderName.VIA).orElseThrow())
                .append(HeaderName.MAX_FORWARDS, 70)
                .append(HeaderName.FROM, invite.first(HeaderName.FROM).orElseThrow())
                .append(HeaderName.TO, invite.first(HeaderName.TO).orElseThrow())
                .append(HeaderName.CALL_ID, invite.callId())
                .append(HeaderName.CSEQ, "1 " + method)
                .build();
    }

    SipRequest send(RequestEdit request, InetSocketAddress to) {
        return send(request.build(), to);
    }

    SipRequest send(SipRequest request, InetSocketAddress to) {
        send(request.wire(), to);
        return request;
    }

    void send(byte[] bytes, InetSocketAddress to) {
        wire.send(bytes, to);
    }

    /** An answer with our tag and Contact. */
    ResponseEdit answer(SipRequest request, int status) {
        return request.reply(status).toTag(name).append(HeaderName.CONTACT, contact());
    }

    SipResponse reply(SipRequest request, int status) {
        return reply(request, answer(request, status));
    }

    /** Answers to where the Via says. */
    SipResponse reply(SipRequest request, ResponseEdit answer) {
        var via = request.topVia();
        var response = answer.build();
        wire.send(response.wire(), new InetSocketAddress(via.host().replaceAll("[\\[\\]]", ""), via.port()));
        return response;
    }

    SipRequest expect(String method) {
        var message = next();
        if (message instanceof SipRequest request && request.is(method)) {
            return request;
        }
        throw new AssertionError(name + " expected " + method + " but got:\n" + message);
    }

    /** The next such request, whatever comes before it. */
    SipRequest awaits(String method) {
        var message = next();
        while (!(message instanceof SipRequest request && request.is(method))) {
            message = next();
        }
        return request;
    }

    /** The next response but 100. */
    SipResponse expect(int status) {
        var message = next();
        while (message instanceof SipResponse response && response.status() == 100) {
            message = next();
        }
        if (message instanceof SipResponse response && response.status() == status) {
            return response;
        }
        throw new AssertionError(name + " expected " + status + " but got:\n" + message);
    }

    /** The next final response, whatever its status. */
    SipResponse expectFinal() {
        var message = next();
        while (message instanceof SipResponse response && response.isProvisional()) {
            message = next();
        }
        if (message instanceof SipResponse response) {
            return response;
        }
        throw new AssertionError(name + " expected a final response but got:\n" + message);
    }

    private SipMessage next() {
        try {
            var message = received.poll(10, TimeUnit.SECONDS);
            if (message == null) {
                throw new AssertionError(name + " got nothing");
            }
            return message;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** True if something came that the test did not take. */
    boolean hasMore() {
        return !received.isEmpty();
    }

    @Override
    public void close() {
        wire.close();
    }
}
