package io.carillon.node.sip;

import io.carillon.node.health.FunctionalProbe;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.Method;
import io.carillon.sip.message.SipMessage;
import io.carillon.sip.transport.Addresses;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Sends an OPTIONS to each of the node's own UDP sockets, as any peer could, and wants any answer at all. */
final class SipProbe implements FunctionalProbe, AutoCloseable {
    private static final String MARK = "carillon-probe-";
    private static final int PATIENCE_MILLIS = 900;

    private final List<Supplier<InetSocketAddress>> points;
    /** A socket for each point stays open: a node that does nothing probes all day. */
    private final Map<InetSocketAddress, DatagramSocket> sockets = new ConcurrentHashMap<>();

    private final String run = MARK + UUID.randomUUID() + "-";
    private final AtomicLong asked = new AtomicLong();

    SipProbe(List<Supplier<InetSocketAddress>> points) {
        this.points = points;
    }

    /** True for the probe's own messages, which nobody wants in a trace. */
    static boolean asks(SipMessage message) {
        return message.first(HeaderName.CALL_ID)
                .filter(id -> id.startsWith(MARK))
                .isPresent();
    }

    @Override
    public String name() {
        return "sip";
    }

    @Override
    public void check() throws IOException {
        for (Supplier<InetSocketAddress> point : points) {
            InetSocketAddress target = reachable(point.get());
            try {
                check(socket(target), target);
            } catch (IOException e) {
                close(sockets.remove(target)); // with whatever still comes for it
                throw e;
            }
        }
    }

    private DatagramSocket socket(InetSocketAddress target) throws IOException {
        DatagramSocket open = sockets.get(target);
        if (open == null) {
            open = new DatagramSocket();
            sockets.put(target, open);
            open.connect(target);
            open.setSoTimeout(PATIENCE_MILLIS);
        }
        return open;
    }

    private void check(DatagramSocket socket, InetSocketAddress target) throws IOException {
        String callId = run + asked.incrementAndGet();
        byte[] request = options(Addresses.text((InetSocketAddress) socket.getLocalSocketAddress()), target, callId)
                .getBytes(StandardCharsets.US_ASCII);
        socket.send(new DatagramPacket(request, request.length));
        awaitAnswer(socket, target, callId);
    }

    private static void awaitAnswer(DatagramSocket socket, InetSocketAddress target, String callId) throws IOException {
        DatagramPacket answer = new DatagramPacket(new byte[4_096], 4_096);
        try {
            socket.receive(answer);
        } catch (SocketTimeoutException e) {
            throw new IOException("no SIP answer from " + Addresses.text(target), e);
        }
        String text = new String(answer.getData(), 0, answer.getLength(), StandardCharsets.UTF_8);
        if (!text.startsWith("SIP/2.0 ") || !text.contains(callId)) {
            throw new IOException("no SIP but something else answers at " + Addresses.text(target));
        }
    }

    @Override
    public void close() {
        sockets.values().forEach(SipProbe::close);
    }

    private static void close(@Nullable DatagramSocket socket) {
        if (socket != null) {
            socket.close();
        }
    }

    private static InetSocketAddress reachable(InetSocketAddress bound) {
        return bound.getAddress().isAnyLocalAddress()
                ? new InetSocketAddress(InetAddress.getLoopbackAddress(), bound.getPort())
                : bound;
    }

    private static String options(String from, InetSocketAddress to, String callId) {
        // With no hops left it is answered here, whatever the node would do with it otherwise (RFC 3261 §16.3 step 3).
        return String.join(
                "\r\n",
                Method.OPTIONS + " sip:probe@" + Addresses.text(to) + " SIP/2.0",
                "Via: SIP/2.0/UDP " + from + ";branch=z9hG4bK" + callId + ";rport",
                "Max-Forwards: 0",
                "From: <sip:probe@" + from + ">;tag=" + callId.substring(MARK.length()),
                "To: <sip:probe@" + Addresses.text(to) + ">",
                "Call-ID: " + callId,
                "CSeq: 1 OPTIONS",
                "Content-Length: 0",
                "",
                "");
    }
}
