package io.carillon.sip.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.Method;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.peer.ThreePeers;
import io.carillon.sip.transport.Hop;
import io.carillon.sip.transport.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Who asks one hop after the other: no timer tells in an hour that one is silent, but that it is dead is told. */
class SipClientTest extends ThreePeers {
    private final SipClient client = stack.client("core");
    private final SipRequest message = SipRequest.create(Method.MESSAGE, "sip:bob@example.org")
            .append(HeaderName.MAX_FORWARDS, 70)
            .append(HeaderName.FROM, "<sip:node@example.org>;tag=n")
            .append(HeaderName.TO, "<sip:bob@example.org>")
            .append(HeaderName.CALL_ID, "node-" + System.nanoTime())
            .append(HeaderName.CSEQ, "1 MESSAGE")
            .build();
    private final List<Hop> bobOrElseCarol = List.of(bob.hop(), carol.hop());

    SipClientTest() {
        super(node(NEVER, Transport.UDP, Transport.TCP));
    }

    private static CompletableFuture<SipResponse> begun(Supplier<SipResponse> asking) {
        return CompletableFuture.supplyAsync(asking, Thread::startVirtualThread);
    }

    private static int status(CompletableFuture<SipResponse> answer) throws Exception {
        return answer.get(10, TimeUnit.SECONDS).status();
    }

    @Test
    void a_hop_that_says_503_is_left_for_the_next() throws Exception {
        var answer = begun(() -> client.askOnce(message, bobOrElseCarol));
        bob.reply(bob.expect("MESSAGE"), 503);
        carol.reply(carol.expect("MESSAGE"), 202);
        assertThat(status(answer)).isEqualTo(202);
    }

    @Test
    void a_504_of_a_living_server_is_an_answer() throws Exception {
        var answer = begun(() -> client.ask(message, bobOrElseCarol));
        var atBob = bob.expect("MESSAGE");
        bob.reply(atBob, 100);
        bob.reply(atBob, 504);
        assertThat(status(answer)).isEqualTo(504);
        assertThat(carol.rest()).isEmpty();
    }

    @Test
    void what_may_arrive_twice_goes_past_a_dead_hop() throws Exception {
        var answer = begun(() -> client.ask(message, bobOrElseCarol));
        bob.expect("MESSAGE");
        stack.leave(bob.address());
        carol.reply(carol.expect("MESSAGE"), 202);
        assertThat(status(answer)).isEqualTo(202);
    }

    @Test
    void what_must_not_does_not() throws Exception {
        var answer = begun(() -> client.askOnce(message, bobOrElseCarol));
        bob.expect("MESSAGE");
        stack.leave(bob.address());
        assertThat(status(answer)).isEqualTo(504);
        assertThat(carol.rest()).isEmpty();
    }

    @Test
    void what_could_not_be_sent_goes_to_the_next_hop_whatever_it_is() throws Exception {
        var refusing = Hop.tcp(new InetSocketAddress(InetAddress.getLoopbackAddress(), free()));
        var answer = begun(() -> client.askOnce(message, List.of(refusing, carol.hop())));
        carol.reply(carol.expect("MESSAGE"), 202);
        assertThat(status(answer)).isEqualTo(202);
        assertThat(client.askOnce(message, List.of(refusing)).status()).isEqualTo(503);
    }

    private static int free() throws IOException {
        try (var probe = new ServerSocket(0)) {
            return probe.getLocalPort();
        }
    }

    @Test
    void without_a_hop_it_is_503() {
        assertThat(client.ask(message, List.of()).status()).isEqualTo(503);
    }
}
