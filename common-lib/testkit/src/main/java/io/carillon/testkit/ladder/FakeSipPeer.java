package io.carillon.testkit.ladder;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.Method;
import io.carillon.sip.message.RequestEdit;
import io.carillon.sip.message.ResponseEdit;
import io.carillon.sip.message.SipMessage;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.transaction.ClientTransaction;
import io.carillon.sip.transaction.Failure;
import io.carillon.sip.transaction.RequestHandler;
import io.carillon.sip.transaction.ServerTransaction;
import io.carillon.sip.transaction.SipStack;
import io.carillon.sip.transport.Hop;
import io.carillon.sip.transport.ListeningPoint;
import io.carillon.sip.transport.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A SIP element on a real socket that does what the test says, message by message. */
public final class FakeSipPeer implements AutoCloseable {
    private static final String WIRE = "wire";

    private static final ClientTransaction.Listener LADDER_TELLS = new ClientTransaction.Listener() {
        @Override
        public void onResponse(ClientTransaction transaction, SipResponse response) {}

        @Override
        public void onFailure(ClientTransaction transaction, Failure failure) {}
    };

    private final Lane lane;
    private final SipStack stack;
    private final Map<String, CompletableFuture<ServerTransaction>> transactions = new ConcurrentHashMap<>();

    FakeSipPeer(Ladder ladder, String name) {
        this.lane = ladder.lane(name);
        var point = new ListeningPoint(
                WIRE,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                "127.0.0.1",
                Set.of(Transport.UDP, Transport.TCP));
        RequestHandler handler = transaction -> waiting(transaction.request()).complete(transaction);
        this.stack = SipStack.builder()
                .listen(point)
                .handler(WIRE, handler)
                .observer(new SipArrows(lane, true))
                .build();
        try {
            stack.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ladder.at(address(), name);
    }

    private CompletableFuture<ServerTransaction> waiting(SipRequest request) {
        var key = request.method() + " " + request.topVia().branch().orElse("");
        return transactions.computeIfAbsent(key, ignored -> new CompletableFuture<>());
    }

    public InetSocketAddress address() {
        return stack.address(WIRE);
    }

    /** host:port */
    public String sentBy() {
        return stack.sentBy(WIRE);
    }

    /** A Contact value. */
    public String contact() {
        return "<sip:" + lane.name().toLowerCase(java.util.Locale.ROOT) + "@" + sentBy() + ">";
    }

    /** A request outside of a dialog with everything that RFC 3261 §8.1.1 wants. */
    public RequestEdit request(String method, String uri, String from) {
        var edit = SipRequest.create(method, uri)
                .append(HeaderName.MAX_FORWARDS, 70)
                .append(HeaderName.FROM, "<" + from + ">;tag=" + ResponseEdit.newTag())
                .append(HeaderName.TO, "<" + uri + ">")
                .append(HeaderName.CALL_ID, UUID.randomUUID())
                .append(HeaderName.CSEQ, "1 " + method);
        return method.equals(Method.MESSAGE) ? edit : edit.append(HeaderName.CONTACT, contact());
    }

    /** Sends by UDP, by TCP if it is large (§18.1.1). */
    public ClientTransaction sends(SipRequest request, InetSocketAddress to) {
        return sends(request, Hop.udp(to));
    }

    public ClientTransaction sends(SipRequest request, Hop to) {
        went(request, to.address());
        return stack.send(request, to, WIRE, LADDER_TELLS);
    }

    /** Sends the ACK to a 2xx, which has no transaction. */
    public void acknowledges(SipRequest ack, InetSocketAddress to) {
        went(ack, to);
        stack.sendAck(ack, Hop.udp(to), WIRE);
    }

    /** Drawn by the test's own thread, so that arrows stand in the order in which the test tells them. */
    void went(SipMessage message, InetSocketAddress to) {
        lane.went(new Arrow(lane.name(), lane.ladder().nameOf(to), SipArrows.label(message)));
    }

    /** Gives up an INVITE. */
    public void cancels(ClientTransaction invite) {
        lane.went(new Arrow(lane.name(), lane.ladder().nameOf(invite.hop().address()), Method.CANCEL));
        invite.cancel();
    }

    void responds(SipRequest request, SipResponse response) {
        var transaction = transaction(request);
        went(response, transaction.arrival().remote());
        transaction.respond(response);
    }

    /** Sends octets as they are, from a socket of their own. @param label how the arrow is called */
    public void sendsRaw(String label, byte[] octets, InetSocketAddress to) {
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            socket.send(new DatagramPacket(octets, octets.length, to));
            lane.went(new Arrow(lane.name(), lane.ladder().node(), label));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends octets from a socket of their own and gives the text that comes back; off stage. */
    public String asksRaw(byte[] octets, InetSocketAddress to) {
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            socket.setSoTimeout((int) lane.ladder().deadline().toMillis());
            socket.send(new DatagramPacket(octets, octets.length, to));
            var answer = new DatagramPacket(new byte[65_535], 65_535);
            socket.receive(answer);
            return new String(answer.getData(), 0, answer.getLength(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next thing this peer sees must be this request. */
    public ReceivedRequest receives(String method) {
        var request = (SipRequest)
                lane.next(lane.ladder().node(), lane.name(), method).message();
        return new ReceivedRequest(this, request);
    }

    /** The next thing this peer sees must be a response with this status. */
    public SipResponse receives(int status) {
        return (SipResponse) lane.next(lane.ladder().node(), lane.name(), Integer.toString(status))
                .message();
    }

    ServerTransaction transaction(SipRequest request) {
        try {
            return waiting(request).get(lane.ladder().deadline().toMillis(), TimeUnit.MILLISECONDS);
        } catch (Exception e) {
            throw lane.ladder().mismatch(lane.name() + " has no transaction for " + request.method());
        }
    }

    @Override
    public void close() {
        stack.close();
    }
}
