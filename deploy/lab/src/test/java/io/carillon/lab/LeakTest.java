package io.carillon.lab;

import static io.carillon.lab.ApplicationFunction.aar;
import static io.carillon.lab.ApplicationFunction.media;
import static io.carillon.lab.ApplicationFunction.str;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.diameter.BaseResult;
import io.carillon.diameter.rx.FlowStatus;
import io.carillon.diameter.rx.MediaComponentDescription;
import io.carillon.diameter.rx.MediaType;
import io.carillon.testkit.Tables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** However sessions of calls end, the policy function has nothing left of them. */
class LeakTest {
    private static final String ALICE = "sip:alice@example.org";
    private static final String BOB = "sip:bob@example.org";
    private static final MediaComponentDescription AUDIO = media(1, MediaType.AUDIO, FlowStatus.ENABLED);
    private static final MediaComponentDescription VIDEO = media(2, MediaType.VIDEO, FlowStatus.ENABLED);
    private LabNode lab;
    private ApplicationFunction sbc;

    @BeforeEach
    void start() {
        lab = LabNode.start();
        sbc = new ApplicationFunction(lab);
        lab.put("/api/v1/policy", "{\"refusedSubscribers\": [\"" + BOB + "\"], \"refusedMedia\": [\"VIDEO\"]}");
    }

    @AfterEach
    void stop() {
        sbc.close();
        lab.close();
    }

    @Test
    void nothing_is_left_of_sessions_good_and_bad() {
        var before = lab.tables();
        isEnded();
        isRefused();
        isChangedInVain();
        isAborted();
        isAbortedAndUnknown();
        isEndedWithoutABeginning();

        await().untilAsserted(() ->
                assertThat(Tables.grown(before, lab.tables())).as("tables").isEmpty());
        assertThat(lab.get("/api/v1/rx-sessions").body()).isEqualTo("[]");
    }

    private String begins() {
        var session = sbc.newSessionId();
        assertThat(sbc.sends(aar(session, ALICE, AUDIO)).result()).isEqualTo(BaseResult.SUCCESS);
        return session;
    }

    private void isEnded() {
        sbc.sends(str(begins()));
    }

    private void isRefused() {
        sbc.sends(aar(sbc.newSessionId(), BOB, AUDIO));
    }

    private void isChangedInVain() {
        var session = begins();
        sbc.sends(aar(session, ALICE, VIDEO));
        sbc.sends(str(session));
    }

    private void isAborted() {
        var session = begins();
        abort();
        sbc.sends(str(session));
    }

    /** The border has forgotten the call: nobody will end the session. */
    private void isAbortedAndUnknown() {
        begins();
        sbc.answers = BaseResult.UNKNOWN_SESSION_ID;
        abort();
        sbc.answers = BaseResult.SUCCESS;
    }

    private void abort() {
        var session = LabNode.json(lab.get("/api/v1/rx-sessions")).path(0).path("id");
        assertThat(lab.post("/api/v1/rx-sessions/" + session.asString() + "/abort", "")
                        .statusCode())
                .isEqualTo(200);
    }

    private void isEndedWithoutABeginning() {
        assertThat(sbc.sends(str(sbc.newSessionId())).result()).isEqualTo(BaseResult.UNKNOWN_SESSION_ID);
    }
}
