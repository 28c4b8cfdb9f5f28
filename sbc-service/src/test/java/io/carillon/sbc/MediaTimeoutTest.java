package io.carillon.sbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.sbc.media.WatchedAnchor;
import io.carillon.sip.message.HeaderName;
import org.junit.jupiter.api.Test;

/** A call whose relay has given it up, since no media came, ends for both sides (TS 24.229 §5.2.8.1.2). */
class MediaTimeoutTest extends GmTest {
    private static void look() {
        SBC.bean(WatchedAnchor.class).look();
    }

    @Test
    void a_call_that_its_relay_gave_up_is_released() {
        var phone = registeredPhone();
        called(phone);
        relay.mood = Relay.Mood.AMNESIC;
        look();
        assertThat(phone.hasMore()).as("its end may be under way").isFalse();
        look();
        var toPhone = phone.expect("BYE");
        assertThat(toPhone.first(HeaderName.REASON))
                .hasValueSatisfying(reason -> assertThat(reason).contains("no media"));
        phone.reply(toPhone, 200);
        core.reply(core.expect("BYE"), 200);
    }

    @Test
    void a_call_that_is_held_or_whose_relay_is_away_goes_on() {
        var phone = registeredPhone();
        var ok = called(phone);
        look();
        look();
        relay.mood = Relay.Mood.SILENT;
        look();
        look();
        relay.mood = Relay.Mood.WILLING;
        phone.send(phone.inDialog("BYE", 2, ok), SBC.access());
        var bye = core.expect("BYE");
        assertThat(bye.cseq().number()).as("the phone's own").isEqualTo(2);
        core.reply(bye, 200);
        phone.expect(200);
    }
}
