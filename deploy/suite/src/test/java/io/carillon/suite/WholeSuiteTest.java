package io.carillon.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.sip.transport.TlsSettings;
import io.carillon.sip.transport.Transport;
import io.carillon.sip.transport.TransportSettings;
import io.carillon.testkit.UeBuilder;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the README promises: one command, and everything runs; strangers register, call and text. */
@ExtendWith(OneHouse.class)
class WholeSuiteTest {
    /** Those that dashboards of others rely on. */
    private static final List<String> NAMES = List.of(
            "sip_requests_total",
            "sip_requests_duration_seconds_count",
            "sip_responses_total",
            "active_registrations",
            "active_calls",
            "cdr_records_total",
            "database_connections",
            "memory_usage",
            "cpu_usage",
            "jvm_memory_usage_after_gc",
            "diameter_peers",
            "carillon_sip_tasks",
            "carillon_sip_shed_total",
            "carillon_rtpproxy_rtp_lost_total",
            "carillon_rtpproxy_jitter_milliseconds_count",
            "carillon_rtpproxy_mos_count");

    private final House house;

    WholeSuiteTest(House house) {
        this.house = house;
    }

    @Test
    void the_demo_tells_a_true_story() {
        assertThat(house.demo().exit()).as(house.demo().output()).isZero();
    }

    @Test
    void tshark_reads_the_whole_demo_without_a_malformed_packet() {
        Peers.need("tshark", "tshark");
        var capture = house.capture();
        // SAR, CCR, AAR with the media of a call, an INVITE with their description, and the sound itself
        var shown = capture.lines("sdp || rtp || diameter.cmd.code in {301, 272} || diameter.Media-Type");
        for (var expected : List.of("(301)", "(272)", "(265)", "INVITE", " RTP ")) {
            assertThat(shown).as(expected).anyMatch(line -> line.contains(expected));
        }
        assertThat(capture.lines("_ws.malformed && (sip || sdp || diameter || dns || rtp || rtcp)"))
                .isEmpty();
    }

    @Test
    void status_lists_every_node_as_up() {
        var status = house.ims(Duration.ofMinutes(1), "status", "--json");
        assertThat(status.exit()).as(status.output()).isZero();
        for (var node :
                new String[] {"sbc", "cscf", "tas", "im", "enum", "hss", "rtpproxy", "charging", "lab", "console"}) {
            assertThat(status.output()).contains(node + "-1");
        }
    }

    @Test
    void a_second_up_says_that_it_runs() {
        var up = house.ims(Duration.ofMinutes(1), "up");
        assertThat(up.exit()).as(up.output()).isZero();
        assertThat(up.output()).containsIgnoringCase("runs");
    }

    @Test
    void a_stranger_registers_calls_and_texts() {
        Peers.need("sipp", "sip-tester");
        provision("carol", "tel:+15550301");
        provision("dave", "tel:+15550302");
        try (var carol = new Stranger("carol", 6_301);
                var dave = new Stranger("dave", 6_302)) {
            carol.registers();
            dave.registers();

            var answering = dave.plays("callee", "");
            carol.plays("caller", "tel:+15550302").succeeds();
            answering.succeeds();

            var reading = dave.plays("receiver", "");
            carol.plays("sender", "sip:dave@" + House.DOMAIN).succeeds();
            reading.succeeds();
        }
        assertThat(house.office().audit())
                .contains("./ims subscriber add --impi dave@" + House.DOMAIN + " --impu sip:dave@" + House.DOMAIN
                        + " tel:+15550302 --password")
                .noneMatch(entry -> entry.contains("secret-dave"));
        var ladder = house.ims(Duration.ofMinutes(1), "trace", "sip:carol@" + House.DOMAIN);
        assertThat(ladder.output()).contains("INVITE").contains("MESSAGE").contains("BYE");
    }

    /** sipp computes Milenage on its own. It reads the keys as text once more: they have no byte that is a bracket or 0. */
    @Test
    void a_stranger_with_a_usim_registers() {
        Peers.need("sipp", "sip-tester");
        var ki = "fec86ba6eb707ed08905757b1bb44b8f";
        provision("ivy", "tel:+15550305", "--ki", ki, "--opc", "1006020f0a478bf6b699f15c062e42b3");
        try (var ivy = new Stranger("ivy", 6_305)) {
            ivy.registersWithUsim("aka_K=0x" + ki + " aka_OP=0xdbc59adcb6f9a0ef735477b7fadf8374 aka_AMF=0x8000");
        }
    }

    @Test
    void a_phone_proves_its_password_with_sha_256() {
        for (var algorithms : List.of(List.of("SHA-256"), List.of("MD5", "SHA-256"))) {
            house.office().subscriber("nina", algorithms);
            try (var nina = phone("nina", Transport.UDP, 5060).start()) {
                nina.register();
            }
        }
    }

    @Test
    void phones_call_each_other_over_tls_and_websocket() {
        provision("erin", "tel:+15550303");
        provision("frank", "tel:+15550304");
        try (var erin = phone("erin", Transport.TLS, 5061).tone(440).start();
                var frank = phone("frank", Transport.WSS, 5063).tone(660).start()) {
            erin.register();
            frank.register();
            var calling = erin.call("+15550304");
            var called = frank.awaitCall();
            calling.awaitAnswered();
            called.awaitAnswered();
            calling.awaitTone(660);
            called.awaitTone(440);
            called.hangUp();
            calling.awaitEnded();
            assertThat(erin.message("sip:frank@" + House.DOMAIN, "over TLS").isSuccess())
                    .isTrue();
            assertThat(frank.awaitMessage().text()).isEqualTo("over TLS");
        }
    }

