package io.carillon.sip.transport;

import static io.carillon.sip.transport.Stacks.WIRE;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.sip.transaction.SipStack;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The life of a TCP connection: keep-alive, its bounds and its end (RFC 5626, RFC 3261 §18). */
class ConnectionTest {
    private static final Duration LONG = Duration.ofMinutes(10);

    private final LinkedBlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<Arrival> lost = new LinkedBlockingQueue<>();
    private final List<SipStack> stacks = new ArrayList<>();

    @AfterEach
    void close() {
        stacks.forEach(SipStack::close);
    }

    private SipStack stack(TransportSettings settings) {
        var stack = Stacks.start(
                settings,
                Set.of(Transport.TCP),
                transaction -> {
                    arrivals.add(transaction.arrival());
                    transaction.respond(200);
                },
                lost::add);
        stacks.add(stack);
        return stack;
    }

    private static Socket connect(SipStack stack) throws IOException {
        var address = stack.address(WIRE);
        var socket = new Socket(address.getAddress(), address.getPort());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String read(Socket socket, int length) throws IOException {
        return new String(socket.getInputStream().readNBytes(length), StandardCharsets.UTF_8);
    }

    @Test
    void a_ping_gets_a_pong_also_between_messages() throws IOException {
        try (var socket = connect(stack(TransportSettings.STANDARD))) {
            send(socket, "\r\n\r\n");
            assertThat(read(socket, 2)).isEqualTo("\r\n");
            send(socket, Stacks.text("TCP") + "\r\n\r\n");
            assertThat(read(socket, 14)).isEqualTo("SIP/2.0 200 OK");
        }
    }

    @Test
    void an_empty_line_between_messages_is_no_message_that_must_end() throws Exception {
        var stack = stack(TransportSettings.STANDARD.times(LONG, Duration.ofMillis(100), Duration.ZERO));
        try (var socket = connect(stack)) {
            send(socket, Stacks.text("TCP"));
            assertThat(read(socket, 14)).isEqualTo("SIP/2.0 200 OK");
            send(socket, "\r\n");
            assertThat(lost.poll(500, TimeUnit.MILLISECONDS)).isNull();
        }
    }

    @Test
    void a_carriage_return_by_itself_ends_the_connection() throws IOException {
        try (var bare = connect(stack(TransportSettings.STANDARD));
                var late = connect(stack(TransportSettings.STANDARD))) {
            send(bare, "\rOPTIONS");
            assertThat(ends(bare)).isTrue();
            send(late, "\r\n\rOPTIONS");
            assertThat(ends(late)).isTrue();
        }
    }

    @Test
    void an_idle_connection_is_closed_and_its_end_is_told() throws Exception {
        var settings = TransportSettings.STANDARD.times(Duration.ofMillis(200), LONG, Duration.ZERO);
        try (var socket = connect(stack(settings))) {
            send(socket, Stacks.text("TCP"));
            assertThat(read(socket, 14)).isEqualTo("SIP/2.0 200 OK");
            socket.getInputStream().readAllBytes(); // ends with the connection

            var end = lost.poll(10, TimeUnit.SECONDS);
            assertThat(end).isNotNull();
            assertThat(end.remote().getPort()).isEqualTo(socket.getLocalPort());
        }
    }

    @Test
    void who_says_nothing_or_half_a_message_does_not_keep_a_place() throws IOException {
        var stack = stack(TransportSettings.STANDARD.times(LONG, Duration.ofMillis(200), Duration.ZERO));
        try (var silent = connect(stack);
                var slow = connect(stack)) {
            send(slow, Stacks.text("TCP"));
            assertThat(read(slow, 14)).isEqualTo("SIP/2.0 200 OK");
            send(slow, "OPTIONS sip:a SIP/2.0\r\nVia: ");

            assertThat(silent.getInputStream().readAllBytes()).isEmpty();
            slow.getInputStream().readAllBytes(); // the rest of the answer, then the end
        }
    }

    @Test
    void one_source_has_only_so_many_connections() throws IOException {
        var stack = stack(TransportSettings.STANDARD.bounds(100, 2));
        try (var first = connect(stack);
                var second = connect(stack)) {
            send(first, "\r\n\r\n");
            send(second, "\r\n\r\n");
            assertThat(read(first, 2) + read(second, 2)).isEqualTo("\r\n\r\n");
            try (var third = connect(stack)) {
                assertThat(ends(third)).isTrue();
            }
            assertThat(stack.statistics().refusedConnections()).isEqualTo(1);
        }
    }

    private static boolean ends(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException e) {
            return true; // a reset is an end as well
        }
    }

