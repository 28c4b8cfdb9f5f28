package io.carillon.trace;

import static io.carillon.trace.Scene.ALICE;
import static io.carillon.trace.Scene.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.diameter.Avp;
import io.carillon.diameter.rx.AbortCause;
import io.carillon.diameter.rx.AcceptableServiceInfo;
import io.carillon.diameter.rx.FlowStatus;
import io.carillon.diameter.rx.Flows;
import io.carillon.diameter.rx.MediaComponentDescription;
import io.carillon.diameter.rx.MediaType;
import io.carillon.diameter.rx.RxAvps;
import io.carillon.diameter.rx.SpecificAction;
import io.carillon.trace.Verdict.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyVerdictTest {
    private static final String PCF = "192.0.2.9:7777";
    private static final String SESSIONS = "/npcf-policyauthorization/v1/app-sessions";
    private static final String BOTH = """
            {"ascReqData":{"medComponents":{"1":{"medCompN":1,"medType":"AUDIO","fStatus":"ENABLED"},\
            "2":{"medCompN":2,"medType":"VIDEO","fStatus":"ENABLED"},\
            "3":{"medCompN":3,"medType":"TEXT","fStatus":"REMOVED"}}}}""";

    /** The callee's phone has said what it takes. */
    private static Scene offered() {
        return new Scene()
                .sip(ALICE, "sbc-1", "INVITE sip:bob@home")
                .sip("sbc-1", "cscf-1", "INVITE sip:bob@home")
                .sip("cscf-1", "sbc-1", "183 Session Progress (INVITE)");
    }

    private static Scene talking() {
        return offered()
                .sip("cscf-1", "sbc-1", "200 OK (INVITE)")
                .sip("sbc-1", ALICE, "200 OK (INVITE)")
                .sip(ALICE, "sbc-1", "ACK sip:bob@home");
    }

    private static Verdict ended(Scene scene) {
        return scene.sip("sbc-1", ALICE, "503 Media Not Authorized (INVITE)").verdict();
    }

    private static Verdict released(Scene scene) {
        return scene.sip("sbc-1", ALICE, "BYE sip:alice@10.0.0.1", "Reason: SIP;cause=503;text=\"bearer released\"")
                .sip(ALICE, "sbc-1", "200 OK (BYE)")
                .verdict();
    }

    private static MediaComponentDescription component(long number, MediaType type, FlowStatus status) {
        return MediaComponentDescription.draft()
                .set(RxAvps.MEDIA_COMPONENT_NUMBER, number)
                .set(RxAvps.MEDIA_TYPE, type)
                .set(RxAvps.FLOW_STATUS, status)
                .build();
    }

    private static Scene aar() {
        return offered()
                .rx(
                        "sbc-1",
                        "lab-1",
                        "AAR",
                        Avp.of(RxAvps.MEDIA_COMPONENT_DESCRIPTION, component(1, MediaType.AUDIO, FlowStatus.ENABLED)),
                        Avp.of(RxAvps.MEDIA_COMPONENT_DESCRIPTION, component(2, MediaType.VIDEO, FlowStatus.ENABLED)),
                        Avp.of(RxAvps.MEDIA_COMPONENT_DESCRIPTION, component(3, MediaType.TEXT, FlowStatus.REMOVED)));
    }

    @Test
    void a_pcrf_refuses_everything() {
        var refused = aar().rx("lab-1", "sbc-1", "AAA 10415/5063");

        assertThat(ended(refused).text())
                .isEqualTo("the policy function lab-1 refused the media (audio, video): AAA 10415/5063");
    }

    @Test
    void a_pcrf_would_have_accepted_a_part() {
        var acceptable = AcceptableServiceInfo.draft()
                .add(RxAvps.MEDIA_COMPONENT_DESCRIPTION, component(1, MediaType.AUDIO, FlowStatus.ENABLED))
                .build();
        var refused = aar().rx("lab-1", "sbc-1", "AAA 10415/5063", Avp.of(RxAvps.ACCEPTABLE_SERVICE_INFO, acceptable));

        assertThat(ended(refused).text())
                .isEqualTo("the policy function lab-1 refused the media (video): AAA 10415/5063");
    }

    @Test
    void octets_that_nobody_can_read_hide_which_media_it_was() {
        var refused = offered().diameter("sbc-1", "lab-1", "AAR").diameter("lab-1", "sbc-1", "AAA 10415/5065");

        assertThat(ended(refused).text())
                .isEqualTo("the policy function lab-1 refused the media (of unknown kind): AAA 10415/5065");
    }

    @Test
    void a_pcrf_is_silent_or_cannot_decide() {
        assertThat(ended(aar()).text()).isEqualTo("the policy function lab-1 did not answer AAR");
        assertThat(ended(aar().rx("lab-1", "sbc-1", "AAA 3004")).text())
                .isEqualTo("the policy function lab-1 could not decide on the media: AAA 3004");
    }

    private static Scene post() {
        return offered().http("sbc-1", PCF, "POST " + SESSIONS, BOTH);
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"cause\":\"REQUESTED_SERVICE_NOT_AUTHORIZED\"}', 'audio, video'",
        "'{\"acceptableServInfo\":{\"accBwMedComps\":{\"1\":{\"medCompN\":1}}}}', video",
        "'{\"acceptableServInfo\":{\"accBwMedComps\":{\"1\":{\"medCompN\":1},\"2\":{\"medCompN\":2}}}}', 'audio, video'",
        "no problem details, 'audio, video'"
    })
    void a_pcf_refuses(String problem, String media) {
        var refused = post().http(PCF, "sbc-1", "403 REQUESTED_SERVICE_NOT_AUTHORIZED", problem);

        assertThat(ended(refused).kind()).isEqualTo(Kind.POLICY_REFUSED);
        assertThat(ended(refused).text())
                .isEqualTo("the policy function 192.0.2.9:7777 refused the media (" + media
                        + "): POST app-sessions 403 REQUESTED_SERVICE_NOT_AUTHORIZED");
    }

    @Test
    void a_pcf_is_away() {
        assertThat(ended(post()).text())
                .isEqualTo("the policy function 192.0.2.9:7777 did not answer POST app-sessions");
        assertThat(ended(post().http(PCF, "sbc-1", "503 NF_CONGESTION", "{}")).text())
                .isEqualTo("the policy function 192.0.2.9:7777 could not decide on the media: "
                        + "POST app-sessions 503 NF_CONGESTION");
    }

    @Test
    void another_pcf_has_the_last_word() {
        var other = post().http("sbc-1", "192.0.2.10:7777", "POST " + SESSIONS, BOTH);
        var refused = other.http("192.0.2.10:7777", "sbc-1", "403", "{}");

        assertThat(ended(refused).text()).contains("192.0.2.10:7777 refused the media (audio, video)");
    }

    /** The session is made anew, and what the PCF says to that counts. */
    @Test
    void a_session_that_the_pcf_has_lost_is_no_refusal() {
        var lost =
                offered().http("sbc-1", PCF, "PATCH " + SESSIONS + "/1", BOTH).http(PCF, "sbc-1", "404", "{}");
        var anew = lost.http("sbc-1", PCF, "POST " + SESSIONS, BOTH).http(PCF, "sbc-1", "201", BOTH);

        assertThat(ended(anew).kind()).isEqualTo(Kind.SERVER_FAILED);
    }

    @Test
    void what_looks_alike_over_http_is_not_the_same_message() {
        var twice = offered();
        for (int i = 0; i < 2; i++) {
            twice.http("sbc-1", PCF, "PATCH " + SESSIONS + "/1", BOTH).http(PCF, "sbc-1", "200", "");
        }

        assertThat(ended(twice).kind()).isEqualTo(Kind.SERVER_FAILED);
    }

    @Test
    void a_call_that_goes_on_without_consent_fails_for_its_own_reason() {
        var busy =
                post().sip("cscf-1", "sbc-1", "486 Busy Here (INVITE)").sip("sbc-1", ALICE, "486 Busy Here (INVITE)");

        assertThat(busy.verdict().kind()).isEqualTo(Kind.BUSY);
    }

    @Test
    void sessions_that_are_ended_or_restored_are_no_authorisation() {
        var other = offered()
                .http("sbc-1", PCF, "POST " + SESSIONS + "/1/delete", "{}")
                .http("sbc-1", PCF, "POST " + SESSIONS + "/pcscf-restoration", "{}")
                .http("sbc-1", PCF, "GET /nnrf-disc/v1/nf-instances", "");

        assertThat(ended(other).kind()).isEqualTo(Kind.SERVER_FAILED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"INDICATION_OF_LOSS_OF_BEARER", "INDICATION_OF_RELEASE_OF_BEARER"})
    void a_pcrf_tells_of_lost_bearers(SpecificAction action) {
        var told = talking().rx("lab-1", "sbc-1", "RAR", Avp.of(RxAvps.SPECIFIC_ACTION, action));

        assertThat(released(told.rx("sbc-1", "lab-1", "RAA 2001")).text())
                .isEqualTo(
                        "the access network lost the bearer (RAR " + action + " of lab-1), and the call was released");
    }

    @Test
    void a_pcrf_tells_of_something_else() {
        var loss = Avp.of(RxAvps.SPECIFIC_ACTION, SpecificAction.INDICATION_OF_LOSS_OF_BEARER);
        var flows = Flows.draft().set(RxAvps.MEDIA_COMPONENT_NUMBER, 2L).build();
        var other = Avp.of(RxAvps.SPECIFIC_ACTION, SpecificAction.IP_CAN_CHANGE);

        assertThat(released(talking().rx("lab-1", "sbc-1", "RAR", other)).kind())
                .isEqualTo(Kind.NETWORK_RELEASED);
        assertThat(released(talking().rx("lab-1", "sbc-1", "RAR", loss, Avp.of(RxAvps.FLOWS, flows)))
                        .kind())
                .as("some flows only")
                .isEqualTo(Kind.NETWORK_RELEASED);
    }

    @Test
    void a_pcrf_aborts_the_session() {
        var told = talking().rx("lab-1", "sbc-1", "ASR", Avp.of(RxAvps.ABORT_CAUSE, AbortCause.BEARER_RELEASED));

        assertThat(released(told).text()).contains("(ASR BEARER_RELEASED of lab-1)");
        assertThat(released(talking().diameter("lab-1", "sbc-1", "ASR")).text()).contains("(ASR of lab-1)");
    }

    private static Scene pushed(String what, String json) {
        return talking()
                .http(PCF, "sbc-1", "POST /npcf-policyauthorization/notifications/****/" + what, json)
                .http("sbc-1", PCF, "204", "");
    }

    @Test
    void a_pcf_tells_of_lost_bearers() {
        assertThat(released(pushed("terminate", "{\"termCause\":\"PDU_SESSION_TERMINATION\"}"))
                        .text())
                .isEqualTo("the access network lost the bearer (terminate PDU_SESSION_TERMINATION of 192.0.2.9:7777), "
                        + "and the call was released");
        assertThat(released(pushed("notify", "{\"evNotifs\":[{\"event\":\"FAILED_RESOURCES_ALLOCATION\"}]}"))
                        .text())
                .contains("(notify FAILED_RESOURCES_ALLOCATION of 192.0.2.9:7777)");
        assertThat(released(
                                pushed(
                                        "notify",
                                        "{\"evNotifs\":[{\"event\":\"FAILED_RESOURCES_ALLOCATION\",\"flows\":[{\"medCompN\":2}]}]}"))
                        .kind())
                .as("some flows only")
                .isEqualTo(Kind.NETWORK_RELEASED);
    }

    @Test
    void an_empty_answer_to_the_pcf_is_not_the_one_that_the_pcf_gives() {
        var told = pushed("terminate", "{}")
                .http("sbc-1", PCF, "POST " + SESSIONS + "/1/delete", "{}")
                .http(PCF, "sbc-1", "204", "");

        assertThat(released(told).text()).contains("(terminate of 192.0.2.9:7777)");
    }

    @Test
    void who_hangs_up_is_not_the_network() {
        var told = pushed("terminate", "{\"termCause\":\"PDU_SESSION_TERMINATION\"}");
        told.sip(ALICE, "sbc-1", "BYE sip:bob@home").sip("sbc-1", ALICE, "200 OK (BYE)");

        assertThat(told.verdict().kind()).isEqualTo(Kind.COMPLETED);
        assertThat(told.verdict().text()).doesNotContain(BOB);
    }
}
