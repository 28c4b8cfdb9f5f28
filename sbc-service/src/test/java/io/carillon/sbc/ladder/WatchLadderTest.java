package io.carillon.sbc.ladder;

import static io.carillon.sip.message.Method.INVITE;
import static io.carillon.sip.message.Method.MESSAGE;
import static io.carillon.sip.message.Method.NOTIFY;
import static io.carillon.sip.message.Method.REGISTER;
import static io.carillon.sip.message.Method.SUBSCRIBE;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.diameter.AuthSessionState;
import io.carillon.diameter.BaseResult;
import io.carillon.diameter.Envelope;
import io.carillon.diameter.rx.AaAnswer;
import io.carillon.diameter.rx.AaRequest;
import io.carillon.diameter.rx.FlowUsage;
import io.carillon.diameter.rx.Flows;
import io.carillon.diameter.rx.ReAuthRequest;
import io.carillon.diameter.rx.RxAvps;
import io.carillon.diameter.rx.RxRequestType;
import io.carillon.diameter.rx.SessionTerminationAnswer;
import io.carillon.diameter.rx.SessionTerminationRequest;
import io.carillon.diameter.rx.SpecificAction;
import io.carillon.ipsec.SecurityAssociations;
import io.carillon.ipsec.Suite;
import io.carillon.sbc.RecordingAssociations;
import io.carillon.sbc.pcscf.AccessUser;
import io.carillon.sbc.pcscf.AccessUsers;
import io.carillon.sip.dialog.Dialog;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.NameAddr;
import io.carillon.sip.message.SipRequest;
import io.carillon.testkit.Ue;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a P-CSCF watches of its phones, and what it does when the network ends them. */
class WatchLadderTest {
    private static final String BOB = "sip:bob@" + Stage.HOME;
    private static final String TEL = "tel:+15550199";
    private static final RecordingAssociations KERNEL = new RecordingAssociations();
    private static Stage stage;
    private Ue alice;
    private String path = "";
    private String contact = "";
    private String session = "";
    private Dialog watch;

    @BeforeAll
    static void start() {
        stage = new Stage(
                context -> context.registerBean("kernel", SecurityAssociations.class, () -> KERNEL),
                "--carillon.sbc.ipsec.helper=recorded",
                "--carillon.sbc.ipsec.server-port=0",
                "--carillon.sbc.ipsec.client-ports=0,0,0",
                "--carillon.sbc.watch-registrations=true",
                "--carillon.sbc.watch-signalling-paths=true");
    }

    @AfterAll
    static void stop() throws Exception {
        stage.close();
    }

    @BeforeEach
    void registered() {
        alice = stage.phone("alice").start();
        stage.ladder.begin();
        register();
        var asked = stage.pcrf.receives(AaRequest.class);
        session = asked.request().sessionId();
        var component = asked.request().mediaComponents().getFirst();
        assertThat(component.number()).isZero();
        assertThat(component.subComponents().getFirst().flowUsage()).contains(FlowUsage.AF_SIGNALLING);
        assertThat(asked.request().specificActions())
                .contains(SpecificAction.INDICATION_OF_LOSS_OF_BEARER, SpecificAction.INDICATION_OF_RELEASE_OF_BEARER);
        asked.answers(AaAnswer.draft().result(BaseResult.SUCCESS).build());
        var subscribe = stage.cscf.receives(SUBSCRIBE);
        assertThat(subscribe.request().uri()).isEqualTo(alice.impu());
        assertThat(subscribe.request().all(HeaderName.ROUTE)).containsExactly("<sip:icscf." + Stage.HOME + ";lr>");
        assertThat(subscribe.request().addresses(HeaderName.P_ASSERTED_IDENTITY))
                .as("the name in Path")
                .extracting(NameAddr::uri)
                .containsExactly("sip:sbc." + Stage.HOME);
        subscribe.replies(200, ok -> ok.append(HeaderName.EXPIRES, 600_000));
        watch = subscribe.dialog();
        notifies(watch, "active;expires=600000", reginfo("full", contact("active", "registered"), ""));
        stage.cscf.receives(200);
    }

    @AfterEach
    void end() {
        alice.close();
    }

    private void register() {
        var register = stage.registers(alice);
        path = register.first(HeaderName.PATH).orElseThrow();
        contact = register.address(HeaderName.CONTACT).orElseThrow().uri();
    }

    private void notifies(Dialog dialog, String state, String document) {
        stage.cscf.sends(
                dialog.request(NOTIFY)
                        .append(HeaderName.EVENT, "reg")
                        .append(HeaderName.SUBSCRIPTION_STATE, state)
                        .body("application/reginfo+xml", document)
                        .build(),
                stage.core());
    }

