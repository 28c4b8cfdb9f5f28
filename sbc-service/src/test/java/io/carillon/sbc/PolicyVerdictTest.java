package io.carillon.sbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.diameter.ThreeGppResult;
import io.carillon.diameter.rx.SpecificAction;
import io.carillon.node.directory.StaticNodes;
import io.carillon.node.trace.TraceEvent;
import io.carillon.node.trace.TraceEvent.Protocol;
import io.carillon.sbc.adapter.http.Repository;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.trace.Ladder;
import io.carillon.trace.Related;
import io.carillon.trace.Verdict;
import io.carillon.trace.Verdicts;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a policy function did to a call stands in the call's ladder, and the verdict says it. */
class PolicyVerdictTest extends GmTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String OFFER = sdp("10.0.0.1", 4000) + "m=video 4010 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\n";
    private static final String ANSWER =
            sdp("10.0.0.2", 5000) + "m=video 5010 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\n";
    private static final String NR = "3GPP-NR-FDD;utran-cell-id-3gpp=001010001";
    private static final String LTE = "3GPP-E-UTRAN-FDD;utran-cell-id-3gpp=001010001";
    private static final StaticNodes AROUND = new StaticNodes();
    private static Pcf pcf;
    private static Sbc border;

    @BeforeAll
    static void start() {
        pcf = new Pcf();
        border = border("sbc-53", pcf);
    }

    private static Sbc border(String id, Pcf named) {
        AROUND.put(named.beside(PCRF.node()));
        var started = Sbc.start(id, AROUND, "--carillon.sbc.policy-deadline=5s", "--carillon.sbc.policy-absence=503")
                .withPolicy();
        await().atMost(PATIENCE).until(() -> {
            started.bean(Repository.class).beat();
            return named.registered;
        });
        return started;
    }

    @AfterAll
    static void stop() {
        border.close();
        pcf.close();
    }

    @BeforeEach
    void around() {
        AROUND.put(cscf());
        AROUND.put(relay.node());
        pcf.refuses = false;
        pcf.congested = false;
    }

    private SipRequest calling(Sbc sbc, Peer phone, String access) {
        phone.send(register(phone), sbc.access());
        var register = core.expect("REGISTER");
        core.reply(register, granted(register, phone, 600));
        phone.expect(200);
        phone.send(invite(phone, OFFER).append(HeaderName.P_ACCESS_NETWORK_INFO, access), sbc.access());
        return core.expect("INVITE");
    }

    private SipResponse talking(Sbc sbc, Peer phone, String access) {
        var invite = calling(sbc, phone, access);
        core.reply(invite, with(fromCore(invite, 200), ANSWER));
        var ok = phone.expect(200);
        phone.send(phone.inDialog("ACK", 1, ok), sbc.access());
        core.expect("ACK");
        return ok;
    }

    /** The call ends before it rings. @return its Call-ID */
    private String ended(Sbc sbc, String access) {
        var phone = phone();
        var invite = calling(sbc, phone, access);
        core.reply(invite, with(fromCore(invite, 183), ANSWER));
        var refusal = phone.expect(503);
        core.reply(core.expect("CANCEL"), 200);
        core.reply(invite, 487);
        return refusal.callId();
    }

    private static List<TraceEvent> events(Sbc sbc, String callId) {
        return Related.to(callId, sbc.traces().events());
    }

    private static void assertVerdict(Sbc sbc, String callId, String text) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            var seen = events(sbc, callId);
            assertThat(Verdicts.on(Ladder.of(seen, seen)).map(Verdict::text)).isEqualTo(Optional.of(text));
        });
    }

    /** With the PCF: the NRF may be asked in between where it is. */
    private static Stream<String> http(Sbc sbc, String callId) {
        return events(sbc, callId).stream()
                .filter(event -> event.protocol() == Protocol.HTTP)
                .filter(event -> !event.summary().contains("/nnrf-disc/")
                        && !event.payload().contains("nfInstances"))
                .map(TraceEvent::summary);
    }

    private static String place() {
        return "127.0.0.1:" + pcf.port();
    }

    @Test
    void a_pcf_refuses_the_media() {
        pcf.refuses = true;

        assertVerdict(
                border,
                ended(border, NR),
                "the policy function " + place()
                        + " refused the media (audio, video): POST app-sessions 403 REQUESTED_SERVICE_NOT_AUTHORIZED");
    }

    @Test
    void a_pcf_has_too_much_to_do() {
        pcf.congested = true;

        assertVerdict(
                border,
                ended(border, NR),
                "the policy function " + place()
                        + " could not decide on the media: POST app-sessions 503 NF_CONGESTION");
    }

    @Test
    void a_pcf_is_gone() {
        var gone = new Pcf();
        try (var lonely = border("sbc-54", gone)) {
            var phone = phone();
            var ok = talking(lonely, phone, NR);
            gone.close();
            phone.send(phone.inDialog("BYE", 2, ok), lonely.access());
            core.reply(core.expect("BYE"), 200);
            phone.expect(200);

            assertVerdict(
                    lonely,
                    ended(lonely, NR),
                    "the policy function 127.0.0.1:" + gone.port() + " did not answer POST app-sessions");
        } finally {
            gone.close();
            AROUND.put(pcf.beside(PCRF.node()));
        }
    }

    private void hearsTheEnd(Peer phone) {
        phone.reply(phone.expect("BYE"), 200);
        core.reply(core.expect("BYE"), 200);
    }

    @Test
    void a_pcf_ends_the_session() throws IOException, InterruptedException {
        var phone = phone();
        var callId = talking(border, phone, NR).callId();
        assertThat(pcf.ends("PDU_SESSION_TERMINATION")).isEqualTo(204);
        hearsTheEnd(phone);

        assertVerdict(
                border,
                callId,
                "the access network lost the bearer (terminate PDU_SESSION_TERMINATION of " + place()
                        + "), and the call was released");
        var sessions = "POST /npcf-policyauthorization/v1/app-sessions";
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(http(border, callId))
                        .containsExactlyInAnyOrder(
                                sessions,
                                "201",
                                "POST /npcf-policyauthorization/notifications/****/terminate",
                                "204",
                                sessions + pcf.latest.replaceFirst(".*app-sessions", "") + "/delete",
                                "200"));
        var key = pcf.notifications().replaceFirst(".*/", "");
        assertThat(border.traces().events().toString()).doesNotContain(key);
    }

    @Test
    void a_pcf_tells_of_lost_bearers() throws IOException, InterruptedException {
        var phone = phone();
        var callId = talking(border, phone, NR).callId();
        assertThat(pcf.loses("{\"medCompN\":2}")).as("video only").isEqualTo(204);
        assertThat(pcf.loses("")).isEqualTo(204);
        hearsTheEnd(phone);

        assertVerdict(
                border,
                callId,
                "the access network lost the bearer (notify FAILED_RESOURCES_ALLOCATION of " + place()
                        + "), and the call was released");
    }

    @Test
    void a_session_that_the_pcf_has_lost_is_made_anew_in_the_same_ladder() {
        var phone = phone();
        var ok = talking(border, phone, NR);
        pcf.forgets();
        phone.send(
                phone.inDialog("INVITE", 2, ok).body("application/sdp", OFFER.replace("4000", "4020")),
                border.access());
        var change = core.expect("INVITE");
        core.reply(change, with(core.answer(change, 200), ANSWER.replace("5000", "5020")));
        phone.expect(200);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(http(border, ok.callId()))
                        .endsWith(
                                "404 APPLICATION_SESSION_CONTEXT_NOT_FOUND",
                                "POST /npcf-policyauthorization/v1/app-sessions",
                                "201"));
    }

    @Test
    void a_pcrf_refuses_the_media() {
        PCRF.result = ThreeGppResult.REQUESTED_SERVICE_NOT_AUTHORIZED;

        assertVerdict(
                SBC, ended(SBC, LTE), "the policy function lab-1 refused the media (audio, video): AAA 10415/5063");
    }

    @Test
    void a_pcrf_tells_of_lost_bearers() {
        var phone = phone();
        var callId = talking(SBC, phone, LTE).callId();
        var aar = PCRF.expectAar(phone.identity());
        PCRF.tells(aar.sessionId(), SpecificAction.INDICATION_OF_LOSS_OF_BEARER);
        hearsTheEnd(phone);

        assertVerdict(
                SBC,
                callId,
                "the access network lost the bearer (RAR INDICATION_OF_LOSS_OF_BEARER of lab-1), and the call was released");
    }
}
