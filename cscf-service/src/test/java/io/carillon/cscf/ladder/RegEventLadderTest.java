package io.carillon.cscf.ladder;

import static io.carillon.sip.message.Method.NOTIFY;
import static io.carillon.sip.message.Method.SUBSCRIBE;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.cscf.reginfo.Told;
import io.carillon.diameter.BaseAvps;
import io.carillon.diameter.BaseResult;
import io.carillon.diameter.cx.CxAvps;
import io.carillon.diameter.cx.DeregistrationReason;
import io.carillon.diameter.cx.ReasonCode;
import io.carillon.diameter.cx.RegistrationTerminationRequest;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.RequestEdit;
import io.carillon.sip.message.SipResponse;
import io.carillon.testkit.ladder.FakeSipPeer;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Watching a registration (RFC 3680, TS 24.229 §5.4.2). */
class RegEventLadderTest {
    private static Stage stage;
    private Subscriber alice;

    @BeforeAll
    static void start() {
        stage = new Stage();
    }

    @AfterAll
    static void stop() throws Exception {
        stage.close();
    }

    @BeforeEach
    void begin() {
        stage.hss.scripted();
        alice = new Subscriber(stage, "alice");
    }

    private RequestEdit phoneSubscribes() {
        return alice.request(SUBSCRIBE, alice.impu)
                .append(HeaderName.EVENT, "reg")
                .append(HeaderName.EXPIRES, 600_000)
                .append(HeaderName.ACCEPT, Told.CONTENT_TYPE);
    }

    /** A SUBSCRIBE by an element of the core, which asserts its own name. */
    private RequestEdit subscribes(FakeSipPeer peer, String who) {
        return peer.request(SUBSCRIBE, alice.impu, who)
                .append(HeaderName.ROUTE, "<sip:icscf." + Stage.HOME + ";lr>")
                .append(HeaderName.P_ASSERTED_IDENTITY, "<" + who + ">")
                .append(HeaderName.EVENT, "reg")
                .append(HeaderName.EXPIRES, 3_600);
    }

    private static Told told(FakeSipPeer peer) {
        var notify = peer.receives(NOTIFY);
        notify.replies(200);
        return Told.by(notify.request());
    }

    private SipResponse accepted(FakeSipPeer peer) {
        return peer.receives(200);
    }

    @Test
    void the_phone_watches_its_own_registration() {
        alice.registered();
        stage.ladder.begin();
        stage.sbc.sends(phoneSubscribes().build(), stage.cscf());
        var ok = accepted(stage.sbc);
        assertThat(ok.number(HeaderName.EXPIRES)).contains(600_000);
        assertThat(ok.address(HeaderName.CONTACT).orElseThrow().uri()).endsWith("@scscf." + Stage.HOME);
        var all = told(stage.sbc);
        assertThat(all.version()).isZero();
        assertThat(all.scope()).isEqualTo("full");
        assertThat(all.registrations()).containsExactly(alice.impu + " active", alice.tel + " active");
        assertThat(all.events(alice.impu)).containsExactly(Map.entry(alice.contact(1), "registered"));
        assertThat(all.events(alice.tel)).containsExactly(Map.entry(alice.contact(1), "created"));

        alice.registered("<" + alice.contact(2) + ">;expires=600");
        var second = told(stage.sbc);
        assertThat(second.version()).isEqualTo(1);
        assertThat(second.scope()).isEqualTo("partial");
        assertThat(second.events(alice.impu)).containsExactly(Map.entry(alice.contact(2), "registered"));

        alice.registered("<" + alice.contact(2) + ">;expires=600");
        assertThat(told(stage.sbc).events(alice.tel)).containsExactly(Map.entry(alice.contact(2), "refreshed"));

        alice.registered("<" + alice.contact(2) + ">;expires=0");
        var left = told(stage.sbc);
        assertThat(left.events(alice.impu)).containsExactly(Map.entry(alice.contact(2), "unregistered"));
        assertThat(left.registrations()).containsExactly(alice.impu + " active", alice.tel + " active");
        assertThat(left.subscription()).isEqualTo("active");

        alice.registered("<" + alice.contact(1) + ">;expires=0");
        var end = told(stage.sbc);
        assertThat(end.registrations()).containsExactly(alice.impu + " terminated", alice.tel + " terminated");
        assertThat(end.subscription()).isEqualTo("terminated;reason=noresource");
        stage.ladder.draws(
                "reg-event",
                "A phone watches its own registration",
                "SUBSCRIBE for the reg event (RFC 3680, TS 24.229 §5.1.1.3, §5.4.2.1). The first NOTIFY has the whole "
                        + "state; then a second device registers, refreshes and leaves, and the first one leaves too: each "
                        + "NOTIFY tells what has changed.");
    }

    @Test
    void the_pcscf_hears_of_a_registration_that_the_hss_ends() {
        alice.registered();
        stage.ladder.begin();
        stage.sbc.sends(subscribes(stage.sbc, "sip:sbc." + Stage.HOME).build(), stage.cscf());
        accepted(stage.sbc);
        assertThat(told(stage.sbc).scope()).isEqualTo("full");

        var rtr = stage.hss.sends(
                "cscf-1." + Stage.HOME,
                RegistrationTerminationRequest.draft()
                        .set(BaseAvps.USER_NAME, alice.impi)
                        .set(CxAvps.DEREGISTRATION_REASON, DeregistrationReason.of(ReasonCode.SERVER_CHANGE))
                        .build());
        var end = told(stage.sbc);
        assertThat(end.events(alice.impu)).containsExactly(Map.entry(alice.contact(1), "deactivated"));
        assertThat(end.subscription()).isEqualTo("terminated;reason=noresource");
        assertThat(rtr.answered().result()).isEqualTo(BaseResult.SUCCESS);
        stage.ladder.draws(
                "reg-event-rtr",
                "The P-CSCF hears of a registration that the HSS ends",
                "Registration-Termination with SERVER_CHANGE (TS 29.228 §6.1.3, TS 24.229 §5.4.1.5): \"deactivated\" lets "
                        + "the phone register anew. PERMANENT_TERMINATION would say \"rejected\".");
    }
}
