package io.carillon.tas;

import static io.carillon.sip.message.Method.ACK;
import static io.carillon.sip.message.Method.BYE;
import static io.carillon.sip.message.Method.CANCEL;
import static io.carillon.sip.message.Method.INVITE;
import static io.carillon.sip.message.Method.NOTIFY;
import static io.carillon.sip.message.Method.PRACK;
import static io.carillon.sip.message.Method.REFER;
import static io.carillon.sip.message.Method.UPDATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.diameter.BaseResult;
import io.carillon.diameter.ro.CreditControlRequest;
import io.carillon.diameter.ro.RequestType;
import io.carillon.identity.Impu;
import io.carillon.sip.dialog.Dialog;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipRequest;
import io.carillon.tas.diversion.DiversionRules;
import io.carillon.tas.simservs.ServiceData;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Calls through the TAS as the S-CSCF sees them. */
class CallLadderTest extends LadderStage {
    @Test
    void resources_are_reserved_before_the_phone_rings() {
        var invite = originating()
                .body(SDP, sdp("sendrecv", resources("none", "none")))
                .build();
        ALICE.sends(invite, NODE.sip());
        var atBob = BOB.receives(INVITE);
        assertThat(atBob.request().bodyText()).isEqualTo(invite.bodyText());
        assertThat(atBob.request().lists(HeaderName.SUPPORTED, "precondition")).isTrue();

        atBob.replies(
                183,
                edit -> edit.append(HeaderName.REQUIRE, "100rel, precondition")
                        .append(HeaderName.RSEQ, "11")
                        .append(HeaderName.P_EARLY_MEDIA, "sendrecv")
                        .body(SDP, sdp("sendrecv", resources("none", "none") + "a=conf:qos remote sendrecv\r\n")));
        var progress = ALICE.receives(183);
        assertThat(progress.first(HeaderName.P_EARLY_MEDIA)).contains("sendrecv");
        assertThat(progress.bodyText()).contains("a=conf:qos remote sendrecv");

        var early = Dialog.uac(invite, progress);
        ALICE.sends(early.request(PRACK).append(HeaderName.RACK, "11 1 INVITE").build(), NODE.sip());
        BOB.receives(PRACK).replies(200);
        ALICE.receives(200);
        ALICE.sends(
                early.request(UPDATE)
                        .body(SDP, sdp("sendrecv", resources("sendrecv", "none")))
                        .build(),
                NODE.sip());
        var update = BOB.receives(UPDATE);
        assertThat(update.request().bodyText()).contains("a=curr:qos local sendrecv");
        update.replies(200, edit -> edit.body(SDP, sdp("sendrecv", resources("sendrecv", "sendrecv"))));
        assertThat(ALICE.receives(200).bodyText()).contains("a=curr:qos remote sendrecv");

        atBob.replies(180);
        ALICE.receives(180);
        atBob.replies(200);
        ALICE.acknowledges(Dialog.uac(invite, ALICE.receives(200)).ack(1).build(), NODE.sip());
        BOB.receives(ACK);
        LADDER.draws(
                "call-preconditions",
                "Resources before ringing",
                "A reliable 183 with PRACK (RFC 3262), early media, preconditions met by UPDATE (RFC 3311, RFC 3312, TS "
                        + "24.229 §5.1.3) pass the TAS. Each person stands for the S-CSCF with the phone behind it.");
        aliceHangsUp(new Up(invite, dialogWith(invite, early), atBob, atBob.dialog()));
    }

    /** The early dialog is the one that was confirmed; its next request has a higher number. */
    private static Dialog dialogWith(SipRequest invite, Dialog early) {
        assertThat(early.state().callId()).isEqualTo(invite.callId());
        return early;
    }