    @Test
    void a_peer_that_does_not_read_is_cut_off() throws Exception {
        var stack = stack(TransportSettings.STANDARD);
        try (var deaf = connect(stack);
                var other = connect(stack)) {
            var batch = new StringBuilder();
            for (int i = 0; i < 100; i++) {
                batch.append(Stacks.text("TCP"));
            }
            var flood = Thread.ofVirtual().start(() -> {
                try {
                    while (true) {
                        send(deaf, batch.toString());
                        arrivals.clear();
                    }
                } catch (IOException e) {
                    lostByReset.countDown();
                }
            });
            assertThat(lost.poll(30, TimeUnit.SECONDS)).isNotNull();
            assertThat(lostByReset.await(10, TimeUnit.SECONDS)).isTrue();
            flood.join();

            send(other, Stacks.text("TCP"));
            assertThat(read(other, 14)).isEqualTo("SIP/2.0 200 OK");
        }
    }

    private final java.util.concurrent.CountDownLatch lostByReset = new java.util.concurrent.CountDownLatch(1);

    @Test
    void a_dead_peer_is_noticed_by_its_missing_pong() throws Exception {
        var client = stack(TransportSettings.STANDARD.times(LONG, LONG, Duration.ofMillis(200)));
        try (var dead = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var hop = Hop.tcp(new java.net.InetSocketAddress(dead.getInetAddress(), dead.getLocalPort()));
            var exchange = client.client(WIRE).start(Stacks.options("dead"), hop);
            try (var accepted = dead.accept()) {
                accepted.setSoTimeout(10_000);
                var heard = new String(accepted.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(heard).startsWith("OPTIONS ").endsWith("\r\n\r\n\r\n\r\n");
            }
            assertThat(exchange.next()).hasToString("Failed[failure=TRANSPORT]");
        }
    }

    @Test
    void a_living_peer_keeps_the_connection() throws Exception {
        var client = stack(TransportSettings.STANDARD.times(LONG, LONG, Duration.ofMillis(50)));
        var server = stack(TransportSettings.STANDARD);
        var hop = Hop.tcp(server.address(WIRE));
        assertThat(client.client(WIRE).ask(Stacks.options("one"), hop).status()).isEqualTo(200);
        var first = arrivals.take();

        assertThat(lost.poll(500, TimeUnit.MILLISECONDS)).isNull();
        assertThat(client.client(WIRE).ask(Stacks.options("two"), hop).status()).isEqualTo(200);
        assertThat(arrivals.take().remote()).isEqualTo(first.remote());
    }

    @Test
    void requests_at_the_same_moment_share_one_connection() {
        var client = stack(TransportSettings.STANDARD);
        var server = stack(TransportSettings.STANDARD);
        var hop = Hop.tcp(server.address(WIRE));
        var exchanges = new ArrayList<io.carillon.sip.transaction.SipClient.Exchange>();
        for (int i = 0; i < 20; i++) {
            exchanges.add(client.client(WIRE).start(Stacks.options("many-" + i), hop));
        }
        exchanges.forEach(each -> assertThat(each.next().toString()).startsWith("Final"));
        assertThat(server.statistics().connections()).isEqualTo(1);
    }
}
