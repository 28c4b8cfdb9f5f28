package io.carillon.tas;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.ResponseEdit;
import io.carillon.sip.message.SipMessage;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** One side of the S-CSCF on ISC: a bare UDP socket. What comes again byte for byte is seen once. */
final class Peer implements AutoCloseable {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String name;
    private final DatagramSocket socket;
    private final LinkedBlockingQueue<SipMessage> received = new LinkedBlockingQueue<>();
    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    Peer(String name) {
        this.name = name;
        try {
            socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::read);
    }

    private void read() {
        var packet = new DatagramPacket(new byte[65_535], 65_535);
        while (!socket.isClosed()) {
            try {
                packet.setLength(65_535);
                socket.receive(packet);
                var text = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.ISO_8859_1);
                if (seen.add(text)) {
                    received.add(SipMessage.parse(packet.getData(), 0, packet.getLength()));
                }
            } catch (IOException e) {
                return;
            }
        }
    }

    InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    String sentBy() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    /** A request outside of a dialog, with a Call-ID of its own. */
    SipRequest request(String method, String uri) {
        var id = name + "-" + COUNT.incrementAndGet() + "-" + System.nanoTime();
        return SipRequest.create(method, uri)
                .append(HeaderName.VIA, via())
                .append(HeaderName.MAX_FORWARDS, 70)
                .append(HeaderName.FROM, "<sip:" + name + "@" + Tas.HOME + ">;tag=" + name)
                .append(HeaderName.TO, "<" + uri + ">")
                .append(HeaderName.CALL_ID, id)
                .append(HeaderName.CSEQ, "1 " + method)
                .append(HeaderName.CONTACT, "<sip:" + name + "@" + sentBy() + ">")
                .build();
    }

    private String via() {
        return "SIP/2.0/UDP " + sentBy() + ";branch=z9hG4bK" + name + COUNT.incrementAndGet();
    }

    /** A request in the dialog that this answer to our INVITE made. */
    SipRequest next(String method, int cseq, SipResponse answer) {
        return inDialog(
                method,
                cseq,
                answer,
                answer.first(HeaderName.FROM).orElseThrow(),
                answer.first(HeaderName.TO).orElseThrow());
    }

    /** A request in the dialog that our answer to this INVITE made. */
    SipRequest next(String method, int cseq, SipRequest invite) {
        return inDialog(
                method,
                cseq,
                invite,
                invite.to().with("tag", name).toString(),
                invite.first(HeaderName.FROM).orElseThrow());
    }

    private SipRequest inDialog(String method, int cseq, SipMessage remote, String from, String to) {
        return SipRequest.create(
                        method, remote.address(HeaderName.CONTACT).orElseThrow().uri())
                .append(HeaderName.VIA, via())
                .append(HeaderName.MAX_FORWARDS, 70)
                .append(HeaderName.FROM, from)
                .append(HeaderName.TO, to)
                .append(HeaderName.CALL_ID, remote.callId())
                .append(HeaderName.CSEQ, cseq + " " + method)
                .append(HeaderName.CONTACT, "<sip:" + name + "@" + sentBy() + ">")
                .build();
    }

    /** The CANCEL for a request of ours (RFC 3261 §9.1). */
    SipRequest cancel(SipRequest invite) {
        return SipRequest.create("CANCEL", invite.uri())
                .append(HeaderName.VIA, invite.first(HeaderName.VIA).orElseThrow())
                .append(HeaderName.MAX_FORWARDS, 70)
                .append(HeaderName.FROM, invite.first(HeaderName.FROM).orElseThrow())
                .append(HeaderName.TO, invite.first(HeaderName.TO).orElseThrow())
                .append(HeaderName.CALL_ID, invite.callId())
                .append(HeaderName.CSEQ, "1 CANCEL")
                .build();
    }

    SipRequest send(SipRequest request, InetSocketAddress to) {
        send(request.wire(), to);
        return request;
    }

    void send(byte[] bytes, InetSocketAddress to) {
        try {
            socket.send(new DatagramPacket(bytes, bytes.length, to));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers to where the Via says, with our tag and Contact. */
    void reply(SipRequest request, int status) {
        reply(request, status, edit -> edit);
    }

    void reply(SipRequest request, int status, UnaryOperator<ResponseEdit> change) {
        var via = request.topVia();
        var response = change.apply(request.reply(status)
                        .toTag(name)
                        .append(HeaderName.CONTACT, "<sip:" + name + "@" + sentBy() + ">"))
                .build();
        send(response.wire(), new InetSocketAddress(via.host(), via.port()));
    }

    SipRequest expect(String method) {
        var message = next();
        if (message instanceof SipRequest request && request.is(method)) {
            return request;
        }
        throw new AssertionError(name + " expected " + method + " but got:\n" + message);
    }

    /** The next request of this kind, whatever comes before. */
    SipRequest awaits(String method) {
        while (true) {
            if (next() instanceof SipRequest request && request.is(method)) {
                return request;
            }
        }
    }

    /** The next response with this status, whatever comes before. */
    SipResponse awaits(int status) {
        while (true) {
            if (next() instanceof SipResponse response && response.status() == status) {
                return response;
            }
        }
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
        socket.close();
    }
}
