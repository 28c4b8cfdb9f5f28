package io.carillon.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.node.admin.AdminRole;
import io.carillon.node.trace.TraceBatch;
import io.carillon.node.trace.TraceEvent;
import io.carillon.node.trace.TraceEvent.Direction;
import io.carillon.node.trace.TraceEvent.Protocol;
import io.carillon.stores.TestStores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What nodes write to Kafka is what the console tells. */
class TraceApiTest {
    private static final DatagramSocket homer = socket();
    private static final TestConsole console =
            TestConsole.start("--carillon.console.homer=127.0.0.1:" + homer.getLocalPort());
    private static final KafkaProducer<byte[], byte[]> kafka = new KafkaProducer<>(
            Map.<String, Object>of(
                    "bootstrap.servers", "127.0.0.1:" + TestStores.kafka().getPort()),
            new ByteArraySerializer(),
            new ByteArraySerializer());

    private final String callId = UUID.randomUUID() + "@phone";
    private Instant now = Instant.now();

    @AfterAll
    static void stop() {
        homer.close();
        kafka.close();
        console.close();
    }

    private static DatagramSocket socket() {
        try {
            var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
            socket.setSoTimeout(20_000);
            return socket;
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void seen(String from, String to, String summary, String body) {
        send(event(callId, from, to, summary, body));
    }

    private TraceEvent event(String call, String from, String to, String summary, String body) {
        now = now.plusMillis(5);
        boolean sent = !from.contains(":");
        var method = summary.replaceAll(".*\\((.*)\\)|^([A-Z]+) .*", "$1$2");
        var payload =
                "%s\r\nVia: SIP/2.0/UDP host;branch=z9hG4bK%s%s\r\nFrom: <sip:alice@home>;tag=1\r\nTo: <sip:bob@home>\r\nCall-ID: %s\r\nCSeq: 1 %s\r\n\r\n%s"
                        .formatted(
                                Character.isDigit(summary.charAt(0)) ? "SIP/2.0 " + summary : summary + " SIP/2.0",
                                method,
                                from.compareTo(to) < 0 ? (from + to).hashCode() : (to + from).hashCode(),
                                call,
                                method,
                                body);
        return new TraceEvent(
                now,
                sent ? from : to,
                Protocol.SIP,
                sent ? Direction.SENT : Direction.RECEIVED,
                from,
                to,
                summary,
                new LinkedHashSet<>(List.of(call, "sip:alice@home", "sip:bob@home")),
                payload);
    }

    private void send(TraceEvent event) {
        kafka.send(new ProducerRecord<>("carillon.trace", TraceBatch.octetsOf(List.of(event))));
        kafka.flush();
    }

    private static HttpResponse<String> get(AdminRole role, String path) {
        return new Browser(console.url()).get(path, "Authorization", "Bearer " + TestConsole.token(role));
    }

    private String ladder() {
        return "/api/v1/traces/ladder?key=" + URLEncoder.encode(callId, StandardCharsets.UTF_8);
    }

    private JsonNode listed(String more) {
        return Browser.json(get(AdminRole.VIEWER, "/api/v1/traces?q=" + callId.substring(0, 20) + more));
    }

    private void arrived(int arrows) {
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            var answer = get(AdminRole.VIEWER, ladder());
            return answer.statusCode() == 200
                    && Browser.json(answer).get("arrows").size() == arrows;
        });
    }

