package io.carillon.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.transport.Transport;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls between two phones over one proxy, with their audio. */
class UeCallTest {
    private SmallNetwork network;
    private Ue alice;
    private Ue bob;

    @BeforeEach
    void start() throws Exception {
        network = new SmallNetwork();
        alice = network.digestPhone("alice").tone(440).start();
        bob = network.digestPhone("bob").tone(880).start();
        alice.register();
        bob.register();
    }

    @AfterEach
    void stop() {
        alice.close();
        bob.close();
        network.close();
    }

    @Test
    void both_hear_each_other() {
        var call = alice.call(bob.impu()).awaitAnswered();
        var answered = bob.awaitCall().awaitAnswered();

        call.awaitTone(880);
        answered.awaitTone(440);
        assertThat(call.voice().tone()).hasValue(880);
        assertThat(call.voice().packetsReceived()).isGreaterThan(20);
        assertThat(call.voice().hears(440)).isFalse();

        call.hangUp();
        assertThat(answered.awaitEnded()).isZero();
        assertThat(call.state()).isEqualTo(UeCall.State.ENDED);
    }

    @Test
    void phones_with_a_camera_see_each_other_and_others_speak_only() {
        try (var carol = network.digestPhone("carol").camera().start();
                var dave = network.digestPhone("dave").camera().start()) {
            carol.register();
            dave.register();
            var call = carol.call(dave.impu()).awaitAnswered();
            dave.awaitCall().awaitAnswered().awaitPicture();
            call.awaitPicture().hangUp();

            var spoken = carol.call(bob.impu()).awaitAnswered().awaitTone(880);
            assertThat(spoken.picture().orElseThrow().packetsReceived()).isZero();
            spoken.hangUp();
        }
    }

    @Test
    void the_called_phone_can_hang_up() {
        var call = alice.call(bob.impu()).awaitAnswered();
        bob.awaitCall().awaitAnswered().hangUp();
        assertThat(call.awaitEnded()).isZero();
    }

    @Test
    void ringing_is_acknowledged_where_both_phones_can() {
        alice.call(bob.impu()).awaitAnswered();
        assertThat(bob.transcript()).contains("<- PRACK", "-> 200 OK (PRACK)");
        assertThat(alice.transcript()).contains("<- 180 Ringing");
    }

    @Test
    void a_phone_without_100rel_rings_all_the_same() {
        try (var carol =
                network.digestPhone("carol").reliableProvisionals(false).start()) {
            carol.register();
            alice.call(carol.impu()).awaitAnswered();
            assertThat(carol.transcript()).doesNotContain("PRACK").contains("-> 180 Ringing");
        }
    }

    @Test
    void early_media_is_heard_before_the_answer() {
        bob.onCall(CallPolicy.SILENT);
        var call = alice.call(bob.impu());
        var ringing = bob.awaitCall();
        ringing.early();
        ringing.ring();

        call.awaitRinging().awaitTone(880);
        assertThat(call.state()).isEqualTo(UeCall.State.RINGING);
        ringing.answer();
        call.awaitAnswered();
        ringing.awaitAnswered();
    }

    @Test
    void early_media_by_itself() {
        bob.onCall(CallPolicy.EARLY_MEDIA);
        alice.call(bob.impu()).awaitAnswered().awaitTone(880);
        assertThat(alice.transcript()).contains("<- 183 Session Progress", "<- 180 Ringing", "<- 200 OK (INVITE)");
    }

    @Test
    void a_busy_phone_says_so() {
        bob.onCall(CallPolicy.BUSY);
        var call = alice.call(bob.impu());
        assertThat(call.awaitEnded()).isEqualTo(486);
        assertThat(bob.awaitCall().status()).isEqualTo(486);
    }

    @Test
    void a_phone_declines() {
        bob.onCall(CallPolicy.DECLINE);
        assertThat(alice.call(bob.impu()).awaitEnded()).isEqualTo(603);
    }

    @Test
    void the_caller_gives_up_while_it_rings() {
        bob.onCall(CallPolicy.RING);
        var call = alice.call(bob.impu()).awaitRinging();
        var ringing = bob.awaitCall();

        call.hangUp();

        assertThat(call.awaitEnded()).isEqualTo(487);
        assertThat(ringing.awaitEnded()).isEqualTo(487);
    }

    @Test
    void the_called_one_rejects_while_it_rings() {
        bob.onCall(CallPolicy.RING);
        var call = alice.call(bob.impu()).awaitRinging();
        bob.awaitCall().hangUp();
        assertThat(call.awaitEnded()).isEqualTo(486);
    }

    @Test
    void hold_silences_the_other_one_and_resume_brings_it_back() {
        var call = alice.call(bob.impu()).awaitAnswered();
        var held = bob.awaitCall().awaitAnswered();
        call.awaitTone(880);

        assertThat(call.hold().status()).isEqualTo(200);
        held.awaitHeld().awaitTone(440);
        assertThat(call.voice().tone()).as("the one on hold is silent").isEmpty();

        assertThat(call.resume().status()).isEqualTo(200);
        held.awaitResumed();
        call.awaitTone(880);
    }

    @Test
    void a_call_to_nobody_fails_with_the_arrow_that_is_missing() {
        var call = alice.call("sip:nobody@home.example");
        assertThatThrownBy(call::awaitAnswered)
                .isInstanceOf(MissingArrow.class)
                .hasMessageContaining("alice expected 200 OK (INVITE)")
                .hasMessageContaining("<- 404 Not Found (INVITE)");
        assertThat(call.status()).isEqualTo(404);
    }

    @Test
    void a_wait_for_a_call_that_does_not_come_ends() {
        try (var carol =
                network.digestPhone("carol").deadline(Duration.ofMillis(200)).start()) {
            assertThatThrownBy(carol::awaitCall)
                    .isInstanceOf(MissingArrow.class)
                    .hasMessageContaining("carol expected INVITE");
        }
    }

    @Test
    void a_phone_on_tcp_calls_one_on_udp() {
        try (var carol = network.digestPhone("carol").transport(Transport.TCP).start()) {
            carol.register();
            var call = carol.call(bob.impu()).awaitAnswered().awaitTone(880);
            assertThat(call.invite().has(HeaderName.ACCEPT_CONTACT)).isTrue();
            call.hangUp();
            bob.awaitCall().awaitEnded();

            var back = bob.call(carol.impu()).awaitAnswered();
            back.hangUp();
            carol.awaitCall().awaitEnded();
        }
    }

    @Test
    void a_phone_that_is_switched_off_falls_silent() {
        try (var carol = network.digestPhone("carol").start()) {
            carol.register();
            var call = carol.call(bob.impu()).awaitAnswered();
            carol.close();
            assertThat(call.state()).isEqualTo(UeCall.State.ENDED);
        }
    }

    @Test
    void a_call_without_an_offer_is_answered_with_one() {
        assertThat(alice.ask(alice.request("INVITE", bob.impu())
                                .append(
                                        HeaderName.CONTACT,
                                        "<sip:alice@" + alice.address().getHostString() + ":"
                                                + alice.address().getPort() + ">")
                                .build())
                        .bodyText())
                .contains("m=audio", "a=sendrecv");
    }

    @Test
    void other_requests_in_the_call_are_answered() {
        var call = alice.call(bob.impu()).awaitAnswered();
        assertThat(call.send("INFO").status()).isEqualTo(200);
        assertThat(call.send("UPDATE").status()).isEqualTo(200);
    }
}
