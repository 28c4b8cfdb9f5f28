package io.carillon.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.node.admin.AdminRole;
import io.carillon.node.trace.TraceEvent;
import io.carillon.node.trace.TraceEvent.Direction;
import io.carillon.node.trace.TraceEvent.Protocol;
import io.carillon.stores.TestStores;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What nodes write to Kafka is what the console tells. */
class TraceApiTest {
    private static final TestConsole console = TestConsole.start();
    private static final KafkaProducer<byte[], byte[]> kafka = new KafkaProducer<>(
            Map.<String, Object>of(
                    "bootstrap.servers", "127.0.0.1:" + TestStores.kafka().getPort()),
            new ByteArraySerializer(),
            new ByteArraySerializer());

    private final String callId = UUID.randomUUID() + "@phone";
    private Instant now = Instant.now();

    @AfterAll
    static void stop() {
        kafka.close();
        console.close();
    }

    private void seen(String from, String to, String summary, String body) {
        now = now.plusMillis(5);
        boolean sent = !from.contains(":");
        var method = summary.replaceAll(".*\\((.*)\\)|^([A-Z]+) .*", "$1$2");
        var payload =
                "%s\r\nVia: SIP/2.0/UDP host;branch=z9hG4bK%s%s\r\nFrom: <sip:alice@home>;tag=1\r\nTo: <sip:bob@home>\r\nCall-ID: %s\r\nCSeq: 1 %s\r\n\r\n%s"
                        .formatted(
                                Character.isDigit(summary.charAt(0)) ? "SIP/2.0 " + summary : summary + " SIP/2.0",
                                method,
                                from.compareTo(to) < 0 ? (from + to).hashCode() : (to + from).hashCode(),
                                callId,
                                method,
                                body);
        var event = new TraceEvent(
                now,
                sent ? from : to,
                Protocol.SIP,
                sent ? Direction.SENT : Direction.RECEIVED,
                from,
                to,
                summary,
                new LinkedHashSet<>(List.of(callId, "sip:alice@home", "sip:bob@home")),
                payload);
        kafka.send(new ProducerRecord<>("carillon.trace", JsonMapper.shared().writeValueAsBytes(event)));
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
    void what_is_not_kept_is_told_so() {
        var unknown = get(AdminRole.VIEWER, "/api/v1/traces/ladder?key=nothing");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(Browser.json(unknown).get("detail").asString()).contains("nothing");
        assertThat(get(AdminRole.VIEWER, "/api/v1/traces?limit=9999").statusCode())
                .isEqualTo(400);
        assertThat(get(AdminRole.VIEWER, "/api/v1/traces/traffic").statusCode()).isEqualTo(200);
    }
}
