package io.carillon.sip.peer;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.ResponseEdit;
import io.carillon.sip.message.SipMessage;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.transport.Addresses;
import io.carillon.sip.transport.Hop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A bare UDP socket that a test plays a SIP element with: it does nothing by itself. */
public final class WirePeer implements AutoCloseable {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final DatagramSocket socket;
    private final LinkedBlockingQueue<SipMessage> received = new LinkedBlockingQueue<>();
    private final Set<String> taken = ConcurrentHashMap.newKeySet();
    private final String name;

    public WirePeer(String name) {
        this.name = name;
        try {
            socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        } catch (SocketException e) {
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
                received.add(SipMessage.parse(packet.getData(), 0, packet.getLength()));
            } catch (IOException e) {
                return;
            }
        }
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(socket.getLocalAddress(), socket.getLocalPort());
    }

    public Hop hop() {
        return Hop.udp(address());
    }

    public String sentBy() {
        return Addresses.text(address());
    }

    /** A request as a user agent starts it: Via with a new branch, From tag, Contact, and a Call-ID of its own. */
    public SipRequest request(String method, String uri) {
        int number = COUNT.incrementAndGet();
        return SipRequest.create(method, uri)
                .append(HeaderName.VIA, "SIP/2.0/UDP " + sentBy() + ";branch=z9hG4bK-" + name + "-" + number)
                .append(HeaderName.MAX_FORWARDS, 70)
                .append(HeaderName.FROM, "<sip:" + name + "@example.org>;tag=" + name)
                .append(HeaderName.TO, "<" + uri + ">")
                .append(HeaderName.CALL_ID, name + "-" + number + "-" + System.nanoTime())
                .append(HeaderName.CSEQ, "1 " + method)
                .append(HeaderName.CONTACT, contact())
                .build();
    }

    public String contact() {
        return "<sip:" + name + "@" + sentBy() + ">";
    }

    /** The CANCEL for a request sent from here, or the ACK to a failure (§9.1, §17.1.1.3). */
    public SipRequest sibling(SipRequest invite, String method, String to) {
        return SipRequest.create(method, invite.uri())
                .append(HeaderName.VIA, invite.first(HeaderName.VIA).orElseThrow())
                .append(HeaderName.MAX_FORWARDS, 70)
                .append(HeaderName.FROM, invite.first(HeaderName.FROM).orElseThrow())
                .append(HeaderName.TO, to)
                .append(HeaderName.CALL_ID, invite.callId())
                .append(HeaderName.CSEQ, invite.cseq().number() + " " + method)
                .build();
    }

    public void send(SipMessage message, InetSocketAddress to) {
        var bytes = message.wire();
        try {
            socket.send(new DatagramPacket(bytes, bytes.length, to));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers a request to where its Via says, with our tag and Contact. */
    public void reply(SipRequest request, int status) {
        reply(request, complete(request, status).build());
    }

    public void reply(SipRequest request, SipResponse response) {
        var via = request.topVia();
        send(response, new InetSocketAddress(via.host(), via.port()));
    }

    public ResponseEdit complete(SipRequest request, int status) {
        return request.reply(status).toTag(name).append(HeaderName.CONTACT, contact());
    }

    /** The next request, which must have this method; what was taken before may come again meanwhile. */
    public SipRequest expect(String method) {
        var message = next();
        while (message instanceof SipRequest request && !request.is(method) && isTakenBefore(request)) {
            message = next();
        }
        if (message instanceof SipRequest request && request.is(method)) {
            taken.add(transaction(request));
            return request;
        }
        throw new AssertionError(name + " expected " + method + " but got:\n" + message);
    }

    private boolean isTakenBefore(SipRequest request) {
        return taken.contains(transaction(request));
    }

    private static String transaction(SipRequest request) {
        return request.method() + " " + request.topVia();
    }

    /** The next response but 100, which must have this status. */
    public SipResponse expect(int status) {
        var message = next();
        while (message instanceof SipResponse response && response.status() == 100 && status != 100) {
            message = next();
        }
        if (message instanceof SipResponse response && response.status() == status) {
            return response;
        }
        throw new AssertionError(name + " expected " + status + " but got:\n" + message);
    }

    /** The next request whatever it is; the caller's interrupt ends the wait. */
    public SipRequest take() throws InterruptedException {
        while (true) {
            if (received.take() instanceof SipRequest request) {
                return request;
            }
        }
    }

    private SipMessage next() {
        try {
            var message = received.poll(10, TimeUnit.SECONDS);
            if (message == null) {
                throw new AssertionError(name + " got nothing");
            }
            return message;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** What lies in the in-box now. */
    public java.util.List<SipMessage> rest() {
        var rest = new java.util.ArrayList<SipMessage>();
        received.drainTo(rest);
        return rest;
    }

    @Override
    public void close() {
        socket.close();
    }
}