    @Test
    void a_quota_ends_and_no_more_credit_is_given() {
        OCS.scripted();
        var invite = originating().build();
        ALICE.sends(invite, NODE.sip());
        var initial = OCS.receives(CreditControlRequest.class);
        assertThat(initial.request().type()).isEqualTo(RequestType.INITIAL_REQUEST);
        initial.answers(Ocs.granted(initial.request(), 60));
        var call = answered(invite, BOB.receives(INVITE));

        var aMinute = LADDER.meanwhile(() -> pass(Duration.ofMinutes(1)));
        var first = OCS.receives(CreditControlRequest.class);
        assertThat(Ocs.seconds(first.request())).isEqualTo(60);
        first.answers(Ocs.granted(first.request(), 60));
        aMinute.join();
        var another = LADDER.meanwhile(() -> pass(Duration.ofMinutes(1)));
        var second = OCS.receives(CreditControlRequest.class);
        second.answers(Ocs.refused(second.request(), BaseResult.CREDIT_LIMIT_REACHED));
        another.join();

        var bye = ALICE.receives(BYE);
        assertThat(bye.request().first(HeaderName.REASON).orElseThrow()).contains("Credit used up");
        bye.replies(200);
        BOB.receives(BYE).replies(200);
        var last = OCS.receives(CreditControlRequest.class);
        last.answers(Ocs.refused(last.request(), BaseResult.SUCCESS));
        LADDER.draws(
                "call-no-credit",
                "A call whose credit is used up",
                "Ro session of the caller's TAS (TS 32.260 §5.3.2.2, TS 32.299 §6.3.3): reserved before the call goes on, "
                        + "asked for again at the end of the quota; refused credit ends the call on both sides.");
        assertThat(RECORDS.expect(call.invite().callId()).cause()).isEqualTo("RELEASED 200");
    }

    private static boolean pass(Duration time) {
        CLOCK.advance(time);
        return true;
    }

    @Test
    void hold_and_resume() {
        var call = up();
        changesTo(call, 2, "sendonly", "recvonly");
        changesTo(call, 3, "sendrecv", "sendrecv");
        LADDER.draws(
                "call-hold",
                "Hold and resume",
                "Alice holds the call (TS 24.610 §4.5.2.1) and takes it up again; the record of the call tells both.");
        aliceHangsUp(call);
        assertThat(RECORDS.expect(call.invite().callId()).extra())
                .containsEntry("media", "audio")
                .containsEntry("mediaChanges", "2026-03-01T12:00:00Z audio(recvonly); 2026-03-01T12:00:00Z audio");
    }

    private void changesTo(Up call, int cseq, String offered, String answered) {
        ALICE.sends(call.alice().request(INVITE).body(SDP, sdp(offered, "")).build(), NODE.sip());
        var changed = BOB.receives(INVITE);
        assertThat(changed.request().bodyText()).contains("a=" + offered);
        changed.replies(200, edit -> edit.body(SDP, sdp(answered, "")));
        assertThat(ALICE.receives(200).bodyText()).contains("a=" + answered);
        ALICE.acknowledges(call.alice().ack(cseq).build(), NODE.sip());
        BOB.receives(ACK);
    }

    @Test
    void both_sides_change_the_call_at_once() {
        var call = up();
        ALICE.sends(call.alice().request(INVITE).body(SDP, sdp("sendonly", "")).build(), NODE.sip());
        var atBob = BOB.receives(INVITE);
        var bob = call.bob();
        BOB.sends(bob.request(INVITE).body(SDP, sdp("sendonly", "")).build(), NODE.sip());
        BOB.receives(491);
        atBob.replies(491);
        ALICE.receives(491);
        LADDER.draws(
                "call-glare",
                "Two re-INVITEs meet",
                "The TAS is asked by Bob while Alice waits for an answer: 491 (RFC 3261 §14.2), and so does Bob's phone.");
        aliceHangsUp(call);
    }

