package io.carillon.node.sip;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.Method;
import io.carillon.sip.message.SipMessage;
import io.carillon.sip.transport.Addresses;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks a UDP socket of this or another node by OPTIONS, as any peer could, and wants any answer at all (RFC 3261 §11). */
public final class SipPing implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SipPing.class);
    private static final int TIMES = 2;
    private static final String MARK = "carillon-probe-";
    private static final int PATIENCE_MILLIS = 900;
    private static final int LARGEST = 4_096;

    private final InetSocketAddress target;
    private final DatagramSocket socket;
    private final String run = MARK + UUID.randomUUID() + "-";
    private final AtomicLong asked = new AtomicLong();

    public SipPing(InetSocketAddress target) throws IOException {
        this.target = target;
        this.socket = new DatagramSocket();
        socket.connect(target);
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    /** Whether anybody is there; waits twice, as a datagram may be lost. */
    public static boolean answers(InetSocketAddress target) {
        return Stream.generate(() -> answersOnce(target)).limit(TIMES).anyMatch(Boolean::booleanValue);
    }

    private static boolean answersOnce(InetSocketAddress target) {
        try (var ping = new SipPing(target)) {
            ping.ask();
            return true;
        } catch (IOException e) {
            LOG.debug("{}", e.getMessage());
            return false;
        }
    }

    /** True for the messages of a ping, which nobody wants in a trace. */
    static boolean asks(SipMessage message) {
        return message.first(HeaderName.CALL_ID)
                .filter(id -> id.startsWith(MARK))
                .isPresent();
    }

    /** @throws IOException if there is no answer */
    public void ask() throws IOException {
        String callId = run + asked.incrementAndGet();
        byte[] request = options(Addresses.text((InetSocketAddress) socket.getLocalSocketAddress()), callId)
                .getBytes(StandardCharsets.US_ASCII);
        socket.send(new DatagramPacket(request, request.length));
        DatagramPacket answer = new DatagramPacket(new byte[LARGEST], LARGEST);
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

    private String options(String from, String callId) {
        // With no hops left it is answered there, whatever the node would do with it otherwise (RFC 3261 §16.3 step 3).
        return String.join(
                "\r\n",
                Method.OPTIONS + " sip:probe@" + Addresses.text(target) + " SIP/2.0",
                "Via: SIP/2.0/UDP " + from + ";branch=z9hG4bK" + callId + ";rport",
                "Max-Forwards: 0",
                "From: <sip:probe@" + from + ">;tag=" + callId.substring(MARK.length()),
                "To: <sip:probe@" + Addresses.text(target) + ">",
                "Call-ID: " + callId,
                "CSeq: 1 OPTIONS",
                "Content-Length: 0",
                "",
                "");
    }

    @Override
    public void close() {
        socket.close();
    }
}
