package io.carillon.tas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.diameter.BaseResult;
import io.carillon.diameter.ro.RequestType;
import io.carillon.sip.dialog.B2bua;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A node dies in the middle of its calls, and another one of the cluster goes on with them out of Redis. */
class NodeDeathTest extends IscTest {
    private Tas first;
    private SipRequest invite;
    private SipRequest onward;
    private SipResponse answer;

    @BeforeEach
    void start() {
        first = Tas.start("tas-2", NODES, RECORDS, CLOCK, "--carillon.tas.lease=1s")
                .charged();
        OCS.answers(request -> Ocs.granted(request, 60));
        aCallThroughTheFirstNode();
    }

    private void aCallThroughTheFirstNode() {
        invite = caller.send(invite("<" + user + ">;sescase=orig", user("bob")), first.sip());
        onward = callee.expect("INVITE");
        callee.reply(onward, 200, edit -> edit.append(HeaderName.SESSION_EXPIRES, "1800;refresher=uac"));
        answer = caller.expect(200);
        caller.send(caller.next("ACK", 1, answer), first.sip());
        callee.expect("ACK");
        OCS.expect(RequestType.INITIAL_REQUEST);
    }

    private void aMinuteIsCharged() {
        CLOCK.advance(Duration.ofSeconds(60));
        OCS.expect(RequestType.UPDATE_REQUEST);
    }

    private void theNodeDies() {
        CLOCK.forget(); // before it dies: the survivor may be fast
        first.die();
    }

