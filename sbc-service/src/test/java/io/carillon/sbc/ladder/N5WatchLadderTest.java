package io.carillon.sbc.ladder;

import static io.carillon.sip.message.Method.INVITE;
import static io.carillon.sip.message.Method.MESSAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.sbc.Pcf;
import io.carillon.sbc.pcscf.AccessUsers;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipRequest;
import io.carillon.testkit.Ue;
import io.carillon.testkit.ladder.WatchedPeer;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A phone in 5G: the PCF tells when its way to the P-CSCF is gone (TS 29.514 §4.2.5, §4.2.6). */
class N5WatchLadderTest {
    private final Pcf pcf = new Pcf();
    private Stage stage;
    private WatchedPeer line;
    private Ue alice;
    private String path = "";
    private String contact = "";

    @BeforeEach
    void begin() {
        stage = new Stage(
                context -> {}, "--carillon.sbc.watch-signalling-paths=true", "--carillon.sbc.policy-deadline=10s");
        line = stage.ladder.peer("PCF");
        pcf.line = line;
        stage.withN5(pcf.port());
        alice = stage.phone("alice")
                .access("3GPP-NR-FDD;utran-cell-id-3gpp=0010100001")
                .start();
        stage.ladder.begin();
    }

    @AfterEach
    void end() throws Exception {
        alice.close();
        stage.close();
        pcf.close();
    }

    private void register() {
        var register = stage.registers(alice);
        path = register.first(HeaderName.PATH).orElseThrow();
        contact = register.address(HeaderName.CONTACT).orElseThrow().uri();
        line.receives("POST app-sessions");
        line.sends("201 (POST)");
        await().until(() -> stage.bean(AccessUsers.class).of(alice.impu()).stream()
                .noneMatch(user -> user.policySession().isEmpty()));
    }

    private SipRequest forAlice(String method) {
        return stage.cscf
                .request(method, contact, "sip:bob@" + Stage.HOME)
                .append(HeaderName.ROUTE, path)
                .append(HeaderName.P_CALLED_PARTY_ID, "<" + alice.impu() + ">")
                .build();
    }

    @Test
    void the_signalling_path_is_lost() {
        register();
        var told = stage.ladder.meanwhile(this::tells);
        line.sends("POST notify");
        line.receives("POST app-sessions/(id)/delete");
        line.sends("200 (POST)");
        assertThat(told.join()).isEqualTo(204);
        stage.cscf.sends(forAlice(INVITE), stage.core());
        stage.cscf.receives(430);
        register();
        stage.cscf.sends(forAlice(MESSAGE).edit().body("text/plain", "hello").build(), stage.core());
        stage.ue.receives(MESSAGE);
        stage.ue.sends(200);
        stage.cscf.receives(200);
        stage.ladder.draws(
                "policy-n5-signalling-lost",
                "A phone's way to the P-CSCF is lost, in 5G",
                "The P-CSCF has an Individual Application Session Context for the signalling of each phone that registers "
                        + "from 5G (TS 29.514 §4.2.6). When its PCF says that the bearer for signalling is lost (§4.2.5), "
                        + "the context is ended, and 430 makes the S-CSCF look elsewhere until the phone registers again.");
    }

    private int tells() {
        line.said("POST notify");
        try {
            return pcf.loses("{\"medCompN\":0,\"fNums\":[0]}");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
