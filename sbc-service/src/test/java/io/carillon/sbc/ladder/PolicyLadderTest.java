package io.carillon.sbc.ladder;

import static io.carillon.sip.message.Method.ACK;
import static io.carillon.sip.message.Method.BYE;
import static io.carillon.sip.message.Method.CANCEL;
import static io.carillon.sip.message.Method.INVITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.diameter.Envelope;
import io.carillon.diameter.ThreeGppResult;
import io.carillon.diameter.rx.AbortCause;
import io.carillon.diameter.rx.AbortSessionRequest;
import io.carillon.diameter.rx.ReAuthRequest;
import io.carillon.diameter.rx.RxAvps;
import io.carillon.diameter.rx.SpecificAction;
import io.carillon.sip.message.HeaderName;
import org.junit.jupiter.api.Test;

/** The policy function has the last word on a call's media (TS 24.229 §5.2.8, TS 29.214 §4.4). */
class PolicyLadderTest extends Registered {
    @Test
    void refused_before_it_rings() {
        var call = alice.call(BOB);
        stage.ue.sends(INVITE);
        stage.relay.receives("offer").answers(Stage.sdp(30_000));
        var invite = stage.cscf.receives(INVITE);
        invite.replies(183, early -> early.body("application/sdp", Stage.sdp(40_000)));
        stage.relay.receives("answer").answers(Stage.sdp(30_002));
        authorized(ThreeGppResult.REQUESTED_SERVICE_NOT_AUTHORIZED);
        stage.ue.receives(503);
        stage.cscf.receives(CANCEL);
        invite.replies(487);
        stage.relay.receives("delete").answersOk();
        assertThat(call.awaitEnded()).isEqualTo(503);
        stage.ladder.draws(
                "policy-refuses-early",
                "The policy function refuses the media before the phone rings",
                "The first answer is authorised (TS 29.214 §4.4.1); a refusal ends the call on both sides "
                        + "(TS 24.229 §5.2.7.2).");
    }

    @Test
    void refused_when_it_is_answered() {
        var call = alice.call(BOB);
        stage.ue.sends(INVITE);
        stage.relay.receives("offer").answers(Stage.sdp(30_000));
        stage.cscf.receives(INVITE).replies(200, ok -> ok.body("application/sdp", Stage.sdp(40_000)));
        stage.relay.receives("answer").answers(Stage.sdp(30_002));
        authorized(ThreeGppResult.REQUESTED_SERVICE_NOT_AUTHORIZED);
        stage.cscf.receives(ACK);
        stage.ue.receives(503);
        stage.relay.receives("delete").answersOk();
        stage.cscf.receives(BYE).replies(200);
        assertThat(call.awaitEnded()).isEqualTo(503);
        stage.ladder.draws(
                "policy-refuses",
                "The policy function refuses the media of an answered call",
                "Who answered hears ACK and BYE from here, the caller 503: no call without its bearer "
                        + "(TS 24.229 §5.2.7.2).");
    }

    @Test
    void aborted() {
        var session = talking();
        stage.pcrf.asks(AbortSessionRequest.draft()
                .envelope(Envelope.session(session))
                .set(RxAvps.ABORT_CAUSE, AbortCause.BEARER_RELEASED)
                .build());
        ended("bearer released");
        stage.ladder.draws(
                "policy-aborts",
                "The policy function aborts a session",
                "ASR (TS 29.214 §4.4.6.1): the P-CSCF ends the call in the place of both sides "
                        + "(TS 24.229 §5.2.8.1.2).");
    }

    @Test
    void all_bearers_lost() {
        var session = talking();
        stage.pcrf.asks(ReAuthRequest.draft()
                .envelope(Envelope.session(session))
                .add(RxAvps.SPECIFIC_ACTION, SpecificAction.INDICATION_OF_RELEASE_OF_BEARER)
                .build());
        ended("bearer released");
        stage.ladder.draws(
                "policy-bearers-lost",
                "A call loses all of its bearers",
                "RAR without Flows is about all of them (TS 29.214 §4.4.6.3): the call is over.");
    }

    private static void ended(String reason) {
        var heard = stage.ue.receives(BYE);
        assertThat(heard.first(HeaderName.REASON)).contains("SIP;cause=503;text=\"" + reason + "\"");
        stage.ue.sends(200);
        stage.cscf.receives(BYE).replies(200);
        released();
    }
}