    @Test
    void nobody_answers_and_the_call_is_diverted() {
        NODE.bean(ServiceData.class)
                .update(
                        Impu.parse(user("bob")),
                        data -> data.with(
                                new DiversionRules(null, null, user("carol"), null, null).in(data.diversion())));
        var invite = invite(ALICE, "alice", BOB, "bob", "<" + user("bob") + ">;sescase=term;regstate=reg")
                .build();
        ALICE.sends(invite, NODE.sip());
        var first = BOB.receives(INVITE);
        first.replies(180);
        ALICE.receives(180);
        BOB.receives(CANCEL);
        first.replies(487);
        assertThat(ALICE.receives(181).all(HeaderName.HISTORY_INFO)).hasSize(2);
        var diverted = BOB.receives(INVITE);
        assertThat(diverted.request().uri()).isEqualTo(user("carol"));
        assertThat(diverted.request().all(HeaderName.HISTORY_INFO).getLast()).contains("cause=408");
        var call = answered(invite, diverted);
        LADDER.draws(
                "call-diverted",
                "A call that nobody answers is diverted",
                "Communication forwarding on no reply (TS 24.604 §4.5.2.6.3): the phone is left, the caller is told by 181, "
                        + "and the call goes back to the S-CSCF with History-Info (RFC 7044) and its cause (RFC 4458).");
        aliceHangsUp(call);
        assertThat(RECORDS.expect(invite.callId()).extra()).containsEntry("diversion", "NO_REPLY");
    }

    @Test
    void a_call_is_handed_over_to_a_third_person() {
        var withBob = up();
        var consult = invite(ALICE, "alice", CAROL, "carol", "<" + user("alice") + ">;sescase=orig;regstate=reg")
                .build();
        ALICE.sends(consult, NODE.sip());
        var atCarol = CAROL.receives(INVITE);
        atCarol.replies(200);
        var withCarol = Dialog.uac(consult, ALICE.receives(200));
        ALICE.acknowledges(withCarol.ack(1).build(), NODE.sip());
        CAROL.receives(ACK);
        LADDER.begin();

        var asAliceKnowsIt = consult.callId() + ";to-tag=" + withCarol.state().remoteTag() + ";from-tag="
                + withCarol.state().localTag();
        ALICE.sends(
                withBob.alice()
                        .request(REFER)
                        .append(HeaderName.REFER_TO, "<" + user("carol") + "?Replaces=" + asAliceKnowsIt + ">")
                        .build(),
                NODE.sip());
        BOB.receives(REFER).replies(202);
        ALICE.receives(202);
        var takeover = invite(BOB, "bob", CAROL, "carol", "<" + user("bob") + ">;sescase=orig;regstate=reg")
                .append(HeaderName.REPLACES, asAliceKnowsIt)
                .build();
        BOB.sends(takeover, NODE.sip());
        var replacing = CAROL.receives(INVITE);
        var carols = atCarol.dialog().state();
        assertThat(replacing.request().first(HeaderName.REPLACES))
                .as("the dialog as Carol knows it")
                .contains(carols.callId() + ";to-tag=" + carols.localTag() + ";from-tag=" + carols.remoteTag());
        replacing.replies(200);
        var bobsSide = Dialog.uac(takeover, BOB.receives(200));
        BOB.acknowledges(bobsSide.ack(1).build(), NODE.sip());
        CAROL.receives(ACK);
        CAROL.sends(atCarol.dialog().request(BYE).build(), NODE.sip());
        CAROL.receives(200);
        ALICE.receives(BYE).replies(200);
        BOB.sends(
                withBob.bob()
                        .request(NOTIFY)
                        .append(HeaderName.EVENT, "refer")
                        .append(HeaderName.SUBSCRIPTION_STATE, "terminated;reason=noresource")
                        .body("message/sipfrag", "SIP/2.0 200 OK\r\n")
                        .build(),
                NODE.sip());
        ALICE.receives(NOTIFY).replies(200);
        BOB.receives(200);
        aliceHangsUp(withBob);
        LADDER.draws(
                "call-transfer",
                "A call is handed over",
                "Alice talks to Bob and to Carol, and hands Bob over to her (RFC 3515, RFC 3891, TS 24.629 §4.5.2.4). The "
                        + "dialog that Bob's INVITE replaces is named as Alice knows it; the TAS names it as Carol does.");
        BOB.sends(bobsSide.request(BYE).build(), NODE.sip());
        BOB.receives(200);
        CAROL.receives(BYE).replies(200);
        RECORDS.expect(consult.callId());
        RECORDS.expect(takeover.callId());
    }
}
