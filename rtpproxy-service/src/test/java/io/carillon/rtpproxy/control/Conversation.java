package io.carillon.rtpproxy.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.sdp.SessionDescription;
import io.carillon.sdp.ng.MediaOptions;
import java.io.IOException;

/** Alice calls Bob through a relay of their own. */
final class Conversation implements AutoCloseable {
    final Relay relay;
    final Phone alice;
    final Phone bob;
    SessionDescription shownToBob;
    SessionDescription shownToAlice;

    Conversation() throws IOException {
        relay = new Relay(64);
        alice = new Phone(0xA11CE);
        bob = new Phone(0xB0B);
    }

    void connect(MediaOptions options, String... attributes) {
        shownToBob = relay.offer(alice.sdp(attributes), options);
        shownToAlice = relay.answer(bob.sdp(attributes), options);
    }

    /** Media both ways, so that both sources are learned. */
    void talk() throws IOException {
        byte[] hello = alice.sendRtp(shownToAlice);
        assertThat(Phone.receive(bob.rtp)).isEqualTo(hello);
        byte[] hi = bob.sendRtp(shownToBob);
        assertThat(Phone.receive(alice.rtp)).isEqualTo(hi);
    }

    /** What the relay tells of a party's first line; 0 is Alice, 1 is Bob. */
    CallReport.Stream streamOf(int party) {
        return relay.calls.query(Relay.CALL).parties().get(party).streams().getFirst();
    }

    @Override
    public void close() {
        alice.close();
        bob.close();
        relay.close();
    }
}