    private void theSurvivorWatches() {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> Boolean.TRUE.equals(tas().redis()
                        .opsForSet()
                        .isMember(
                                "tas:watched:tas-1",
                                invite.callId() + "/" + answer.toTag().orElseThrow())));
        await().until(CLOCK::hasPlans);
    }

    @AfterEach
    void bury() {
        first.close();
    }

    private void ended(long number, long seconds) {
        var last = OCS.expect(RequestType.TERMINATION_REQUEST);
        assertThat(last.number()).isEqualTo(number);
        assertThat(Ocs.seconds(last)).isEqualTo(seconds);
        var record = RECORDS.expect(invite.callId());
        assertThat(RECORDS.of(invite.callId())).hasSize(1);
        assertThat(record.node()).isEqualTo("tas-1");
        assertThat(record.servedUser()).isEqualTo(user);
        assertThat(record.callee()).isEqualTo(user("bob"));
        assertThat(record.extra()).containsEntry("accessNetwork", "3GPP-E-UTRAN-FDD");
        assertThat(record.answer()).isNotNull();
    }

    @Test
    void a_bye_of_either_side_ends_and_charges_it_and_the_other_side_hears_it_once() {
        var byCallee = onward;
        var endedByCallee = invite;
        aCallThroughTheFirstNode();
        aMinuteIsCharged();
        OCS.expect(RequestType.UPDATE_REQUEST);
        theNodeDies();
        CLOCK.advance(Duration.ofSeconds(7));
        callerHangsUp(answer);

        ended(2, 7);
        assertThat(RECORDS.expect(invite.callId()).cause()).isEqualTo("BYE 200");
        assertThat(Duration.between(
                        RECORDS.expect(invite.callId()).answer(),
                        RECORDS.expect(invite.callId()).end()))
                .isEqualTo(Duration.ofSeconds(67));

        callee.send(callee.next("BYE", 1, byCallee), tas().sip());
        callee.expect(200);
        caller.reply(caller.expect("BYE"), 200);
        invite = endedByCallee;
        ended(2, 7);
        callee.send(callee.next("BYE", 2, byCallee), tas().sip());
        callee.expect(481);
    }

    @Test
    void a_re_invite_passes_and_the_quota_is_watched_again() {
        aMinuteIsCharged();
        theNodeDies();
        CLOCK.advance(Duration.ofSeconds(10));
        var again = caller.next("INVITE", 2, answer).edit().body("application/sdp", "v=0\r\n");
        caller.send(again.build(), tas().sip());
        var passed = callee.expect("INVITE");
        assertThat(passed.callId()).isEqualTo(onward.callId());
        assertThat(passed.cseq().number()).isGreaterThan(onward.cseq().number());
        assertThat(passed.bodyText()).isEqualTo("v=0\r\n");
        callee.reply(passed, 200);
        var second = caller.expect(200);
        caller.send(caller.next("ACK", 2, second), tas().sip());
        callee.expect("ACK");

        CLOCK.advance(Duration.ofSeconds(50));
        var update = OCS.expect(RequestType.UPDATE_REQUEST);
        assertThat(update.number()).isEqualTo(2);
        assertThat(Ocs.seconds(update)).isEqualTo(60);

        CLOCK.advance(Duration.ofSeconds(5));
        caller.send(caller.next("BYE", 3, second), tas().sip());
        caller.expect(200);
        callee.reply(callee.expect("BYE"), 200);
        ended(3, 5);
    }

    @Test
    void its_quota_is_watched_though_nobody_says_a_word() {
        aMinuteIsCharged();
        theNodeDies();
        theSurvivorWatches();

        CLOCK.advance(Duration.ofSeconds(60));
        var update = OCS.expect(RequestType.UPDATE_REQUEST);
        assertThat(update.number()).isEqualTo(2);
        assertThat(Ocs.seconds(update)).isEqualTo(60);

        OCS.answers(request -> Ocs.refused(request, BaseResult.CREDIT_LIMIT_REACHED));
        CLOCK.advance(Duration.ofSeconds(60));
        caller.reply(caller.expect("BYE"), 200);
        callee.reply(callee.expect("BYE"), 200);
        OCS.expect(RequestType.UPDATE_REQUEST);
        ended(4, 0);
    }

    @Test
    void a_call_of_dead_phones_ends_when_its_session_timer_does() {
        aMinuteIsCharged();
        OCS.answers(request -> Ocs.granted(request, 7_200));
        CLOCK.advance(Duration.ofSeconds(60));
        OCS.expect(RequestType.UPDATE_REQUEST);
        CLOCK.advance(Duration.ofSeconds(1_800));
        theNodeDies();

        assertThat(caller.expect("BYE").first(HeaderName.REASON).orElseThrow()).contains("Session timer expired");
        callee.expect("BYE");
        ended(3, 1_800);
        assertThat(RECORDS.expect(invite.callId()).cause()).isEqualTo("SESSION_EXPIRED 200");
    }

    @Test
    void while_both_live_only_the_one_that_has_the_call_asks_for_quota_and_who_leaves_leaves_it_to_the_other() {
        aMinuteIsCharged();
        var info = caller.next("INFO", 2, answer);
        caller.send(info, tas().sip());
        callee.reply(callee.expect("INFO"), 200);
        caller.expect(200);
        await().until(() -> first.bean(B2bua.class).size() == 0);

        CLOCK.advance(Duration.ofSeconds(60));
        assertThat(OCS.expect(RequestType.UPDATE_REQUEST).number()).isEqualTo(2);
        assertThat(OCS.rest()).isEmpty();

        caller.send(caller.next("BYE", 3, answer), first.sip());
        caller.expect(200);
        callee.reply(callee.expect("BYE"), 200);
        var last = OCS.expect(RequestType.TERMINATION_REQUEST);
        assertThat(last.number()).isEqualTo(3);
        RECORDS.expect(invite.callId());
        assertThat(RECORDS.of(invite.callId())).hasSize(1);
        await().until(() -> tas().bean(B2bua.class).size() == 0);
        CLOCK.advance(Duration.ofSeconds(120));
        assertThat(OCS.rest()).isEmpty();
        assertThat(caller.hasMore()).isFalse();

        aCallThroughTheFirstNode();
        CLOCK.forget();
        first.close();
        theSurvivorWatches();
        callerHangsUp(answer);
        ended(1, 0);
    }
}