    private UeBuilder phone(String user, Transport transport, int port) {
        var trust = TlsSettings.trusting(house.certificate());
        return Office.phone(user)
                .transport(transport)
                .pcscf(new InetSocketAddress("127.0.0.1", House.port(port)))
                .connections(TransportSettings.STANDARD.tls(trust));
    }

    /** As an engineer on duty sees it, in a browser. */
    @Test
    void the_console_shows_a_sim_a_call_and_why_another_failed() throws IOException {
        Peers.need("chromium", "chromium");
        Peers.need("node", "nodejs");
        var console = new Browser(house);
        console.does("first-account");
        console.plans("provision", "gina", "+15550401", "secret-gina");
        console.plans("provision", "hugo", "+15550402", "secret-hugo");
        console.does("import", "ivan");
        try (var gina = new Stranger("gina", 6_401);
                var hugo = new Stranger("hugo", 6_402)) {
            hugo.registers();
            console.sees(gina::registers, "registers", "gina");
            var called = hugo.plays("callee", "");
            gina.plays("caller", "tel:+15550402").succeeds();
            called.succeeds();
        }
        console.does("call", "gina");
        try (var gina = phone("gina", Transport.UDP, 5060).start();
                var ivan = phone("ivan", Transport.UDP, 5060).start()) {
            gina.register();
            ivan.register();
            var calling = gina.call("sip:ivan@" + House.DOMAIN);
            var called = ivan.awaitCall();
            calling.awaitAnswered();
            console.does("live-call", "gina");
            calling.awaitEnded();
            called.awaitEnded();
            console.plans("found", "gina", "+15550401");
            console.does("registration", "ivan");
        }
        console.plans("record", "gina");
        console.plans("ban", "203.0.113.9");
        console.plans("interfaces");
        console.does("configuration");
        registersWithoutAnAnswer("gina");
        console.does("failure", "gina", "the phone never answered the challenge (401)");
        console.plans("dashboard", "gina");
        console.does("pages");
    }

    /** A phone that never comes back after the challenge. */
    private static void registersWithoutAnAnswer(String user) throws IOException {
        assertThat(new BareRequest("REGISTER", "sip:" + House.DOMAIN, "sip:" + user + "@" + House.DOMAIN).answer())
                .startsWith("SIP/2.0 401");
    }

    private void provision(String user, String number) {
        provision(user, number, "--password", "secret-" + user);
    }

    private void provision(String user, String number, String... secret) {
        var words = new ArrayList<>(List.of("subscriber", "add", "--impi", user + "@" + House.DOMAIN));
        words.addAll(List.of("--impu", "sip:" + user + "@" + House.DOMAIN, "--impu", number));
        words.addAll(List.of(secret));
        var added = house.ims(Duration.ofMinutes(1), words.toArray(String[]::new));
        // a test that is tried again finds its people there
        assertThat(added.exit() == 0 || added.output().contains("already provisioned"))
                .as(added.output())
                .isTrue();
    }

    @Test
    void prometheus_finds_every_node_and_every_panel_of_the_dashboards_shows_something() throws IOException {
        Peers.need("prometheus", "prometheus");
        try (var prometheus = Prometheus.watching(house)) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() ->
                            prometheus.value("count(up{job=\"carillon\"} == 1)").equals("10"));
            // the rules have spoken once everything was seen
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> !prometheus.value("ims:mos:mean").isEmpty());
            var panels = Prometheus.panels();
            // a rate wants two looks at what it counts
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(panels)
                            .filteredOn(each -> !prometheus.shows(each))
                            .isEmpty());
            assertThat(prometheus.value("ims:registrations_active")).isNotEqualTo("NaN");
            assertThat(prometheus.value("sum(sip_transactions_total{role=\"sbc\",method=\"INVITE\",status=\"200\"})"))
                    .isNotEmpty();
            assertThat(NAMES)
                    .allSatisfy(name -> assertThat(prometheus.value("count(" + name + ")"))
                            .as(name)
                            .isNotEmpty());
        }
    }

    @Test
    void garbage_on_any_port_is_survived() throws IOException {
        for (int port : new int[] {5060, 5064, 5070, 5080, 5090, 5300, 2223}) {
            try (var socket = new DatagramSocket()) {
                for (var garbage : new String[] {"\0\1\2\3", "INVITE\r\n\r\n", "d7:command", "x".repeat(60_000)}) {
                    var bytes = garbage.getBytes(StandardCharsets.ISO_8859_1);
                    var target = new InetSocketAddress(InetAddress.getLoopbackAddress(), House.port(port));
                    socket.send(new DatagramPacket(bytes, bytes.length, target));
                }
            }
        }
        for (int port : new int[] {3868, 3869, 3870, 5060, 5061, 5062, 5063, 5070, 5300}) {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), House.port(port))) {
                socket.getOutputStream().write("\1\0\0\4garbage".getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        var status = house.ims(Duration.ofMinutes(1), "status", "--json");
        assertThat(status.output()).doesNotContain("NO ANSWER").doesNotContain("DOWN");
        assertThat(new BareRequest("OPTIONS", "sip:127.0.0.1:" + House.port(5060), "sip:127.0.0.1").answer())
                .startsWith("SIP/2.0 200");
    }
}
