package io.carillon.sbc.ladder;

import static io.carillon.sip.message.Method.ACK;
import static io.carillon.sip.message.Method.INVITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testkit.ladder.FakeRelay;
import org.junit.jupiter.api.Test;

/** A relay dies in the middle of a call, and the call goes on at another. */
class ReanchoredLadderTest extends Registered {
    private static final FakeRelay OTHER = stage.ladder.relay("RTPPROXY2");

    @Test
    void at_another_relay() {
        stage.forgetCalls();
        talking();
        stage.withRelay("rtpproxy-2", OTHER);
        stage.withoutRelay();
        var looking = stage.ladder.meanwhile(() -> {
            stage.look();
            return true;
        });
        stage.relay.receives("query");
        stage.ladder.note("RTPPROXY", "is gone");
        looking.join();
        var asked = stage.ue.receives(INVITE);
        assertThat(asked.hasBody()).isFalse();
        stage.ue.sends(200);
        OTHER.receives("offer").answers(Stage.sdp(30_100));
        var changed = stage.cscf.receives(INVITE);
        assertThat(changed.request().bodyText()).contains("m=audio 30100 ");
        changed.replies(200, ok -> ok.body("application/sdp", Stage.sdp(40_000)));
        OTHER.receives("answer").answers(Stage.sdp(30_102));
        authorized();
        stage.cscf.receives(ACK);
        assertThat(stage.ue.receives(ACK).bodyText()).contains("m=audio 30102 ");
        stage.ladder.draws(
                "call-reanchored",
                "A relay dies in the middle of a call",
                "The border asks its phone for an offer, takes it to another relay and to the other side, whose answer "
                        + "comes back in the ACK (RFC 3725 §4.1 flow I). Each side takes it for a change by its peer; "
                        + "from then on the border numbers each side's requests anew.");
        stage.withRelay();
        stage.withoutRelay("rtpproxy-2", OTHER);
    }
}
