package io.carillon.tas;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.diameter.BaseResult;
import io.carillon.diameter.ro.RequestType;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What becomes of a call as its quota is used up (RFC 8506 §5.2). The clock is the test's. */
class QuotaTest extends IscTest {
    private static final String USED_UP = "Q.850;cause=31;text=\"Credit used up\"";

    private SipResponse talkingOn(long seconds) {
        OCS.answers(request -> Ocs.granted(request, seconds));
        originating(user("bob"));
        var answer = answer(callee.expect("INVITE"));
        OCS.expect(RequestType.INITIAL_REQUEST);
        return answer;
    }

    @Test
    void a_used_up_quota_is_reported_and_asked_for_again() {
        var answer = talkingOn(60);

        CLOCK.advance(Duration.ofSeconds(59));
        assertThat(OCS.rest()).isEmpty();
        CLOCK.advance(Duration.ofSeconds(1));
        var first = OCS.expect(RequestType.UPDATE_REQUEST);
        assertThat(first.number()).isEqualTo(1);
        assertThat(Ocs.seconds(first)).isEqualTo(60);
        assertThat(first.services().getFirst().requested()).isPresent();

        CLOCK.advance(Duration.ofSeconds(60));
        assertThat(OCS.expect(RequestType.UPDATE_REQUEST).number()).isEqualTo(2);

        CLOCK.advance(Duration.ofSeconds(10));
        callerHangsUp(answer);
        var last = OCS.expect(RequestType.TERMINATION_REQUEST);
        assertThat(last.number()).isEqualTo(3);
        assertThat(Ocs.seconds(last)).isEqualTo(10);
        CLOCK.advance(Duration.ofHours(1));
        assertThat(OCS.rest()).as("a call that is over asks for nothing").isEmpty();
    }

    @Test
    void the_last_unit_ends_the_call_on_both_sides() {
        talkingOn(60);
        OCS.answers(request -> Ocs.lastUnit(request, 5));
        CLOCK.advance(Duration.ofSeconds(60));
        OCS.expect(RequestType.UPDATE_REQUEST);

        CLOCK.advance(Duration.ofSeconds(5));

        endsOnBothSides(USED_UP);
        var last = OCS.expect(RequestType.TERMINATION_REQUEST);
        assertThat(last.number()).isEqualTo(2);
        assertThat(Ocs.seconds(last)).isEqualTo(5);
    }

    private void endsOnBothSides(String reason) {
        for (var side : new Peer[] {caller, callee}) {
            var bye = side.expect("BYE");
            assertThat(bye.first(HeaderName.REASON)).contains(reason);
            side.reply(bye, 200);
        }
    }

    @Test
    void a_refusal_in_the_call_ends_it() {
        talkingOn(60);
        OCS.answers(request -> Ocs.refused(request, BaseResult.CREDIT_LIMIT_REACHED));

        CLOCK.advance(Duration.ofSeconds(60));

        endsOnBothSides(USED_UP);
        assertThat(OCS.expect(RequestType.UPDATE_REQUEST).number()).isEqualTo(1);
        var last = OCS.expect(RequestType.TERMINATION_REQUEST);
        assertThat(last.number()).isEqualTo(2);
        assertThat(Ocs.seconds(last)).as("the 60 seconds were reported").isZero();
    }

    @Test
    void a_call_goes_on_while_nobody_answers_and_pays_later() {
        var answer = talkingOn(60);
        OCS.answers(request -> Ocs.refused(request, BaseResult.UNABLE_TO_DELIVER));
        CLOCK.advance(Duration.ofSeconds(60));
        assertThat(OCS.expect(RequestType.UPDATE_REQUEST).number()).isEqualTo(1);
        OCS.answers(request -> Ocs.granted(request, 3_600));

        CLOCK.advance(Duration.ofSeconds(60));

        var again = OCS.expect(RequestType.UPDATE_REQUEST);
        assertThat(again.number()).isEqualTo(2);
        assertThat(Ocs.seconds(again)).isEqualTo(120);
        callerHangsUp(answer);
        assertThat(Ocs.seconds(OCS.expect(RequestType.TERMINATION_REQUEST))).isZero();
    }

    @Test
    void a_grant_without_a_time_has_no_end() {
        OCS.answers(request -> Ocs.refused(request, BaseResult.SUCCESS));
        originating(user("bob"));
        var answer = answer(callee.expect("INVITE"));
        OCS.expect(RequestType.INITIAL_REQUEST);

        CLOCK.advance(Duration.ofHours(2));

        assertThat(OCS.rest()).isEmpty();
        callerHangsUp(answer);
        assertThat(Ocs.seconds(OCS.expect(RequestType.TERMINATION_REQUEST))).isEqualTo(7_200);
    }
}
