package io.carillon.testkit.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.sdp.ng.MediaOptions;
import io.carillon.sdp.ng.NgClient;
import io.carillon.sdp.ng.NgCommand;
import io.carillon.sdp.ng.NgObserver;
import io.carillon.sdp.ng.NgOutcome;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A fake relay asked by the real NG client. */
class FakeRelayTest {
    private static final String SDP = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n";

    @Test
    void the_test_answers_the_commands() throws Exception {
        try (var ladder = Ladder.around("SBC");
                var client =
                        NgClient.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), NgObserver.NONE)) {
            var relay = ladder.relay("Relay");
            var offer = new NgCommand.Offer("call", "a", Optional.empty(), SDP, MediaOptions.plainRelay());
            var offering = ladder.meanwhile(() -> client.ask(relay.address(), offer, Duration.ofSeconds(5)));
            var asked = relay.receives("offer");
            assertThat(((NgCommand.Offer) asked.command()).callId()).isEqualTo("call");
            asked.answers(SDP);
            assertThat(offering.get()).isInstanceOf(NgOutcome.Done.class);

            var delete = new NgCommand.Delete("call", Optional.of("a"), Optional.empty());
            var deleting = ladder.meanwhile(() -> client.ask(relay.address(), delete, Duration.ofSeconds(5)));
            relay.receives("delete").refuses("Unknown call-id");
            assertThat(deleting.get()).isEqualTo(new NgOutcome.Refused("Unknown call-id"));
            var again = ladder.meanwhile(() -> client.ask(relay.address(), delete, Duration.ofSeconds(5)));
            relay.receives("delete").answersOk();
            assertThat(again.get()).isInstanceOf(NgOutcome.Done.class);

            ladder.ends();
        }
    }
}
