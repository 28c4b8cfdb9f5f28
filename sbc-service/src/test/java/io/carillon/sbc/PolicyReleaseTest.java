package io.carillon.sbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.diameter.BaseResult;
import io.carillon.diameter.Outcome;
import io.carillon.diameter.Result;
import io.carillon.diameter.ThreeGppResult;
import io.carillon.diameter.rx.AaRequest;
import io.carillon.diameter.rx.RxAnswer;
import io.carillon.diameter.rx.SpecificAction;
import io.carillon.node.directory.StaticNodes;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import org.junit.jupiter.api.Test;

/** The policy function's no, before a call is answered and later (TS 29.214 §4.4.1, §4.4.6; TS 24.229 §5.2.8.1). */
class PolicyReleaseTest extends GmTest {
    private static final String OFFER = sdp("10.0.0.1", 4000);
    private static final String ANSWER = sdp("10.0.0.2", 5000);

    private SipRequest called(Peer phone, Sbc sbc) {
        phone.send(invite(phone, OFFER), sbc.access());
        return core.expect("INVITE");
    }

    private static Result result(Outcome<? extends RxAnswer> outcome) {
        return outcome instanceof Outcome.Answered<?>(var answer) ? ((RxAnswer) answer).result() : BaseResult.TOO_BUSY;
    }

    @Test
    void a_refusal_of_the_first_answer_ends_the_call_before_it_rings() {
        PCRF.result = ThreeGppResult.REQUESTED_SERVICE_NOT_AUTHORIZED;
        var phone = registeredPhone();
        var invite = called(phone, SBC);
        core.reply(invite, with(fromCore(invite, 183), ANSWER));
        assertThat(phone.expect(503).reason()).isEqualTo("Media Not Authorized");
        core.expect("CANCEL");
    }

    @Test
    void a_refusal_of_the_answer_in_200_gives_the_called_side_ack_and_bye() {
        PCRF.result = ThreeGppResult.REQUESTED_SERVICE_NOT_AUTHORIZED;
        var phone = registeredPhone();
        var invite = called(phone, SBC);
        var ok = core.reply(invite, with(fromCore(invite, 200), ANSWER));
        phone.expect(503);
        var ack = core.expect("ACK");
        assertThat(ack.cseq().number()).isEqualTo(invite.cseq().number());
        assertThat(ack.all(HeaderName.ROUTE)).containsExactly(SCSCF);
        var bye = core.expect("BYE");
        assertThat(bye.toTag()).isEqualTo(ok.toTag());
        assertThat(bye.cseq().number()).isEqualTo(2);
        core.reply(bye, 200);
    }

    @Test
    void a_called_phone_that_is_refused_its_media_hears_bye() {
        PCRF.result = ThreeGppResult.REQUESTED_SERVICE_NOT_AUTHORIZED;
        var phone = phone();
        core.send(inviteTowards(phone, path(phone), OFFER), SBC.core());
        var invite = phone.expect("INVITE");
        phone.reply(invite, with(phone.answer(invite, 200), ANSWER));
        phone.expect("ACK");
        phone.reply(phone.expect("BYE"), 200);
        core.expect(503);
    }

    /** A call of the phone that both sides have; its AAR. */
    private AaRequest talking(Peer phone) {
        called(phone);
        return PCRF.expectAar(phone.identity());
    }

    @Test
    void an_aborted_session_ends_the_call_on_both_sides() {
        var phone = registeredPhone();
        var aar = talking(phone);
        assertThat(result(PCRF.abort(aar.sessionId()))).isEqualTo(BaseResult.SUCCESS);
        var heard = phone.expect("BYE");
        assertThat(heard.first(HeaderName.REASON))
                .hasValueSatisfying(why -> assertThat(why).contains("cause=503"));
        assertThat(heard.toTag()).contains(phone.name);
        phone.reply(heard, 200);
        var onward = core.expect("BYE");
        assertThat(onward.all(HeaderName.ROUTE)).containsExactly(SCSCF);
        assertThat(onward.fromTag()).contains(phone.name);
        core.reply(onward, 200);
        PCRF.expectStr(aar);
    }

    @Test
    void a_session_whose_bearers_are_all_released_ends_the_call() {
        var phone = registeredPhone();
        var aar = talking(phone);
        assertThat(result(PCRF.tells(aar.sessionId(), SpecificAction.IP_CAN_CHANGE)))
                .as("an event that ends nothing")
                .isEqualTo(BaseResult.SUCCESS);
        PCRF.tells(aar.sessionId(), SpecificAction.INDICATION_OF_RELEASE_OF_BEARER);
        phone.reply(phone.expect("BYE"), 200);
        core.reply(core.expect("BYE"), 200);
        PCRF.expectStr(aar);
    }

    @Test
    void sessions_that_nobody_has_are_unknown() {
        assertThat(result(PCRF.abort("nobody;1;2"))).isEqualTo(BaseResult.UNKNOWN_SESSION_ID);
        assertThat(result(PCRF.tells("nobody;1;2", SpecificAction.IP_CAN_CHANGE)))
                .isEqualTo(BaseResult.UNKNOWN_SESSION_ID);
    }

    @Test
    void an_operator_may_want_calls_to_go_on_after_a_refusal_and_none_without_a_policy_function() {
        PCRF.result = BaseResult.UNABLE_TO_COMPLY;
        var nodes = StaticNodes.of(cscf(), relay.node(), PCRF.node());
        try (var lenient =
                Sbc.start("sbc-21", nodes, "--carillon.sbc.policy-refusal=0").withPolicy()) {
            assertThat(answered(lenient).status()).isEqualTo(200);
        }
        var alone = StaticNodes.of(cscf(), relay.node());
        try (var strict = Sbc.start("sbc-22", alone, "--carillon.sbc.policy-absence=580")) {
            assertThat(answered(strict).status()).isEqualTo(580);
        }
    }

    private SipResponse answered(Sbc sbc) {
        var phone = phone();
        phone.send(register(phone), sbc.access());
        var register = core.expect("REGISTER");
        core.reply(register, granted(register, phone, 600));
        phone.expect(200);
        var invite = called(phone, sbc);
        core.reply(invite, with(fromCore(invite, 200), ANSWER));
        return phone.expectFinal();
    }
}
