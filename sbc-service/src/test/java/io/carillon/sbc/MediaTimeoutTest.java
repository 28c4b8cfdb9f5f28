package io.carillon.sbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipResponse;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A call whose relay has given it up, since no media came, ends for both sides (TS 24.229 §5.2.8.1.2). */
class MediaTimeoutTest extends GmTest {
    @BeforeEach
    void noOtherCalls() {
        SBC.forgetCalls();
    }

    private static void look() {
        SBC.look(Instant.now().plusSeconds(10));
    }

    /** What the first look found is written down. */
    private static void awaitMissed(SipResponse ok) {
        await().until(() -> String.valueOf(SBC.redis().opsForValue().get("sbc:call:" + key(ok)))
                .contains("\"missed\":1"));
    }

    private static String key(SipResponse ok) {
        return ok.callId() + "/" + ok.fromTag().orElseThrow() + "/o";
    }

    @Test
    void a_call_that_its_relay_gave_up_is_released() {
        var phone = registeredPhone();
        var ok = called(phone);
        relay.mood = Relay.Mood.AMNESIC;
        look();
        awaitMissed(ok);
        assertThat(phone.hasMore()).as("its end may be under way").isFalse();
        SBC.look(Instant.now().plusSeconds(20)); // soon after the first
        var toPhone = phone.expect("BYE");
        assertThat(toPhone.first(HeaderName.REASON))
                .hasValueSatisfying(reason -> assertThat(reason).contains("no media"));
        phone.reply(toPhone, 200);
        core.reply(core.expect("BYE"), 200);
        await().untilAsserted(() -> assertThat(SBC.records(ok.callId()))
                .singleElement()
                .satisfies(record -> {
                    assertThat(record.cause()).isEqualTo("RELEASED 503");
                    assertThat(record.extra())
                            .containsEntry("releasedBy", "network")
                            .containsEntry("reason", "no media");
                }));
    }

    @Test
    void a_call_that_is_held_or_whose_relay_is_away_for_a_moment_goes_on() {
        var phone = registeredPhone();
        var ok = called(phone);
        look();
        look();
        relay.mood = Relay.Mood.SILENT;
        look();
        awaitMissed(ok);
        relay.mood = Relay.Mood.WILLING;
        look();
        phone.send(phone.inDialog("BYE", 2, ok), SBC.access());
        var bye = core.expect("BYE");
        assertThat(bye.cseq().number()).as("the phone's own").isEqualTo(2);
        core.reply(bye, 200);
        phone.expect(200);
    }
}
