package io.carillon.sip.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipMessage;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.transaction.RequestHandler;
import io.carillon.sip.transaction.ServerTransaction;
import io.carillon.sip.transaction.SipStack;
import io.carillon.sip.transport.Arrival;
import io.carillon.sip.transport.ListeningPoint;
import io.carillon.sip.transport.Transport;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A firewall before a stack on real sockets. Every address of 127.0.0.0/8 is a source of its own. */
class AdmissionTest {
    private static final String WIRE = "wire";
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final LinkedBlockingQueue<String> served = new LinkedBlockingQueue<>();
    private Firewall firewall;
    private SipStack stack;

    private SipStack start(FirewallPolicy policy) throws IOException {
        firewall = new Firewall(Set.of(), policy);
        stack = SipStack.builder()
                .listen(new ListeningPoint(
                        WIRE,
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        "127.0.0.1",
                        Set.of(Transport.UDP, Transport.TCP)))
                .handler(WIRE, new RequestHandler() {
                    @Override
                    public void onRequest(ServerTransaction transaction) {
                        served.add(transaction.request().method());
                        transaction.respond(200);
                    }

                    @Override
                    public void onAck(SipRequest ack, Arrival arrival) {
                        served.add("ACK");
                    }
                })
                .gate(firewall)
                .build();
        stack.start();
        return stack;
    }

    @AfterEach
    void close() {
        stack.close();
    }

    private static FirewallPolicy policy(Rate perSource, int banScore) {
        return new FirewallPolicy(
                List.of(), List.of(), List.of(), Rate.UNLIMITED, perSource, banScore, Duration.ofMinutes(5));
    }

    private static DatagramSocket source(String address) throws IOException {
        var socket = new DatagramSocket(0, InetAddress.ofLiteral(address));
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static String request(String method) {
        int number = COUNT.incrementAndGet();
        return SipRequest.create(method, "sip:bob@example.org")
                .append(HeaderName.VIA, "SIP/2.0/UDP peer.invalid;rport;branch=z9hG4bK-admission-" + number)
                .append(HeaderName.MAX_FORWARDS, 70)
                .append(HeaderName.FROM, "<sip:alice@example.org>;tag=a")
                .append(HeaderName.TO, "<sip:bob@example.org>")
                .append(HeaderName.CALL_ID, "admission-" + number)
                .append(HeaderName.CSEQ, "1 " + method)
                .build()
                .toString();
    }

    private void send(DatagramSocket from, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        from.send(new DatagramPacket(bytes, bytes.length, stack.address(WIRE)));
    }

    private SipResponse ask(DatagramSocket from, String text) throws IOException {
        send(from, text);
        return heard(from);
    }

    private static SipResponse heard(DatagramSocket from) throws IOException {
        var packet = new DatagramPacket(new byte[4_096], 4_096);
        from.receive(packet);
        return (SipResponse) SipMessage.parse(packet.getData(), 0, packet.getLength());
    }

    @Test
    void what_is_shed_costs_no_transaction_and_says_when_to_come_back() throws Exception {
        start(policy(new Rate(1, 1), 0));
        try (var phone = source("127.0.0.2");
                var other = source("127.0.0.3")) {
            assertThat(ask(phone, request("INVITE")).status()).isEqualTo(200);
            int before = stack.statistics().serverTransactions();

            var invite = request("INVITE");
            var refusal = ask(phone, invite);
            assertThat(refusal.status()).isEqualTo(503);
            assertThat(refusal.number(HeaderName.RETRY_AFTER).orElseThrow()).isBetween(2, 7);
            assertThat(ask(phone, invite).toTag()).isEqualTo(refusal.toTag());
            send(
                    phone,
                    invite.replace("INVITE", "ACK")
                            .replace(
                                    "To: <sip:bob@example.org>",
                                    "To: " + refusal.first(HeaderName.TO).orElseThrow()));

            assertThat(stack.statistics().serverTransactions()).isEqualTo(before);
            assertThat(ask(other, request("MESSAGE")).status()).isEqualTo(200);
            assertThat(served).containsExactly("INVITE", "MESSAGE");
        }
    }

    @Test
    void a_flood_of_garbage_bans_its_source_and_a_call_from_elsewhere_succeeds() throws Exception {
        start(policy(Rate.UNLIMITED, 50));
        try (var attacker = source("127.0.0.4");
                var phone = source("127.0.0.5")) {
            for (int i = 0; i < 500; i++) {
                send(attacker, "garbage " + i);
            }
            assertThat(ask(phone, request("INVITE")).status()).isEqualTo(200);

            assertThat(firewall.bans()).extracting(Firewall.Ban::source).containsExactly("127.0.0.4");
            attacker.setSoTimeout(300);
            send(attacker, request("OPTIONS"));
            assertThat(answers(attacker)).isFalse();
            firewall.lift(attacker.getLocalAddress());
            attacker.setSoTimeout(10_000);
            assertThat(ask(attacker, request("OPTIONS")).status()).isEqualTo(200);
        }
    }

    private static boolean answers(DatagramSocket socket) throws IOException {
        try {
            heard(socket);
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    @Test
    void a_banned_source_gets_no_connection() throws Exception {
        start(FirewallPolicy.OPEN);
        var banned = InetAddress.ofLiteral("127.0.0.6");
        firewall.ban(banned, Duration.ofMinutes(1), "asked for");
        var server = stack.address(WIRE);
        try (var socket = new Socket(server.getAddress(), server.getPort(), banned, 0)) {
            socket.setSoTimeout(10_000);
            assertThat(ended(socket)).isTrue();
        }
        try (var socket = new Socket(server.getAddress(), server.getPort(), InetAddress.ofLiteral("127.0.0.7"), 0)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write("\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().readNBytes(2)).hasSize(2);
        }
    }

    private static boolean ended(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (IOException e) {
            return true; // a reset is an end as well
        }
    }
}
