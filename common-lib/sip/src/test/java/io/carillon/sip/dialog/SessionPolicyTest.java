package io.carillon.sip.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipRequest;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Session timers through the back-to-back user agent (RFC 4028), and calls whose phones have none. */
class SessionPolicyTest extends TwoLegs {
    @BeforeEach
    void sessionsOfHalfAnHour() {
        bua.sessions(Duration.ofMinutes(30), Duration.ofSeconds(90));
    }

    private SipRequest callsWith(String supported, String sessionExpires) {
        var invite = alice.request("INVITE", "sip:bob@example.org").edit().body("application/sdp", OFFER);
        if (!supported.isEmpty()) {
            invite.append(HeaderName.SUPPORTED, supported);
        }
        if (!sessionExpires.isEmpty()) {
            invite.append(HeaderName.SESSION_EXPIRES, sessionExpires);
        }
        return sends(invite.build());
    }

    @Test
    void a_caller_that_knows_timers_refreshes_where_the_called_side_does_not() {
        var call = up();
        assertThat(call.inviteAtBob().first(HeaderName.SESSION_EXPIRES)).contains("1800");
        assertThat(call.ok().first(HeaderName.SESSION_EXPIRES)).contains("1800;refresher=uac");
        assertThat(call.ok().lists(HeaderName.REQUIRE, "timer")).isTrue();
    }

    @Test
    void what_the_phones_agree_on_passes_and_every_refresh_counts() {
        var invite = callsWith("timer", "600;refresher=uac");
        var atBob = bob.expect("INVITE");
        assertThat(atBob.first(HeaderName.SESSION_EXPIRES)).contains("600;refresher=uac");
        var okOfBob = bob.complete(atBob, 200)
                .append(HeaderName.SESSION_EXPIRES, "600;refresher=uas")
                .build();
        bob.reply(atBob, okOfBob);
        var ok = alice.expect(200);
        assertThat(ok.first(HeaderName.SESSION_EXPIRES)).contains("600;refresher=uas");
        sends(next(alice, invite, ok, "ACK", 1));
        bob.expect("ACK");
        assertThat(states.remove().sessionExpires()).isEqualTo(600);

        bob.send(
                next(bob, atBob, okOfBob, "UPDATE", 1)
                        .edit()
                        .append(HeaderName.SUPPORTED, "timer")
                        .append(HeaderName.SESSION_EXPIRES, "300;refresher=uac")
                        .build(),
                stack.address("core"));
        var update = alice.expect("UPDATE");
        assertThat(update.first(HeaderName.SESSION_EXPIRES)).contains("300;refresher=uac");
        alice.reply(
                update,
                alice.complete(update, 200)
                        .append(HeaderName.SESSION_EXPIRES, "300;refresher=uac")
                        .build());
        bob.expect(200);
        assertThat(state().sessionExpires()).isEqualTo(300);
    }

    @Test
    void a_session_that_would_be_refreshed_all_the_time_is_refused() {
        callsWith("timer", "30");
        assertThat(alice.expect(422).first(HeaderName.MIN_SE)).contains("90");
        assertThat(end().status()).isEqualTo(422);
        assertThat(bob.rest()).isEmpty();
    }

    @Test
    void a_refresh_may_not_shorten_it_below_that_either() {
        var call = up();
        sends(next(alice, call.invite(), call.ok(), "UPDATE", 2)
                .edit()
                .append(HeaderName.SUPPORTED, "timer")
                .append(HeaderName.SESSION_EXPIRES, "5")
                .build());
        alice.expect(422);
        assertThat(bob.rest()).isEmpty();
    }

    @Test
    void a_caller_without_timers_gets_the_least_in_place_of_less() {
        callsWith("", "30");
        var atBob = bob.expect("INVITE");
        assertThat(atBob.first(HeaderName.SESSION_EXPIRES)).contains("90");
        assertThat(atBob.first(HeaderName.MIN_SE)).contains("90");
    }

    @Test
    void phones_without_timers_are_asked_and_a_dead_one_ends_the_call() {
        bua.sessions(Duration.ofSeconds(1), Duration.ofSeconds(1));
        var invite = callsWith("", "");
        var atBob = bob.expect("INVITE");
        bob.reply(atBob, 200);
        var ok = alice.expect(200);
        assertThat(ok.has(HeaderName.SESSION_EXPIRES)).isFalse();
        sends(next(alice, invite, ok, "ACK", 1));
        bob.expect("ACK");

        alice.reply(alice.expect("OPTIONS"), 200);
        bob.reply(bob.expect("OPTIONS"), 200);
        alice.reply(alice.expect("OPTIONS"), 405);
        bob.reply(bob.expect("OPTIONS"), 481);
        assertThat(alice.expect("BYE").first(HeaderName.REASON).orElseThrow()).contains("Session timer expired");
        assertThat(end()).isEqualTo(new CallEnd(CallEnd.Cause.SESSION_EXPIRED, Optional.of(Party.CALLEE), 200));
    }
}
