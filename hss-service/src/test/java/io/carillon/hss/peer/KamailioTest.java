package io.carillon.hss.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.hss.HssNode;
import io.carillon.testkit.Ue;
import io.carillon.testkit.UeBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kamailio's own I-CSCF and S-CSCF register users whom this HSS has. */
class KamailioTest {
    private static final byte[] KI = HexFormat.of().parseHex("465b5ce8b199b49faa5f0a2ee238a6bc");
    private static final byte[] OPC = HexFormat.of().parseHex("cd63cb71954a9f4e48a5994e37a02baf");
    private static final HssNode HSS = HssNode.shared();

    @TempDir
    private static Path folder;

    private static Kamailio kamailio;

    @BeforeAll
    static void start() throws IOException {
        kamailio = new Kamailio(HSS, folder);
    }

    @AfterAll
    static void stop() {
        kamailio.close();
    }

    @Test
    void a_usim_registers_registers_anew_and_leaves() throws IOException {
        order("001010000009001", usim());
        try (var ue = phone("001010000009001").usim(KI, OPC).start()) {
            var registration = ue.register();
            assertThat(registration.associatedUris())
                    .as(kamailio.said())
                    .contains("sip:001010000009001@" + HssNode.HOME)
                    .hasSize(2);
            assertThat(subscriber("001010000009001")).contains("\"state\":\"REGISTERED\"", kamailio.name());
            assertThat(kamailio.hasRegistered(ue.impu())).isTrue();
            ue.register();
            ue.deregister();
            assertThat(subscriber("001010000009001")).contains("NOT_REGISTERED").doesNotContain(kamailio.name());
        }
    }

    @Test
    void a_usim_that_is_ahead_is_caught_up_with() {
        order("001010000009002", usim());
        try (var ue = phone("001010000009002").usim(KI, OPC, 5_000).start()) {
            ue.register();
            assertThat(subscriber("001010000009002")).contains("\"state\":\"REGISTERED\"");
        }
    }

    @Test
    void a_password_will_do_too() {
        order("kamailia", "\"password\":\"campanile\"");
        try (var ue = phone("kamailia").password("campanile").start()) {
            ue.register();
            assertThat(subscriber("kamailia")).contains("\"state\":\"REGISTERED\"");
        }
    }

    @Test
    void nobody_is_refused_and_a_wrong_password_not_believed() {
        try (var nobody = phone("nobody").password("x").start()) {
            assertThat(nobody.attemptRegister().status()).isBetween(400, 499);
        }
        order("kamill", "\"password\":\"right\"");
        try (var wrong = phone("kamill").password("wrong").start()) {
            assertThat(wrong.attemptRegister().status()).isBetween(400, 499);
            assertThat(subscriber("kamill")).contains("NOT_REGISTERED");
        }
    }

    @Test
    void a_user_whom_the_operator_deregisters_is_gone_there_too() throws IOException {
        order("001010000009003", usim());
        try (var ue = phone("001010000009003").usim(KI, OPC).start()) {
            ue.register();
            assertThat(kamailio.hasRegistered(ue.impu())).isTrue();
            var answer = HSS.post("/api/v1/subscribers/001010000009003@" + HssNode.HOME + "/deregister", "");
            assertThat(answer.body()).contains("\"confirmed\":true");
            await().atMost(Duration.ofSeconds(10)).until(() -> !kamailio.hasRegistered(ue.impu()));
        }
    }

    private static String usim() {
        return "\"ki\":\"%s\",\"opc\":\"%s\""
                .formatted(HexFormat.of().formatHex(KI), HexFormat.of().formatHex(OPC));
    }

    /** It is there already if the test is run again. */
    private static void order(String user, String secret) {
        var answer = HSS.put("/api/v1/subscribers/" + user + "@" + HssNode.HOME, """
                {"impus":["sip:%1$s@%2$s","tel:+%3$d"],%4$s}""".formatted(
                        user, HssNode.HOME, 49_000_000L + Math.abs(user.hashCode()), secret));
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
    }

    private static String subscriber(String user) {
        return HSS.get("/api/v1/subscribers/" + user + "@" + HssNode.HOME).body();
    }

    private static UeBuilder phone(String user) {
        return Ue.named(user)
                .home(HssNode.HOME)
                .impi(user + "@" + HssNode.HOME)
                .impu("sip:" + user + "@" + HssNode.HOME)
                .pcscf(kamailio.icscf());
    }
}