    /** Both identities, each with this contact. */
    private String reginfo(String scope, String contact, String telsContact) {
        return "<?xml version=\"1.0\"?><reginfo xmlns=\"urn:ietf:params:xml:ns:reginfo\" version=\"0\" state=\"" + scope
                + "\">" + registration(alice.impu(), contact)
                + (telsContact.isEmpty() ? "" : registration(TEL, telsContact)) + "</reginfo>";
    }

    private static String registration(String identity, String contact) {
        return "<registration aor=\"" + identity + "\" id=\"r\" state=\"active\">" + contact + "</registration>";
    }

    private String contact(String state, String event) {
        return "<contact id=\"c\" state=\"" + state + "\" event=\"" + event + "\"><uri>" + contact + "</uri></contact>";
    }

    private static void pathWatchEnds() {
        stage.pcrf
                .receives(SessionTerminationRequest.class)
                .answers(SessionTerminationAnswer.draft()
                        .result(BaseResult.SUCCESS)
                        .build());
    }

    private SipRequest messageForAlice() {
        return stage.cscf
                .request(MESSAGE, contact, BOB)
                .append(HeaderName.ROUTE, path)
                .append(HeaderName.P_CALLED_PARTY_ID, "<" + alice.impu() + ">")
                .body("text/plain", "hello")
                .build();
    }

    /** Of a phone on a connection to a border that is no more; any other border gets its calls. */
    private SipRequest messageByADeadBorder() {
        var flow = HexFormat.of().formatHex("TCP/5999/127.0.0.1/access".getBytes(StandardCharsets.US_ASCII));
        var user = new AccessUser(flow, "", List.of(alice.impu()), List.of(), contact, "", "", false);
        stage.bean(AccessUsers.class).save(user, Duration.ofMinutes(5));
        path = "<sip:" + flow + "@sbc." + Stage.HOME + ";node=sbc-9;lr>";
        return messageForAlice();
    }

    @Test
    void a_phone_whose_border_is_gone_is_made_to_find_another() {
        stage.ladder.begin();
        stage.cscf.sends(messageByADeadBorder(), stage.core());
        stage.cscf.receives(430);
        var asked = stage.pcrf.receives(AaRequest.class);
        assertThat(asked.request().rxRequestType()).contains(RxRequestType.PCSCF_RESTORATION);
        assertThat(asked.request().authSessionState()).contains(AuthSessionState.NO_STATE_MAINTAINED);
        assertThat(asked.request().framedIpAddress()).contains(InetAddress.ofLiteral("127.0.0.1"));
        assertThat(asked.request().subscriptionIds().getFirst().data()).isEqualTo(alice.impu());
        assertThat(asked.request().specificActions()).isEmpty();
        asked.answers(AaAnswer.draft().result(BaseResult.SUCCESS).build());
        stage.ladder.draws(
                "gm-restoration",
                "The border that a phone registered through is gone",
                "Its calls come to another border, which cannot use the phone's connection: it has the policy function make "
                        + "the access network tell the phone to find a P-CSCF anew (TS 23.380 §5.4, TS 29.214 §4.4.7).");

        stage.ladder.begin();
        stage.cscf.sends(messageForAlice(), stage.core());
        stage.cscf.receives(430);
        stage.ladder.ends();
    }

    @Test
    void the_network_ends_a_registration() {
        var gone = contact("terminated", "deactivated");
        notifies(watch, "terminated;reason=noresource", reginfo("partial", gone, gone));
        stage.cscf.receives(200);
        pathWatchEnds();
        assertThat(alice.message(BOB, "hello").status()).isEqualTo(403);
        stage.ue.sends(MESSAGE);
        stage.ue.receives(403);
        stage.ladder.draws(
                "gm-watch",
                "The P-CSCF watches a registration, and the network ends it",
                "The P-CSCF subscribes to the reg event of its user (TS 24.229 §5.2.3) and to the status of the "
                        + "signalling path (TS 29.214 §4.4.5). When the NOTIFY says that the contact is gone, so are the "
                        + "phone's flow, its security associations and the Rx session (TS 24.229 §5.2.5.2).");
    }

