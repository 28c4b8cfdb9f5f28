package io.carillon.trace;

import static io.carillon.trace.Scene.ALICE;
import static io.carillon.trace.Scene.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.trace.Verdict.Kind;
import io.carillon.trace.Verdict.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerdictsTest {
    private static final String DIGEST = "Authorization: Digest username=\"alice\", response=\"****\"";
    private static final String AKA = "Authorization: Digest username=\"alice\", algorithm=AKAv1-MD5, response=\"%s\"";

    private static Scene register(String... headers) {
        return new Scene()
                .sip(ALICE, "sbc-1", "REGISTER sip:home", headers)
                .sip("sbc-1", "cscf-1", "REGISTER sip:home", headers);
    }

    private static Scene registerEnds(Scene scene, String answer, String... headers) {
        return scene.sip("cscf-1", "sbc-1", answer + " (REGISTER)", headers)
                .sip("sbc-1", ALICE, answer + " (REGISTER)", headers);
    }

    /** To the callee's phone, as far as it came. */
    private static Scene invite() {
        return toCscf().sip("cscf-1", "sbc-2", "INVITE sip:bob@home").sip("sbc-2", BOB, "INVITE sip:bob@10.0.0.2");
    }

    private static Scene toCscf() {
        return new Scene().sip(ALICE, "sbc-1", "INVITE sip:bob@home").sip("sbc-1", "cscf-1", "INVITE sip:bob@home");
    }

    private static Scene fromPhone(Scene scene, String answer, String... headers) {
        return scene.sip(BOB, "sbc-2", answer + " (INVITE)", headers)
                .sip("sbc-2", "cscf-1", answer + " (INVITE)", headers)
                .sip("cscf-1", "sbc-1", answer + " (INVITE)", headers)
                .sip("sbc-1", ALICE, answer + " (INVITE)", headers);
    }

    private static Scene fromCscf(Scene scene, String answer, String... headers) {
        return scene.sip("cscf-1", "sbc-1", answer + " (INVITE)", headers)
                .sip("sbc-1", ALICE, answer + " (INVITE)", headers);
    }

    private static Scene answered() {
        return fromPhone(fromPhone(invite(), "180 Ringing").after(Duration.ofSeconds(2)), "200 OK")
                .sip(ALICE, "sbc-1", "ACK sip:bob@home");
    }

    private static void assertVerdict(Scene scene, Kind kind, String text) {
        var verdict = scene.verdict();
        assertThat(verdict.kind()).as(verdict.text()).isEqualTo(kind);
        assertThat(verdict.text()).isEqualTo(text);
        assertThat(verdict.text()).doesNotContain("{");
    }

    @Test
    void a_registration_that_went_well() {
        var scene = registerEnds(register(), "401 Unauthorized").after(Duration.ofMillis(210));
        scene.sip(ALICE, "sbc-1", "REGISTER sip:home", DIGEST).sip("sbc-1", ALICE, "200 OK (REGISTER)");
        assertVerdict(scene, Kind.REGISTERED, "registered in 0.3 s");
        assertThat(scene.verdict().outcome()).isEqualTo(Outcome.GOOD);
    }

    @Test
    void a_phone_that_leaves() {
        assertVerdict(registerEnds(register("Expires: 0"), "200 OK"), Kind.DEREGISTERED, "de-registered");
    }

    @Test
    void a_sim_that_resynchronises() {
        var scene =
                registerEnds(register("Authorization: Digest username=\"alice\", auts=\"abc\""), "401 Unauthorized");
        scene.sip(ALICE, "sbc-1", "REGISTER sip:home", AKA.formatted("**")).sip("sbc-1", ALICE, "200 OK (REGISTER)");
        assertThat(scene.verdict().kind()).isEqualTo(Kind.RESYNCHRONISED);
    }

    @ParameterizedTest
    @CsvSource({
        "UAR, 10415/5001, SUBSCRIBER_UNKNOWN",
        "MAR, 10415/5002, IDENTITIES_DO_NOT_MATCH",
        "UAR, 10415/5004, ROAMING_NOT_ALLOWED",
        "MAR, 10415/5006, SCHEME_NOT_SUPPORTED",
        "SAR, 5012, HSS_REFUSED"
    })
    void what_the_hss_says_of_a_registration(String command, String result, Kind kind) {
        var scene = register()
                .diameter("cscf-1", "hss-1", command)
                .diameter("hss-1", "cscf-1", command.replace('R', 'A') + " " + result);
        assertThat(registerEnds(scene, "403 Forbidden").verdict().kind()).isEqualTo(kind);
    }

    @Test
    void an_hss_that_does_not_answer() {
        var scene = registerEnds(register().diameter("cscf-1", "hss-1", "UAR"), "504 Server Time-out");
        assertVerdict(scene, Kind.HSS_SILENT, "the HSS hss-1 did not answer UAR");
    }

    @Test
    void a_wrong_password() {
        assertVerdict(
                registerEnds(register(DIGEST), "401 Unauthorized"),
                Kind.WRONG_PASSWORD,
                "wrong password of sip:alice@home");
    }

    @Test
    void a_wrong_key_on_the_sim() {
        assertVerdict(
                registerEnds(register(AKA.formatted("****")), "403 Forbidden"),
                Kind.WRONG_SIM_KEY,
                "wrong key: RES does not match; compare K and OPc of sip:alice@home with the SIM");
    }

    @Test
    void a_sim_that_does_not_trust_the_network() {
        var scene = registerEnds(register(AKA.formatted("")), "403 Forbidden");
        assertThat(scene.verdict().kind()).isEqualTo(Kind.SIM_REFUSED_NETWORK);
    }

    @Test
    void a_challenge_without_an_answer() {
        assertThat(registerEnds(register(), "401 Unauthorized").verdict().kind())
                .isEqualTo(Kind.CHALLENGE_UNANSWERED);
    }

    @Test
    void too_short_a_registration() {
        assertVerdict(
                registerEnds(register(), "423 Interval Too Brief", "Min-Expires: 600"),
                Kind.EXPIRY_TOO_SHORT,
                "the phone asks for too short a registration; the least is 600 s");
    }

    @Test
    void a_security_agreement_that_failed() {
        var scene = registerEnds(register(), "494 Security Agreement Required");
        assertThat(scene.verdict().kind()).isEqualTo(Kind.SECURITY_AGREEMENT);
    }

    @Test
    void a_call_that_went_well() {
        var scene = answered().after(Duration.ofSeconds(61));
        scene.sip(BOB, "sbc-2", "BYE sip:alice@home").sip("sbc-2", BOB, "200 OK (BYE)");
        assertVerdict(scene, Kind.COMPLETED, "completed: bob hung up after 61.0 s");
    }

    @Test
    void calls_that_are_under_way() {
        assertThat(answered().verdict().kind()).isEqualTo(Kind.ANSWERED);
        assertVerdict(fromPhone(invite(), "180 Ringing"), Kind.RINGING, "ringing at " + BOB);
    }

    @ParameterizedTest
    @CsvSource({
        "486 Busy Here, BUSY",
        "600 Busy Everywhere, BUSY",
        "603 Decline, DECLINED",
        "488 Not Acceptable Here, NO_COMMON_CODEC",
        "580 Precondition Failure, PRECONDITION_FAILED",
        "433 Anonymity Disallowed, ANONYMOUS_REFUSED",
        "422 Session Interval Too Small, SESSION_INTERVAL_TOO_SMALL",
        "491 Request Pending, GLARE",
        "420 Bad Extension, EXTENSION_REFUSED",
        "302 Moved Temporarily, REDIRECTED",
        "500 Server Internal Error, SERVER_FAILED"
    })
    void what_the_phone_says(String answer, Kind kind) {
        var verdict = fromPhone(invite(), answer).verdict();
        assertThat(verdict.kind()).isEqualTo(kind);
        assertThat(verdict.text()).doesNotContain("{");
    }

    @ParameterizedTest
    @CsvSource({
        "480 Temporarily Unavailable, NOT_REGISTERED",
        "404 Not Found, NUMBER_UNKNOWN",
        "482 Loop Detected, LOOP",
        "403 Forbidden, FORBIDDEN",
        "430 Flow Failed, FLOW_GONE",
        "402 Payment Required, NO_CREDIT"
    })
    void what_the_network_says(String answer, Kind kind) {
        var verdict = fromCscf(toCscf(), answer).verdict();
        assertThat(verdict.kind()).isEqualTo(kind);
        assertThat(verdict.text()).doesNotContain("{").contains(kind == Kind.NO_CREDIT ? "402" : "cscf-1");
    }

    @Test
    void a_node_that_sheds_load() {
        assertVerdict(
                fromCscf(toCscf(), "503 Service Unavailable", "Retry-After: 7"),
                Kind.OVERLOADED,
                "cscf-1 is overloaded or a store is away: 503, try again after 7 s");
    }

    @Test
    void a_caller_without_patience() {
        var scene = fromPhone(invite(), "180 Ringing").after(Duration.ofSeconds(9));
        scene.sip(ALICE, "sbc-1", "CANCEL sip:bob@home");
        assertVerdict(
                fromPhone(scene, "487 Request Terminated"),
                Kind.CALLER_GAVE_UP,
                "the caller gave up after 9.1 s of ringing");
        assertThat(fromCscf(toCscf(), "487 Request Terminated").verdict().kind())
                .isEqualTo(Kind.CALLER_GAVE_UP_EARLY);
    }

    @Test
    void a_phone_that_nobody_takes() {
        var scene = fromCscf(fromPhone(invite(), "180 Ringing"), "480 Temporarily Unavailable");
        assertThat(scene.verdict().kind()).isEqualTo(Kind.NO_REPLY);
    }

    @Test
    void a_phone_that_is_off() {
        assertVerdict(
                fromCscf(invite(), "408 Request Timeout"),
                Kind.PHONE_SILENT,
                "the callee's phone " + BOB + " never answered INVITE");
    }

    @Test
    void prack_that_never_came_or_was_never_answered() {
        var reliable = invite().sip(BOB, "sbc-2", "183 Session Progress (INVITE)", "RSeq: 1", "Require: 100rel")
                .again()
                .again()
                .again()
                .again();
        assertVerdict(
                fromCscf(reliable, "504 Server Time-out"),
                Kind.PRACK_MISSING,
                "the caller never sent PRACK for the reliable 183 of " + BOB);
        var asked = fromPhone(invite(), "183 Session Progress", "RSeq: 1").sip("sbc-2", BOB, "PRACK sip:bob@10.0.0.2");
        assertVerdict(fromCscf(asked, "408 Request Timeout"), Kind.PRACK_UNANSWERED, BOB + " never answered PRACK");
    }

    @Test
    void charging() {
        var spent = toCscf().diameter("tas-1", "charging-1", "CCR").diameter("charging-1", "tas-1", "CCA 4012");
        assertVerdict(fromCscf(spent, "402 Payment Required"), Kind.NO_CREDIT, "no credit: CCA 4012 of charging-1");
        var unknown = toCscf().diameter("tas-1", "charging-1", "CCR").diameter("charging-1", "tas-1", "CCA 5030");
        assertThat(fromCscf(unknown, "403 Forbidden").verdict().kind()).isEqualTo(Kind.CHARGING_REFUSED);
        var silent = toCscf().diameter("tas-1", "charging-1", "CCR");
        assertThat(fromCscf(silent, "503 Service Unavailable").verdict().kind()).isEqualTo(Kind.CHARGING_SILENT);
    }

    @Test
    void media_relays() {
        var refused = toCscf().ng("sbc-1", "rtpproxy-1", "offer").ng("rtpproxy-1", "sbc-1", "error: no port");
        assertVerdict(
                fromCscf(refused, "503 Service Unavailable"),
                Kind.RELAY_REFUSED,
                "the media relay rtpproxy-1 refused: error: no port");
        var silent = toCscf().ng("sbc-1", "rtpproxy-1", "offer");
        assertThat(fromCscf(silent, "503 Service Unavailable").verdict().kind()).isEqualTo(Kind.RELAY_SILENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"403 Forbidden", "603 Decline"})
    void a_service_that_bars(String answer) {
        var scene = toCscf().sip("cscf-1", "tas-1", "INVITE sip:bob@home").sip("tas-1", "cscf-1", answer + " (INVITE)");
        assertThat(fromCscf(scene, answer).verdict().kind()).isEqualTo(Kind.BARRED);
    }

    @Test
    void a_reliable_response_that_was_sent_again_before_the_caller_gave_up() {
        var rings =
                invite().sip(BOB, "sbc-2", "180 Ringing (INVITE)", "RSeq: 1").again();
        assertThat(fromPhone(rings.after(Duration.ofSeconds(1)), "487 Request Terminated")
                        .verdict()
                        .kind())
                .isEqualTo(Kind.CALLER_GAVE_UP);
    }

    @Test
    void a_node_that_is_gone() {
        var scene = toCscf().sip("cscf-1", "tas-1", "INVITE sip:bob@home");
        assertVerdict(fromCscf(scene, "408 Request Timeout"), Kind.NODE_SILENT, "tas-1 never answered INVITE");
    }

    @Test
    void an_hss_that_does_not_know_where_the_callee_is() {
        var scene = toCscf().diameter("cscf-1", "hss-1", "LIR");
        assertThat(fromCscf(scene, "504 Server Time-out").verdict().kind()).isEqualTo(Kind.HSS_SILENT);
    }

    @Test
    void an_ack_that_never_came() {
        var scene = invite().sip(BOB, "sbc-2", "200 OK (INVITE)").again().again();
        assertVerdict(
                scene.sip("sbc-1", ALICE, "200 OK (INVITE)"),
                Kind.ACK_MISSING,
                "alice never acknowledged the answer: the 200 was sent 3 times, and no ACK came");
    }

    @Test
    void a_phone_that_dies_in_the_call() {
        var scene = answered().sip(ALICE, "sbc-1", "BYE sip:bob@home").sip("sbc-1", ALICE, "200 OK (BYE)");
        assertVerdict(
                scene.sip("sbc-2", BOB, "BYE sip:bob@10.0.0.2"), Kind.BYE_UNANSWERED, BOB + " never answered BYE");
    }

    @Test
    void calls_that_the_network_ends() {
        var spent = answered().diameter("tas-1", "charging-1", "CCR").diameter("charging-1", "tas-1", "CCA 4012");
        assertThat(released(spent).kind()).isEqualTo(Kind.CREDIT_USED_UP);
        assertThat(released(answered()).text())
                .isEqualTo("tas-1 released the call after 0.0 s: SIP;cause=408;text=\"session expired\"");
    }

    private static Verdict released(Scene scene) {
        return scene.sip("tas-1", "cscf-1", "BYE sip:bob@home", "Reason: SIP;cause=408;text=\"session expired\"")
                .sip("cscf-1", "tas-1", "200 OK (BYE)")
                .verdict();
    }

    @ParameterizedTest
    @CsvSource({"200 OK, DELIVERED", "202 Accepted, STORED", "413 Request Entity Too Large, TOO_LARGE"})
    void messages(String answer, Kind kind) {
        var scene = new Scene().sip(ALICE, "sbc-1", "MESSAGE sip:bob@home").sip("sbc-1", ALICE, answer + " (MESSAGE)");
        assertThat(scene.verdict().kind()).isEqualTo(kind);
    }

    @Test
    void any_other_request() {
        var scene =
                new Scene().sip(ALICE, "sbc-1", "SUBSCRIBE sip:alice@home").sip("sbc-1", ALICE, "200 OK (SUBSCRIBE)");
        assertVerdict(scene, Kind.SUCCEEDED, "SUBSCRIBE succeeded");
    }
}