    @Test
    void what_is_traced_takes_no_more_disk_than_it_may() throws Exception {
        seen("10.0.0.1:5060", "sbc-1", "INVITE sip:bob@home", "");
        arrived(1);
        var topic = new ConfigResource(ConfigResource.Type.TOPIC, "carillon.trace");
        try (var admin = Admin.create(Map.<String, Object>of(
                "bootstrap.servers", "127.0.0.1:" + TestStores.kafka().getPort()))) {
            await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
                var kept = admin.describeConfigs(List.of(topic)).all().get().get(topic);
                assertThat(kept.get("retention.bytes").value()).isEqualTo("268435456");
                assertThat(kept.get("retention.ms").value()).isEqualTo("21600000");
                assertThat(kept.get("segment.bytes").value()).isEqualTo("33554432");
            });
        }
    }

    @Test
    void a_busy_call_is_listed_with_its_verdict_and_has_a_ladder() {
        seen("10.0.0.1:5060", "sbc-1", "INVITE sip:bob@home", "");
        seen("sbc-1", "10.0.0.2:5060", "INVITE sip:bob@home", "");
        seen("10.0.0.2:5060", "sbc-1", "486 Busy Here (INVITE)", "");
        seen("sbc-1", "10.0.0.1:5060", "486 Busy Here (INVITE)", "");
        arrived(4);
        var row = listed("").get(0);
        assertThat(row.get("method").asString()).isEqualTo("INVITE");
        assertThat(row.get("from").asString()).isEqualTo("sip:alice@home");
        assertThat(row.get("verdict").get("kind").asString()).isEqualTo("busy");
        assertThat(listed("&outcome=failed")).isEmpty();
        assertThat(listed("&outcome=unanswered")).hasSize(1);
        assertThat(listed("&method=REGISTER")).isEmpty();
        assertThat(listed("&to=2020-01-01T00:00:00Z")).isEmpty();
        var ladder = Browser.json(get(AdminRole.VIEWER, ladder()));
        assertThat(ladder.get("participants").get(0).get("name").asString()).isEqualTo("alice");
        assertThat(ladder.get("participants").get(1).get("node").asBoolean()).isTrue();
        assertThat(get(AdminRole.VIEWER, ladder().replace("ladder", "mermaid")).body())
                .startsWith("sequenceDiagram");
    }

    @Test
    void a_full_page_says_where_the_older_are() {
        var mark = callId.substring(0, 20);
        for (int call = 1; call <= 3; call++) {
            send(event(mark + "-" + call, "10.0.0.1:5060", "sbc-1", "INVITE sip:bob@home", ""));
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> listed("").size() == 3);
        var first = get(AdminRole.VIEWER, "/api/v1/traces?limit=2&q=" + mark);
        assertThat(Browser.json(first)).hasSize(2);
        var older = get(AdminRole.VIEWER, next(first));
        assertThat(Browser.json(older)).hasSize(1);
        assertThat(Browser.json(older).get(0).get("key").asString()).isEqualTo(mark + "-1");
        assertThat(older.headers().firstValue("Link")).isEmpty();
    }

    /** A call that was busy, and after it as many open ones as are looked at for a page. */
    @Test
    void an_outcome_is_looked_for_on_in_what_is_older() {
        var mark = callId.substring(0, 20);
        now = now.minusSeconds(10);
        var events = new ArrayList<TraceEvent>();
        events.add(event(mark + "-busy", "10.0.0.1:5060", "sbc-1", "INVITE sip:bob@home", ""));
        events.add(event(mark + "-busy", "sbc-1", "10.0.0.1:5060", "486 Busy Here (INVITE)", ""));
        for (int call = 1; call <= 500; call++) {
            events.add(event(mark + "-" + call, "10.0.0.1:5060", "sbc-1", "INVITE sip:bob@home", ""));
        }
        events.forEach(this::send);
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> assertThat(listed("&limit=500").get(0).get("key").asString())
                                .isEqualTo(mark + "-500"));
        var newest = get(AdminRole.VIEWER, "/api/v1/traces?outcome=unanswered&q=" + mark);
        assertThat(Browser.json(newest)).isEmpty();
        var older = Browser.json(get(AdminRole.VIEWER, next(newest)));
        assertThat(older).hasSize(1);
        assertThat(older.get(0).get("key").asString()).isEqualTo(mark + "-busy");
    }

    private static String next(HttpResponse<String> page) {
        var link = page.headers().firstValue("Link").orElseThrow();
        assertThat(link).endsWith(">; rel=\"next\"");
        return link.substring(1, link.indexOf('>'));
    }

    @Test
    void what_people_write_to_each_other_is_not_for_viewers() {
        seen("10.0.0.1:5060", "sbc-1", "MESSAGE sip:bob@home", "a secret of ours");
        arrived(1);
        assertThat(get(AdminRole.VIEWER, ladder()).body()).doesNotContain("a secret of ours");
        assertThat(get(AdminRole.OPERATOR, ladder()).body()).contains("a secret of ours");
        var pcap = ladder().replace("ladder", "pcap");
        assertThat(get(AdminRole.VIEWER, pcap).statusCode()).isEqualTo(403);
        assertThat(get(AdminRole.OPERATOR, pcap).statusCode()).isEqualTo(200);
    }

    @Test
    void an_arrow_of_diameter_says_what_its_octets_mean() {
        var rejected = "01000020" + "40000109" + "01000014" + "00000001" + "00000002"; // AAA of Rx, AVPs follow
        var avps = "0000010c" + "4000000c" + "000013c9"; // Result-Code 5065
        seen("cscf-1", "10.0.0.2:5060", "INVITE sip:bob@home", "");
        traced(Protocol.DIAMETER, "lab-1", "AAA 10415/5065", rejected + avps);
        arrived(2);
        var arrows = Browser.json(get(AdminRole.VIEWER, ladder())).get("arrows");
        assertThat(arrows.get(0).get("decoded").isNull()).isTrue();
        assertThat(arrows.get(1).get("decoded").asString())
                .startsWith("AAA (265), Rx (16777236)")
                .contains("Result-Code: 5065");
    }

    @Test
    void arrows_of_a_relay_and_of_dns_say_what_theirs_mean() {
        seen("cscf-1", "10.0.0.2:5060", "INVITE sip:bob@home", "");
        traced(Protocol.NG, "rtpproxy-1", "ok (delete): 3 packets", "5_1 d6:result2:ok6:totalsd3:RTPd7:packetsi3eeee");
        traced(
                Protocol.DNS,
                "enum-1",
                "NOERROR",
                "000180000001000000000000013803353535046e756d3800002300 01".replace(" ", ""));
        arrived(3);
        var arrows = Browser.json(get(AdminRole.VIEWER, ladder())).get("arrows");
        assertThat(arrows.get(1).get("label").asString()).isEqualTo("NG ok (delete): 3 packets");
        assertThat(arrows.get(1).get("decoded").asString())
                .isEqualTo("cookie 5_1\nresult: ok\ntotals:\n  RTP:\n    packets: 3\n");
        assertThat(arrows.get(2).get("decoded").asString()).contains("8.555.num8.", "NAPTR");
    }

    private void traced(Protocol protocol, String from, String summary, String payload) {
        now = now.plusMillis(5);
        var event = new TraceEvent(
                now, "sbc-1", protocol, Direction.RECEIVED, from, "sbc-1", summary, Set.of(callId), payload);
        send(event);
    }

    @Test
    void homer_gets_every_sip_message_once() throws IOException {
        seen("10.0.0.1:5060", "sbc-1", "OPTIONS sip:homer-first@home", "");
        seen("sbc-1", "cscf-1", "OPTIONS sip:homer-second@home", "");
        seen("sbc-1", "cscf-1", "MESSAGE sip:homer-third@home", "at the old bridge");
        arrived(3);

        assertThat(homerGets("homer-first")).startsWith("HEP3").contains("OPTIONS sip:homer-first@home", callId);
        assertThat(homerGets("homer-second")).contains("OPTIONS sip:homer-second@home");
        assertThat(homerGets("homer-third")).contains("CSeq: 1 MESSAGE").doesNotContain("bridge");
    }

    /** The first of the datagrams that has this in it; other tests' messages come as well. */
    private static String homerGets(String mark) throws IOException {
        while (true) {
            var datagram = new DatagramPacket(new byte[65_507], 65_507);
            homer.receive(datagram);
            var text = new String(datagram.getData(), 0, datagram.getLength(), StandardCharsets.ISO_8859_1);
            if (text.contains(mark)) {
                return text;
            }
        }
    }

    @Test
    void what_is_not_kept_is_told_so() {
        var unknown = get(AdminRole.VIEWER, "/api/v1/traces/ladder?key=nothing");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(Browser.json(unknown).get("detail").asString()).contains("nothing");
        assertThat(get(AdminRole.VIEWER, "/api/v1/traces?limit=9999").statusCode())
                .isEqualTo(400);
        assertThat(get(AdminRole.VIEWER, "/api/v1/traces/traffic").statusCode()).isEqualTo(200);
    }
}