    @Test
    void the_associations_of_a_phone_fade_when_the_network_ends_its_registration() {
        var home = new Home();
        try (var carol = stage.phone("carol")
                .usim(Home.K, Home.OPC)
                .securityAgreement(new RecordingAssociations(), Suite.parse("hmac-sha-1-96/aes-cbc"))
                .start()) {
            var registering = stage.ladder.meanwhile(carol::register);
            stage.cscf.receives(REGISTER).replies(401, home::challenge);
            var second = stage.cscf.receives(REGISTER);
            contact = second.request().address(HeaderName.CONTACT).orElseThrow().uri();
            second.replies(200, ok -> Stage.granted(second.request(), ok));
            registering.join();
            stage.pcrf
                    .receives(AaRequest.class)
                    .answers(AaAnswer.draft().result(BaseResult.SUCCESS).build());
            var subscribe = stage.cscf.receives(SUBSCRIBE);
            subscribe.replies(200, ok -> ok.append(HeaderName.EXPIRES, 600_000));
            assertThat(KERNEL.lifetimes.values())
                    .singleElement()
                    .satisfies(each -> assertThat(each).isGreaterThan(Duration.ofMinutes(5)));

            var ended = contact("terminated", "rejected");
            var gone = registration(carol.impu(), ended) + registration(TEL, ended);
            notifies(
                    subscribe.dialog(),
                    "terminated;reason=noresource",
                    "<reginfo xmlns=\"urn:ietf:params:xml:ns:reginfo\" version=\"0\" state=\"full\">" + gone
                            + "</reginfo>");
            stage.cscf.receives(200);
            pathWatchEnds();
            assertThat(KERNEL.lifetimes.values()).containsExactly(Duration.ofSeconds(32));
        }
    }

    @Test
    void one_identity_of_several_is_ended() {
        notifies(watch, "active;expires=5", reginfo("partial", "", contact("terminated", "rejected")));
        stage.cscf.receives(200);
        var sending = stage.ladder.meanwhile(() -> alice.ask(alice.request(MESSAGE, BOB)
                .append(HeaderName.of("P-Preferred-Identity"), "<" + TEL + ">")
                .build()));
        stage.ue.sends(MESSAGE);
        var message = stage.cscf.receives(MESSAGE);
        assertThat(message.request().addresses(HeaderName.P_ASSERTED_IDENTITY))
                .extracting(NameAddr::uri)
                .containsExactly(alice.impu());
        message.replies(202);
        stage.ue.receives(202);
        sending.join();
        stage.ladder.ends();
    }

    @Test
    void a_refreshed_registration_is_watched_already() {
        register();
        stage.ladder.ends();
    }

    @Test
    void a_notify_of_nobody_and_one_that_cannot_be_read_change_nothing() {
        stage.cscf.sends(
                watch.request(NOTIFY)
                        .set(HeaderName.CALL_ID, "another")
                        .append(HeaderName.EVENT, "reg")
                        .build(),
                stage.core());
        stage.cscf.receives(481);
        notifies(watch, "active", "<!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><reginfo>&x;</reginfo>");
        stage.cscf.receives(400);
        stage.cscf.sends(messageForAlice(), stage.core());
        stage.ue.receives(MESSAGE);
        stage.ue.sends(200);
        stage.cscf.receives(200);
        stage.ladder.ends();
    }

    @Test
    void the_signalling_path_is_lost() {
        stage.pcrf.asks(ReAuthRequest.draft()
                .envelope(Envelope.session(session))
                .add(RxAvps.SPECIFIC_ACTION, SpecificAction.INDICATION_OF_LOSS_OF_BEARER)
                .add(
                        RxAvps.FLOWS,
                        Flows.draft()
                                .set(RxAvps.MEDIA_COMPONENT_NUMBER, 0L)
                                .add(RxAvps.FLOW_NUMBER, 0L)
                                .build())
                .build());
        pathWatchEnds();
        stage.cscf.sends(
                messageForAlice()
                        .edit()
                        .method(INVITE)
                        .set(HeaderName.CSEQ, "1 INVITE")
                        .noBody()
                        .build(),
                stage.core());
        stage.cscf.receives(430);
        register();
        stage.pcrf
                .receives(AaRequest.class)
                .answers(AaAnswer.draft().result(BaseResult.SUCCESS).build());
        stage.cscf.sends(messageForAlice(), stage.core());
        stage.ue.receives(MESSAGE);
        stage.ue.sends(200);
        stage.cscf.receives(200);
        stage.ladder.draws(
                "policy-signalling-lost",
                "A phone's way to the P-CSCF is lost",
                "The policy function tells of the loss of the bearer for signalling (TS 29.214 §4.4.5, §4.4.6.3): calls "
                        + "are not sent into the void, 430 makes the S-CSCF look elsewhere, until the phone "
                        + "registers again.");
    }
}
