package io.carillon.charging.cdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.charging.ChargingNode;
import io.carillon.charging.Rest;
import io.carillon.charging.SharedNode;
import io.carillon.node.admin.AdminRole;
import io.carillon.node.cdr.CdrEvent;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Charging events through a real Kafka into a real database, and out by REST. */
class CdrTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static CdrTopic topic;

    private final ChargingNode node = SharedNode.get();
    private final Rest viewer = new Rest(node, AdminRole.VIEWER);
    private final String id = "tas-1-" + UUID.randomUUID();

    @BeforeAll
    static void connect() {
        topic = new CdrTopic(SharedNode.get());
    }

    @AfterAll
    static void disconnect() {
        topic.close();
    }

    @Test
    void an_event_becomes_a_record() {
        topic.write(CdrTopic.call(id));
        // The page is read before it is counted, and the record may come between.
        JsonNode page = await().atMost(SOON)
                .until(
                        () -> byCall("call-" + id),
                        found -> found.path("records").size() == 1);
        assertThat(page.path("records").path(0).toString())
                .isEqualTo(("{'id':'%1$s','kind':'call','start':'2026-11-20T10:00:00.500Z',"
                                + "'answer':'2026-11-20T10:00:05.500Z','end':'2026-11-20T10:01:10.500Z',"
                                + "'durationSeconds':65,'caller':'sip:alice@example.org','callee':'sip:bob@example.org',"
                                + "'servedUser':'sip:alice@example.org','role':'orig','cause':'BYE',"
                                + "'icid':'icid-%1$s','callId':'call-%1$s','node':'tas-1','extra':{'codec':'PCMA'}}")
                        .formatted(id)
                        .replace('\'', '"'));
    }

    @Test
    void the_same_event_again_is_no_second_record() {
        double duplicates = counted("carillon.cdr.duplicates");
        topic.write(CdrTopic.call(id));
        topic.write(CdrTopic.call(id));
        await().atMost(SOON).until(() -> total(byCall("call-" + id)) == 1);
        topic.write(CdrTopic.call(id));
        await().atMost(SOON).until(() -> counted("carillon.cdr.duplicates") == duplicates + 2);
        assertThat(total(byCall("call-" + id))).isEqualTo(1);
    }

    @Test
    void what_is_no_record_is_put_aside_and_the_next_one_is_kept() {
        String good = new String(event(), StandardCharsets.UTF_8);
        List<String> poison = List.of(
                "",
                "no json",
                "[1, 2]",
                "{\"id\": \"%s\"}".formatted(id),
                good.replace("2026-11-20T10:00:00.500Z", "yesterday"),
                good.replace("2026-11-20T10:00:00.500Z", "-1000000-01-01T00:00:00Z"),
                good.replace("\"" + id + "\"", "\"" + "x".repeat(129) + "\""),
                good.replace("\"call\"", "{\"deep\": 1}"),
                good.replace("PCMA", "x".repeat(20_000)),
                "[".repeat(100_000));
        int before = rejected();
        poison.forEach(bad -> topic.write(bad.getBytes(StandardCharsets.UTF_8)));
        topic.write(CdrTopic.call(id));

        await().atMost(SOON).until(() -> total(byCall("call-" + id)) == 1);
        assertThat(rejected() - before).isEqualTo(poison.size());
        assertThat(database().queryForList("SELECT reason FROM cdr_rejected ORDER BY offset_no", String.class))
                .contains("no end", "start is not a moment", "start is out of range", "id is longer than 128");
    }

    @Test
    void records_are_found_by_party_time_and_kind_page_by_page() {
        Instant day = Instant.parse("2031-01-01T00:00:00Z");
        String carol = "sip:carol-" + id + "@example.org";
        for (int i = 0; i < 5; i++) {
            topic.write(new CdrEvent(
                    id + "-" + i,
                    i == 4 ? CdrEvent.Kind.MESSAGE : CdrEvent.Kind.CALL,
                    day.plusSeconds(i),
                    null,
                    day.plusSeconds(i + 1),
                    i % 2 == 0 ? carol : "sip:dave@example.org",
                    i % 2 == 0 ? "sip:dave@example.org" : carol,
                    "sip:dave@example.org",
                    CdrEvent.Role.TERM,
                    "486",
                    i % 4 == 0 ? "icid-" + id : "",
                    "call",
                    "tas-1",
                    Map.of()));
        }
        String path = "/api/v1/cdrs?party=" + carol.replace("example", "EXAMPLE");
        await().atMost(SOON).until(() -> total(Rest.json(viewer.get(path))) == 5);
        assertThat(ids(path)).containsExactly(id + "-4", id + "-3", id + "-2", id + "-1", id + "-0");
        assertThat(ids(path + "&page=1&size=2")).containsExactly(id + "-2", id + "-1");
        assertThat(ids(path + "&kind=message")).containsExactly(id + "-4");
        assertThat(ids(path + "&icid=icid-" + id)).containsExactly(id + "-4", id + "-0");
        assertThat(ids(path + "&from=2031-01-01T00:00:01Z&to=2031-01-01T00:00:03Z"))
                .containsExactly(id + "-2", id + "-1");
        assertThat(Rest.json(viewer.get(path))
                        .path("records")
                        .path(0)
                        .path("answer")
                        .isNull())
                .isTrue();
    }

    @Test
    void a_spreadsheet_gets_csv_without_formulas() {
        CdrEvent call = CdrTopic.call(id);
        topic.write(new CdrEvent(
                call.id(),
                call.kind(),
                call.start(),
                call.answer(),
                call.end(),
                "sip:\"quoted\",alice@example.org",
                call.callee(),
                call.servedUser(),
                call.role(),
                call.cause(),
                call.icid(),
                "=HYPERLINK(" + id + ")",
                call.node(),
                call.extra()));
        String path = "/api/v1/cdrs?callId=%3DHYPERLINK(" + id + ")";
        await().atMost(SOON).until(() -> total(Rest.json(viewer.get(path))) == 1);
        var csv = viewer.get(path, "text/csv");
        assertThat(csv.headers().firstValue("Content-Type").orElse("")).startsWith("text/csv");
        assertThat(csv.body().split("\r\n"))
                .containsExactly(
                        "id,kind,start,answer,end,durationSeconds,caller,callee,servedUser,role,cause,icid,callId,node",
                        ("%1$s,call,2026-11-20T10:00:00.500Z,2026-11-20T10:00:05.500Z,2026-11-20T10:01:10.500Z,65,"
                                        + "\"sip:\"\"quoted\"\",alice@example.org\",sip:bob@example.org,"
                                        + "sip:alice@example.org,orig,BYE,icid-%1$s,'=HYPERLINK(%1$s),tas-1")
                                .formatted(id));
    }

    @Test
    void a_query_that_cannot_be_is_a_problem() {
        for (String bad : List.of("size=0", "size=1001", "page=-1", "from=yesterday", "page=x")) {
            var refused = viewer.get("/api/v1/cdrs?" + bad);
            assertThat(refused.statusCode()).as(bad).isEqualTo(400);
            assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
        }
    }

    @Test
    void lag_is_measured() {
        topic.write(CdrTopic.call(id));
        await().atMost(SOON).until(() -> total(byCall("call-" + id)) == 1);
        assertThat(Optional.ofNullable(node.bean(MeterRegistry.class)
                        .find("kafka.consumer.fetch.manager.records.lag.max")
                        .gauge()))
                .isPresent();
    }

    private byte[] event() {
        return JsonMapper.shared().writeValueAsBytes(CdrTopic.call(id));
    }

    private List<String> ids(String path) {
        return Rest.json(viewer.get(path))
                .path("records")
                .valueStream()
                .map(row -> row.path("id").asString())
                .toList();
    }

    private JsonNode byCall(String callId) {
        return Rest.json(viewer.get("/api/v1/cdrs?callId=" + callId));
    }

    private static int total(JsonNode page) {
        return page.path("total").asInt();
    }

    private double counted(String metric) {
        return node.bean(MeterRegistry.class).counter(metric).count();
    }

    private int rejected() {
        return Optional.ofNullable(database().queryForObject("SELECT COUNT(*) FROM cdr_rejected", Integer.class))
                .orElse(0);
    }

    private JdbcTemplate database() {
        return node.bean(JdbcTemplate.class);
    }
}
