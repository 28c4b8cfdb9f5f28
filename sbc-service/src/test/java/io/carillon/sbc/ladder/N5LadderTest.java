package io.carillon.sbc.ladder;

import static io.carillon.sip.message.Method.ACK;
import static io.carillon.sip.message.Method.BYE;
import static io.carillon.sip.message.Method.INVITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.sbc.Pcf;
import io.carillon.sip.message.HeaderName;
import io.carillon.testkit.Ue;
import io.carillon.testkit.ladder.WatchedPeer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A phone in 5G: the PCF has the last word on its media (TS 29.513 §5.2.2.2.2, TS 29.514 §4.2). */
class N5LadderTest extends Registered {
    private static final WatchedPeer LINE = stage.ladder.peer("PCF");
    private final Pcf pcf = new Pcf();

    @Override
    Ue phone() {
        return stage.phone("alice")
                .access("3GPP-NR-FDD;utran-cell-id-3gpp=0010100001")
                .start();
    }

    @BeforeEach
    void inFiveG() {
        pcf.line = LINE;
        stage.withN5(pcf.port());
    }

    @AfterEach
    void without() {
        stage.withN5(0);
        pcf.close();
    }

    @Test
    void a_call_is_authorised_changed_and_ended_by_the_pcf() throws Exception {
        var call = alice.call(BOB);
        stage.ue.sends(INVITE);
        stage.relay.receives("offer").answers(Stage.sdp(30_000));
        stage.cscf.receives(INVITE).replies(200, ok -> ok.body("application/sdp", Stage.sdp(40_000)));
        stage.relay.receives("answer").answers(Stage.sdp(30_002));
        LINE.receives("POST app-sessions");
        LINE.sends("201 (POST)");
        stage.ue.receives(200);
        stage.ue.sends(ACK);
        stage.cscf.receives(ACK);
        call.awaitAnswered();

        var held = stage.ladder.meanwhile(call::hold);
        stage.ue.sends(INVITE);
        stage.relay.receives("offer").answers(Stage.sdp(30_000));
        stage.cscf
                .receives(INVITE)
                .replies(200, ok -> ok.body("application/sdp", Stage.sdp(40_000) + "a=recvonly\r\n"));
        stage.relay.receives("answer").answers(Stage.sdp(30_002) + "a=recvonly\r\n");
        LINE.receives("PATCH app-sessions/(id)");
        LINE.sends("200 (PATCH)");
        stage.ue.receives(200);
        assertThat(held.join().isSuccess()).isTrue();
        stage.ue.sends(ACK);
        stage.cscf.receives(ACK);

        var told = stage.ladder.meanwhile(this::terminates);
        LINE.sends("POST terminate");
        var heard = stage.ue.receives(BYE);
        assertThat(heard.first(HeaderName.REASON))
                .hasValueSatisfying(why -> assertThat(why).contains("pdu session termination"));
        stage.ue.sends(200);
        stage.cscf.receives(BYE).replies(200);
        stage.relay.receives("delete").answersOk();
        LINE.receives("POST app-sessions/(id)/delete");
        LINE.sends("200 (POST)");
        assertThat(told.join()).isEqualTo(204);
        stage.ladder.draws(
                "policy-n5",
                "A phone in 5G and its PCF",
                "By P-Access-Network-Info the P-CSCF asks a PCF that the NRF names, in the place of a PCRF: an Individual "
                        + "Application Session Context on the first answer (TS 29.514 §4.2.2), changed with each later one "
                        + "(§4.2.3). When the PDU session is gone the PCF says so (§4.2.5.3) and the call ends.");
    }

    private int terminates() {
        LINE.said("POST terminate");
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create(pcf.notifications() + "/terminate"))
                                    .timeout(Duration.ofSeconds(10))
                                    .header("Content-Type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofString(
                                            "{\"termCause\":\"PDU_SESSION_TERMINATION\",\"resUri\":\"" + pcf.latest
                                                    + "\"}"))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
