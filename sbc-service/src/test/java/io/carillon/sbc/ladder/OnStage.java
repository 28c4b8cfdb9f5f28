package io.carillon.sbc.ladder;

import static io.carillon.sip.message.Method.ACK;
import static io.carillon.sip.message.Method.INVITE;

import io.carillon.diameter.BaseResult;
import io.carillon.diameter.Result;
import io.carillon.diameter.rx.AaAnswer;
import io.carillon.diameter.rx.AaRequest;
import io.carillon.diameter.rx.SessionTerminationAnswer;
import io.carillon.diameter.rx.SessionTerminationRequest;
import io.carillon.testkit.Ue;
import io.carillon.testkit.UeCall;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** One border for all ladders of this JVM, and a phone that is new in each. */
abstract class OnStage {
    static final String BOB = "sip:bob@" + Stage.HOME;
    static final Stage stage = new Stage();
    Ue alice;

    @BeforeEach
    void begin() {
        alice = phone();
        stage.ladder.begin();
    }

    Ue phone() {
        return stage.phone("alice").start();
    }

    @AfterEach
    void end() {
        alice.close();
    }

    static UeCall hungUp(UeCall call) {
        call.hangUp();
        return call;
    }

    /** The policy function's word on the media of an answer. */
    static AaRequest authorized() {
        return authorized(BaseResult.SUCCESS);
    }

    static AaRequest authorized(Result result) {
        var asked = stage.pcrf.receives(AaRequest.class);
        asked.answers(AaAnswer.draft().result(result).build());
        return asked.request();
    }

    static void released() {
        stage.relay.receives("delete").answersOk();
        stage.pcrf
                .receives(SessionTerminationRequest.class)
                .answers(SessionTerminationAnswer.draft()
                        .result(BaseResult.SUCCESS)
                        .build());
    }

    /** Bob is called, and answers. @return the Rx session */
    String talking() {
        var call = alice.call(BOB);
        stage.ue.sends(INVITE);
        stage.relay.receives("offer").answers(Stage.sdp(30_000));
        stage.cscf.receives(INVITE).replies(200, ok -> ok.body("application/sdp", Stage.sdp(40_000)));
        stage.relay.receives("answer").answers(Stage.sdp(30_002));
        var session = authorized().sessionId();
        stage.ue.receives(200);
        stage.ue.sends(ACK);
        stage.cscf.receives(ACK);
        call.awaitAnswered();
        return session;
    }
}
