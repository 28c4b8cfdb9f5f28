package io.carillon.sip.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.sip.message.Method;
import io.carillon.sip.peer.ThreePeers;
import io.carillon.sip.transaction.Failure;
import io.carillon.sip.transaction.SipClient.Event;
import io.carillon.sip.transport.Hop;
import io.carillon.sip.transport.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Peers that swallow whatever comes, as an address does that nobody has any more, and the word that they are dead. */
class LostPeerTest extends ThreePeers {
    LostPeerTest() {
        super(node(NEVER, Transport.UDP, Transport.TCP));
    }

    @BeforeEach
    void toBobOrElseToCarol() {
        var proxy = new Proxy(stack);
        stack.handler(
                "core",
                transaction -> proxy.forward(
                        transaction,
                        Forward.to("core", new Branch(transaction.request(), List.of(bob.hop(), carol.hop())))));
    }

    @Test
    void a_call_that_it_never_heard_of_goes_to_the_next_hop() {
        sends("INVITE");
        bob.expect("INVITE");

        stack.leaveUnheard(bob.address());

        carol.reply(carol.expect("INVITE"), 200);
        alice.expect(200);
    }

    @Test
    void what_it_may_be_at_work_on_is_left_to_it_while_it_may_be_alive() {
        sends("INVITE");
        var ringing = bob.expect("INVITE");
        bob.reply(ringing, 180);
        alice.expect(180);
        sends("MESSAGE");
        var text = bob.expect("MESSAGE");
        sends("INVITE");
        bob.expect("INVITE");

        stack.leaveUnheard(bob.address());
        carol.reply(carol.expect("INVITE"), 486);
        alice.expect(486);

        bob.reply(text, 200);
        assertThat(alice.expect(200).method()).isEqualTo("MESSAGE");
        bob.reply(ringing, 200);
        assertThat(alice.expect(200).method()).isEqualTo("INVITE");
    }

    @Test
    void a_call_that_rings_there_fails_and_a_text_goes_to_the_next_hop() {
        sends("INVITE");
        bob.reply(bob.expect("INVITE"), 180);
        alice.expect(180);

        stack.leave(bob.address());
        alice.expect(504);

        sends("MESSAGE");
        bob.expect("MESSAGE");
        stack.leave(bob.address());
        carol.reply(carol.expect("MESSAGE"), 200);
        alice.expect(200);
    }

    /** What it may have sent on is cancelled by those who have it from it. */
    @Test
    void a_call_of_which_it_has_said_no_more_than_100_goes_to_the_next_hop() {
        sends("INVITE");
        bob.reply(bob.expect("INVITE"), 100);
        alice.expect(100);
        sends("OPTIONS");
        var behind = bob.expect("OPTIONS");
        bob.reply(behind, 200);
        alice.expect(200); // its 100 has come before

        stack.leave(bob.address());

        carol.reply(carol.expect("INVITE"), 200);
        alice.expect(200);
    }

    /** The 100 of who is at work for long (RFC 4320 §4.1). */
    @Test
    void a_text_of_which_it_has_said_no_more_than_100_goes_to_the_next_hop() {
        sends("MESSAGE");
        bob.reply(bob.expect("MESSAGE"), 100);
        sends("OPTIONS");
        bob.reply(bob.expect("OPTIONS"), 200);
        alice.expect(200); // its 100 has come before

        stack.leave(bob.address());

        carol.reply(carol.expect("MESSAGE"), 200);
        alice.expect(200);
    }

    @Test
    void what_it_wanted_is_cancelled() {
        sends("INVITE");
        var invite = bob.expect("INVITE");
        bob.reply(invite, 180);
        alice.expect(180);

        stack.leave(alice.address());

        bob.reply(bob.expect("CANCEL"), 200);
        bob.reply(invite, 487);
        alice.expect(487);
    }

    @Test
    void its_connections_close_and_nothing_is_tried_again_over_udp() throws IOException {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var hop = Hop.udp((InetSocketAddress) silent.getLocalSocketAddress());
            var large = alice.request(Method.MESSAGE, "sip:bob@example.org")
                    .edit()
                    .body("text/plain", "x".repeat(1_500))
                    .build();
            var exchange = stack.client("core").start(large, hop);
            try (var connection = silent.accept()) {
                connection.setSoTimeout(10_000);
                assertThat(connection.getInputStream().readNBytes(large.size())).startsWith((byte) 'M', (byte) 'E');

                stack.leave(hop.address());

                assertThat(exchange.next(Duration.ofSeconds(10))).isEqualTo(new Event.Failed(Failure.PEER_GONE));
                connection.getInputStream().readAllBytes(); // to the end, which a closed connection has
            }
        }
    }
}
