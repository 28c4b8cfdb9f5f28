package io.carillon.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.identity.aka.Sqn;
import io.carillon.sip.auth.AuthHeader;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.transport.Transport;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** TS 24.229 §5.1.1 from the phone's side. */
class UeRegistrationTest {
    private SmallNetwork network;

    @BeforeEach
    void start() throws Exception {
        network = new SmallNetwork();
    }

    @AfterEach
    void stop() {
        network.close();
    }

    private UeBuilder simPhone() {
        return network.phone("alice").usim(SmallNetwork.K, SmallNetwork.OPC);
    }

    @Test
    void a_phone_with_a_password_answers_the_challenge() {
        try (var alice = network.digestPhone("alice").start()) {
            var registration = alice.register();

            assertThat(registration.expires()).isEqualTo(600_000);
            assertThat(registration.associatedUris()).containsExactly("sip:alice@home.example");
            assertThat(registration.serviceRoute()).hasSize(1);
            assertThat(network.registers).hasSize(2);
        }
    }

    @Test
    void a_phone_that_moves_to_another_p_cscf_registers_there() throws Exception {
        try (var another = new SmallNetwork();
                var alice = network.digestPhone("alice").start()) {
            another.digestPhone("alice"); // it knows her too
            alice.register();
            alice.moveTo(another.address()).register();

            assertThat(network.registers).hasSize(2);
            assertThat(another.registers).hasSize(2);
        }
    }

    @Test
    void the_first_register_has_credentials_without_an_answer() {
        try (var alice = simPhone().impi("001010000000001@home.example").start()) {
            alice.register();

            var first = network.takenRegisters().getFirst();
            var authorization =
                    AuthHeader.parse(first.first(HeaderName.AUTHORIZATION).orElseThrow());
            assertThat(authorization.value("username")).contains("001010000000001@home.example");
            assertThat(authorization.value("nonce")).contains("");
            assertThat(authorization.value("response")).contains("");
            assertThat(first.uri()).isEqualTo("sip:home.example");
            assertThat(first.first(HeaderName.CONTACT).orElseThrow())
                    .contains("+sip.instance=\"<urn:gsma:imei:", "+g.3gpp.icsi-ref=", "+g.3gpp.smsip");
            assertThat(first.lists(HeaderName.SUPPORTED, "path")).isTrue();
            assertThat(first.has(HeaderName.P_ACCESS_NETWORK_INFO)).isTrue();
        }
    }

    @Test
    void a_phone_with_a_usim_registers_by_aka() {
        try (var alice = simPhone().start()) {
            assertThat(alice.register().expires()).isEqualTo(600_000);
            assertThat(network.registers).hasSize(2);
        }
    }

    @Test
    void a_usim_that_is_ahead_resynchronises_the_network() {
        network.sqn = new Sqn(64);
        try (var alice = network.phone("alice")
                .usim(SmallNetwork.K, SmallNetwork.OPC, 4_096)
                .start()) {
            alice.register();

            assertThat(network.registers).hasSize(3);
            assertThat(network.takenRegisters()
                            .get(1)
                            .first(HeaderName.AUTHORIZATION)
                            .orElseThrow())
                    .contains("auts=");
            assertThat(network.sqn.value()).isGreaterThan(4_096);
        }
    }

    @Test
    void a_usim_refuses_a_network_that_does_not_know_its_key() {
        try (var alice =
                network.phone("alice").usim(SmallNetwork.OPC, SmallNetwork.K).start()) {
            assertThatThrownBy(alice::register).hasMessageContaining("MAC-A is wrong");
        }
    }

    @Test
    void a_wrong_password_is_told_with_the_arrow_that_failed() {
        network.digestPhone("alice");
        try (var alice = network.phone("alice").password("guess").start()) {
            assertThatThrownBy(alice::register)
                    .isInstanceOf(MissingArrow.class)
                    .hasMessageContaining("alice expected 200 OK (REGISTER)")
                    .hasMessageContaining("-> REGISTER sip:home.example")
                    .hasMessageContaining("<- 403 Forbidden (REGISTER)");
        }
    }

    @Test
    void it_asks_for_more_time_when_its_interval_is_too_brief() {
        network.minExpires = 300;
        try (var alice = network.digestPhone("alice").start()) {
            assertThat(alice.register(20).expires()).isEqualTo(300);
        }
    }

    @Test
    void it_registers_again_in_the_same_call_and_goes_away_in_the_end() {
        try (var alice = network.digestPhone("alice").start()) {
            alice.register();
            alice.register();
            alice.deregister();

            assertThat(alice.registration().expires()).isZero();
            assertThat(network.takenRegisters())
                    .extracting(request -> request.callId())
                    .containsOnly(network.takenRegisters().getFirst().callId());
            assertThat(network.takenRegisters().stream()
                            .map(request -> request.cseq().number()))
                    .isSorted();
        }
    }

    @Test
    void a_network_that_is_silent_is_told_as_a_missing_answer() throws Exception {
        try (var silent = new java.net.DatagramSocket(0, java.net.InetAddress.getLoopbackAddress());
                var alice = Ue.named("alice")
                        .impu("sip:alice@home.example")
                        .password("x")
                        .pcscf((java.net.InetSocketAddress) silent.getLocalSocketAddress())
                        .deadline(Duration.ofMillis(200))
                        .start()) {
            assertThatThrownBy(alice::register)
                    .isInstanceOf(MissingArrow.class)
                    .hasMessageContaining("alice expected a final answer (REGISTER) within");
        }
    }

    @Test
    void a_phone_without_a_secret_does_not_start() {
        assertThatThrownBy(() -> network.phone("alice").start()).hasMessageContaining("alice needs");
    }

    @Test
    void over_tcp_its_contact_says_so() {
        try (var alice = network.digestPhone("alice").transport(Transport.TCP).start()) {
            alice.register();

            assertThat(network.takenRegisters()
                            .getFirst()
                            .first(HeaderName.CONTACT)
                            .orElseThrow())
                    .contains("transport=tcp");
            assertThat(network.takenRegisters().getFirst().topVia().transport()).isEqualTo("TCP");
        }
    }
}
