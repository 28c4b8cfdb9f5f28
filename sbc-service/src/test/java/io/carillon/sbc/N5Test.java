package io.carillon.sbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.sbc.adapter.http.Repository;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Phones in a 5G network: their media is authorised over N5 (TS 29.514), at a PCF that the NRF names. */
class N5Test extends GmTest {
    private static final String OFFER = sdp("10.0.0.1", 4000);
    private static final String ANSWER = sdp("10.0.0.2", 5000);
    private static final String SESSIONS = "/npcf-policyauthorization/v1/app-sessions";
    private static final String SESSION = SESSIONS + "/\\d+";
    private static final Pcf PCF = new Pcf();

    @BeforeEach
    void inFiveG() {
        PCF.refuses = false;
        NODES.put(PCF.beside(PCRF.node()));
        await().until(() -> {
            SBC.bean(Repository.class).beat();
            return PCF.registered; // a first connection may take longer than a policy function may
        });
    }

    @AfterEach
    void inFourG() {
        NODES.put(PCRF.node());
    }

    private SipRequest calling(Peer phone) {
        phone.send(
                invite(phone, OFFER)
                        .append(HeaderName.P_ACCESS_NETWORK_INFO, "3GPP-NR-FDD;utran-cell-id-3gpp=001010001"),
                SBC.access());
        return core.expect("INVITE");
    }

    private SipResponse talking(Peer phone) {
        var invite = calling(phone);
        core.reply(invite, with(fromCore(invite, 200), ANSWER));
        var ok = phone.expect(200);
        phone.send(phone.inDialog("ACK", 1, ok), SBC.access());
        core.expect("ACK");
        return ok;
    }

    private void hangsUp(Peer phone, SipResponse ok) {
        phone.send(phone.inDialog("BYE", 9, ok), SBC.access());
        core.reply(core.expect("BYE"), 200);
        phone.expect(200);
    }

    @Test
    void a_call_has_a_session_as_long_as_it_lasts() {
        var phone = registeredPhone();
        var ok = talking(phone);
        var data = PCF.expect("POST", SESSIONS).json().path("ascReqData");
        assertThat(data.path("ueIpv4").asString()).isEqualTo("127.0.0.1");
        assertThat(data.path("servInfStatus").asString()).isEqualTo("FINAL");
        var audio = data.path("medComponents").path("1");
        assertThat(audio.path("medType").asString()).isEqualTo("AUDIO");
        assertThat(audio.path("fStatus").asString()).isEqualTo("ENABLED");
        assertThat(audio.path("marBwUl").asString()).isEqualTo("80 Kbps");
        assertThat(audio.path("codecs").path(0).asString()).startsWith("uplink\noffer\n");
        assertThat(audio.path("medSubComps").path("1").path("fDescs").path(0).asString())
                .startsWith("permit in 17 from ");
        assertThat(PCRF.wasAskedFor(phone.identity())).as("over Rx").isFalse();
        hangsUp(phone, ok);
        PCF.expect("POST", SESSION + "/delete");
        await().untilAsserted(() -> assertThat(SBC.records(ok.callId()))
                .singleElement()
                .satisfies(record -> assertThat(record.extra())
                        .hasEntrySatisfying(
                                "accessNetwork", access -> assertThat(access).startsWith("3GPP-NR-FDD"))));
    }

    @Test
    void a_session_that_the_pcf_has_lost_is_made_anew() {
        var phone = registeredPhone();
        var ok = talking(phone);
        PCF.expect("POST", SESSIONS);
        PCF.forgets();
        phone.send(phone.inDialog("INVITE", 2, ok).body("application/sdp", sdp("10.0.0.1", 4010)), SBC.access());
        var change = core.expect("INVITE");
        core.reply(change, with(core.answer(change, 200), sdp("10.0.0.2", 5010)));
        phone.expect(200);
        PCF.expect("PATCH", SESSION);
        PCF.expect("POST", SESSIONS);
        hangsUp(phone, ok);
        PCF.expect("POST", SESSION + "/delete");
        await().until(PCF::isIdle);
    }

    @Test
    void what_is_refused_does_not_ring() {
        PCF.refuses = true;
        var phone = registeredPhone();
        var invite = calling(phone);
        core.reply(invite, with(fromCore(invite, 183), ANSWER));
        phone.expect(503);
        core.reply(core.expect("CANCEL"), 200);
        core.reply(invite, 487);
        PCF.expect("POST", SESSIONS);
    }

    @Test
    void the_pcf_ends_a_session() throws Exception {
        var phone = registeredPhone();
        var ok = talking(phone);
        var made = PCF.expect("POST", SESSIONS).json().path("ascReqData");
        var uri = URI.create(made.path("notifUri").asString());
        assertThat(told(
                        uri,
                        "/terminate",
                        "{\"termCause\":\"PDU_SESSION_TERMINATION\",\"resUri\":\"http://nobody/1\"}"))
                .isEqualTo(404);
        var ending = "{\"termCause\":\"PDU_SESSION_TERMINATION\",\"resUri\":\"" + PCF.latest + "\"}";
        var guessed = uri.resolve(uri.getPath().replaceFirst("[^/]+$", "AAAA"));
        assertThat(told(guessed, "/terminate", ending))
                .as("an address nobody was told")
                .isEqualTo(404);
        assertThat(told(uri, "/terminate", ending)).isEqualTo(204);
        var bye = phone.expect("BYE");
        assertThat(bye.first(HeaderName.REASON))
                .hasValueSatisfying(why -> assertThat(why).contains("pdu session"));
        phone.reply(bye, 200);
        core.reply(core.expect("BYE"), 200);
        PCF.expect("POST", SESSION + "/delete");
        assertThat(ok.isSuccess()).isTrue();
    }

    private static int told(URI notifications, String what, String news) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create(notifications + what))
                                    .timeout(Duration.ofSeconds(10))
                                    .header("Content-Type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofString(news))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }

    /** TS 29.510 §5.2.2.2: what does not know our heart-beat gets our profile. */
    @Test
    void this_node_is_registered() {
        SBC.bean(Repository.class).beat();
        PCF.expect("PATCH", "/nnrf-nfm/v1/nf-instances/.*");
        var profile = PCF.expect("PUT", "/nnrf-nfm/v1/nf-instances/.*").json();
        assertThat(profile.path("nfType").asString()).isEqualTo("PCSCF");
        assertThat(profile.path("ipv4Addresses").path(0).asString()).isEqualTo("127.0.0.1");
    }
}
