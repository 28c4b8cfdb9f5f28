package io.carillon.sbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.node.directory.StaticNodes;
import io.carillon.sbc.adapter.http.Repository;
import io.carillon.sbc.pcscf.AccessUser;
import io.carillon.sbc.pcscf.AccessUsers;
import io.carillon.sip.message.HeaderName;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The way between a phone in 5G and the P-CSCF, watched over N5 (TS 29.514 §4.2.5, §4.2.6). */
class N5SignallingTest extends GmTest {
    private static final String SESSIONS = "/npcf-policyauthorization/v1/app-sessions";
    private static final String NR = "3GPP-NR-FDD;utran-cell-id-3gpp=001010001";

    private static final StaticNodes AROUND = new StaticNodes();
    private static Pcf pcf;
    private static Sbc border;

    @BeforeAll
    static void start() {
        pcf = new Pcf();
        AROUND.put(pcf.beside(PCRF.node()));
        border = Sbc.start(
                        "sbc-51",
                        AROUND,
                        "--carillon.sbc.watch-signalling-paths=true",
                        "--carillon.sbc.policy-deadline=5s")
                .withPolicy();
        await().until(() -> {
            border.bean(Repository.class).beat();
            return pcf.registered;
        });
    }

    @AfterAll
    static void stop() {
        border.close();
        pcf.close();
    }

    @BeforeEach
    void around() {
        AROUND.put(cscf());
    }

    private static String watched(Peer phone) {
        return await().until(
                        () -> border.bean(AccessUsers.class)
                                .of(phone.identity())
                                .getFirst()
                                .policySession(),
                        session -> !session.isEmpty());
    }

    /** @return the Path that the registrar keeps */
    private String registers(Peer phone, String access, int seconds) {
        phone.send(register(phone).append(HeaderName.P_ACCESS_NETWORK_INFO, access), border.access());
        var register = core.expect("REGISTER");
        core.reply(register, granted(register, phone, seconds));
        phone.expect(200);
        return register.first(HeaderName.PATH).orElseThrow();
    }

    @Test
    void a_phone_has_a_session_for_its_signalling_as_long_as_it_is_registered() {
        var phone = phone();
        registers(phone, NR, 600);
        var data = pcf.expect("POST", SESSIONS).json().path("ascReqData");
        assertThat(data.path("ueIpv4").asString()).isEqualTo("127.0.0.1");
        assertThat(data.path("suppFeat").asString()).as("IMS_SBI").isEqualTo("10");
        assertThat(data.path("evSubsc").path("events").path(0).path("event").asString())
                .isEqualTo("FAILED_RESOURCES_ALLOCATION");
        assertThat(data.path("medComponents")).hasSize(1);
        var component = data.path("medComponents").path("0");
        assertThat(component.path("medCompN").asInt(-1)).isZero();
        var flow = component.path("medSubComps").path("0");
        assertThat(flow.path("flowUsage").asString()).isEqualTo("AF_SIGNALLING");
        assertThat(flow.path("afSigProtocol").asString()).isEqualTo("SIP");

        assertThat(watched(phone)).isEqualTo(pcf.latest);
        registers(phone, NR, 600);
        registers(phone, NR, 0);
        pcf.expect("POST", SESSIONS + "/\\d+/delete"); // and nothing for the second REGISTER
        assertThat(PCRF.wasAskedFor(phone.identity())).as("over Rx").isFalse();
    }

    @Test
    void only_its_pcf_says_that_the_way_is_lost() throws Exception {
        var phone = phone();
        var path = registers(phone, NR, 600);
        pcf.expect("POST", SESSIONS);
        watched(phone);
        var told = pcf.notifications();
        assertThat(pcf.loses(told.replaceFirst("[^/]+$", "AAAA"), "{\"medCompN\":0}"))
                .as("an address nobody was told")
                .isEqualTo(404);
        core.send(towards(phone, path, "MESSAGE"), border.core());
        phone.reply(phone.expect("MESSAGE"), 200);
        core.expect(200);

        assertThat(pcf.loses("{\"medCompN\":0}")).isEqualTo(204);
        pcf.expect("POST", SESSIONS + "/\\d+/delete");
        core.send(towards(phone, path, "MESSAGE"), border.core());
        core.expect(430);
        await().untilAsserted(() ->
                assertThat(pcf.loses("{\"medCompN\":0}")).as("it is over").isEqualTo(404));
    }

    @Test
    void a_phone_elsewhere_is_watched_over_rx() {
        var phone = phone();
        var before = pcf.latest;
        registers(phone, "3GPP-E-UTRAN-FDD;utran-cell-id-3gpp=001010001", 600);
        assertThat(PCRF.expectAar(phone.identity()).mediaComponents().getFirst().number())
                .isZero();
        assertThat(watched(phone)).doesNotStartWith("http");
        assertThat(pcf.latest).isEqualTo(before);
    }

    /** TS 23.380 §5.4, over the interface that watched it. */
    @Test
    void the_access_network_of_a_phone_whose_border_is_gone_is_asked_to_make_it_find_another() {
        var phone = phone();
        var flow = HexFormat.of().formatHex("TCP/5999/127.0.0.1/access".getBytes(StandardCharsets.US_ASCII));
        var watched = pcf.uri() + SESSIONS + "/77";
        var user = new AccessUser(
                flow, "", List.of(phone.identity()), List.of(), "sip:gone@127.0.0.1", "", watched, false);
        border.bean(AccessUsers.class).save(user, Duration.ofMinutes(5));
        core.send(towards(phone, "<sip:" + flow + "@sbc." + Sbc.HOME + ";node=sbc-9;lr>", "MESSAGE"), border.core());
        core.expect(430);
        var asked = pcf.expect("POST", SESSIONS + "/pcscf-restoration");
        assertThat(asked.json().path("ueIpv4").asString()).isEqualTo("127.0.0.1");
    }
}
