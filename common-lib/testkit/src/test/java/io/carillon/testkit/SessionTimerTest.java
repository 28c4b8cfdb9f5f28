package io.carillon.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipRequest;
import org.junit.jupiter.api.Test;

/** RFC 4028 from a phone's side. */
class SessionTimerTest {
    private static SipRequest invite(String supported) {
        return SipRequest.create("INVITE", "sip:bob@home.example")
                .append(HeaderName.CALL_ID, "1")
                .append(HeaderName.CSEQ, "1 INVITE")
                .append(HeaderName.SUPPORTED, supported)
                .append(HeaderName.SESSION_EXPIRES, "1800;refresher=uas")
                .build();
    }

    @Test
    void the_caller_that_asks_for_a_timer_refreshes_it() {
        var request = invite("timer");
        assertThat(SessionTimer.grant(request, request.reply(200)).build().first(HeaderName.SESSION_EXPIRES))
                .contains("1800;refresher=uac");
    }

    @Test
    void a_caller_without_timers_gets_none() {
        var request = invite("100rel");
        assertThat(SessionTimer.grant(request, request.reply(200)).build().has(HeaderName.SESSION_EXPIRES))
                .isFalse();
    }

    @Test
    void a_granted_interval_is_refreshed_at_its_half() {
        var timer = new SessionTimer();
        assertThat(timer.isDue()).isFalse();
        timer.granted(invite("timer")
                .reply(200)
                .append(HeaderName.SESSION_EXPIRES, "1;refresher=uac")
                .build());
        await().until(timer::isDue);
        assertThat(timer.isDue()).as("once").isFalse();
        assertThat(timer.refresh(SipRequest.create("UPDATE", "sip:bob@home.example"))
                        .first(HeaderName.SESSION_EXPIRES))
                .contains("1;refresher=uac");
    }
}
