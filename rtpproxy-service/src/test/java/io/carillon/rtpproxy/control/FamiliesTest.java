package io.carillon.rtpproxy.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.carillon.sdp.SessionDescription;
import io.carillon.sdp.ng.MediaOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A phone that speaks IPv6 and one that speaks IPv4 hear each other (RFC 6157 §3.1). */
class FamiliesTest {
    private static final InetAddress SIX = InetAddress.ofLiteral("::1");

    private static boolean speaksSix() throws SocketException {
        return NetworkInterface.getByInetAddress(SIX) != null;
    }

    @Test
    void each_is_shown_a_port_of_its_own_family_without_being_asked() throws IOException {
        assumeTrue(speaksSix(), "no IPv6 here");
        try (Relay relay = new Relay(16, Map.of("six", new MediaInterface(SIX, SIX)));
                Phone alice = new Phone(0xA11CE, SIX);
                Phone bob = new Phone(0xB0B)) {
            SessionDescription toBob = relay.offer(alice.sdp(), MediaOptions.plainRelay());
            assertThat(toBob.octets()).contains("c=IN IP4 127.0.0.1").doesNotContain("IP6");
            SessionDescription toAlice = relay.answer(bob.sdp(), MediaOptions.plainRelay());
            assertThat(toAlice.octets()).contains("c=IN IP6 ").doesNotContain("IP4");
            byte[] hello = alice.sendRtp(toAlice);
            assertThat(Phone.receive(bob.rtp)).isEqualTo(hello);
            byte[] hi = bob.sendRtp(toBob);
            assertThat(Phone.receive(alice.rtp)).isEqualTo(hi);
        }
    }

    @Test
    void the_called_phones_family_is_told_with_the_offer() throws IOException {
        assumeTrue(speaksSix(), "no IPv6 here");
        try (Relay relay = new Relay(16, Map.of("six", new MediaInterface(SIX, SIX)));
                Phone alice = new Phone(0xA11CE);
                Phone bob = new Phone(0xB0B, SIX)) {
            SessionDescription toBob =
                    relay.offer(alice.sdp(), MediaOptions.plainRelay().withAddressFamily("IP6"));
            assertThat(toBob.octets()).contains("c=IN IP6 ");
            SessionDescription toAlice = relay.answer(bob.sdp(), MediaOptions.plainRelay());
            byte[] hello = alice.sendRtp(toAlice);
            assertThat(Phone.receive(bob.rtp)).isEqualTo(hello);
            byte[] hi = bob.sendRtp(toBob);
            assertThat(Phone.receive(alice.rtp)).isEqualTo(hi);
        }
    }
}
