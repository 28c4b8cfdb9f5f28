package io.carillon.sdp.ng;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The client against a proxy played by a plain socket. */
class NgClientTest {
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private DatagramSocket proxy;
    private NgClient client;

    @BeforeEach
    void open() throws IOException {
        proxy = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        proxy.setSoTimeout(10_000);
        client = NgClient.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), new NgObserver() {
            @Override
            public void sent(InetSocketAddress local, InetSocketAddress to, NgMessage message) {
                seen.add("sent " + message.body().text("command").orElseThrow());
            }

            @Override
            public void received(InetSocketAddress local, InetSocketAddress from, NgMessage message) {
                seen.add("received " + message.body().text("result").orElseThrow());
            }
        });
    }

    @AfterEach
    void close() {
        client.close();
        proxy.close();
        threads.shutdownNow();
    }

    @Test
    void a_lost_command_is_sent_again_under_its_cookie() throws Exception {
        Future<NgOutcome> outcome = ask(Duration.ofSeconds(10));
        NgMessage first = receive().message();
        Received second = receive();
        assertThat(second.message()).isEqualTo(first);
        reply(proxy, second, "pong");
        assertThat(outcome.get()).isInstanceOf(NgOutcome.Done.class);
        assertThat(seen).containsExactly("sent ping", "received pong");
    }

    @Test
    void an_error_answer_is_a_refusal() throws Exception {
        Future<NgOutcome> outcome = ask(Duration.ofSeconds(10));
        reply(proxy, receive(), "error");
        assertThat(outcome.get()).isEqualTo(new NgOutcome.Refused("because"));
    }

    @Test
    void silence_and_strangers_end_at_the_deadline() throws Exception {
        Future<NgOutcome> outcome = ask(Duration.ofMillis(600));
        try (DatagramSocket stranger = new DatagramSocket()) {
            Received command = receive();
            reply(stranger, command, "pong");
            byte[] garbage = {1, 2, 3};
            proxy.send(new DatagramPacket(garbage, garbage.length, command.from()));
        }
        assertThat(outcome.get()).isInstanceOf(NgOutcome.Unanswered.class);
    }

    @Test
    void an_interrupted_asker_does_not_harm_the_others() throws Exception {
        List<NgOutcome> outcomes = new ArrayList<>();
        Thread asker = Thread.ofVirtual()
                .start(() -> outcomes.add(client.ask(address(), new NgCommand.Ping(), Duration.ofSeconds(30))));
        receive();
        asker.interrupt();
        asker.join();
        assertThat(outcomes).containsExactly(new NgOutcome.Unanswered("interrupted"));

        Future<NgOutcome> next = ask(Duration.ofSeconds(10));
        reply(proxy, receive(), "pong");
        assertThat(next.get()).isInstanceOf(NgOutcome.Done.class);
    }

    @Test
    void a_closed_client_says_so() {
        client.close();
        assertThat(client.ask(address(), new NgCommand.Ping(), Duration.ofSeconds(1)))
                .isInstanceOf(NgOutcome.Unanswered.class);
    }

    private record Received(NgMessage message, InetSocketAddress from) {}

    private InetSocketAddress address() {
        return (InetSocketAddress) proxy.getLocalSocketAddress();
    }

    private Future<NgOutcome> ask(Duration deadline) {
        Callable<NgOutcome> asking = () -> client.ask(address(), new NgCommand.Ping(), deadline);
        return threads.submit(asking);
    }

    private Received receive() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
        proxy.receive(packet);
        return new Received(NgMessage.decode(Arrays.copyOf(packet.getData(), packet.getLength())), (InetSocketAddress)
                packet.getSocketAddress());
    }

    private static void reply(DatagramSocket from, Received command, String result) throws IOException {
        NgValue.Dict body = NgValue.Dict.builder()
                .put("result", result)
                .put("error-reason", "because")
                .build();
        byte[] datagram = new NgMessage(command.message().cookie(), body).encode();
        from.send(new DatagramPacket(datagram, datagram.length, command.from()));
    }
}
