package io.carillon.node.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.node.NodeIdentity;
import io.carillon.node.trace.TraceEvent;
import io.carillon.node.trace.TraceEvent.Direction;
import io.carillon.node.trace.TraceEvent.Protocol;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two nodes that know nothing of one another's spans, and a collector that sees one trace. */
class OtlpExportTest {
    private static final String ALICE = "sip:alice@home";
    private static final String PHONE = "192.0.2.1:5060";

    private final Collector collector = new Collector();
    private final List<OtlpExport> exports = new ArrayList<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Spans sbc = node("sbc");
    private final Spans tas = node("tas");
    private Instant now = Instant.now();

    private Spans node(String role) {
        var properties = new TelemetryProperties(collector.uri(), null, Duration.ofMillis(300), 100);
        var self = new NodeIdentity(role + "-1", role, "127.0.0.1", "home");
        var names = new CallNames();
        var export = new OtlpExport(collector.uri(), properties, self, names, meters).start();
        exports.add(export);
        return new Spans(names, export);
    }

    @AfterEach
    void close() throws InterruptedException {
        for (var export : exports) {
            export.close();
        }
        collector.close();
    }

    private TraceEvent sip(
            String node, Direction way, String from, String to, String summary, Set<String> keys, String branch) {
        now = now.plusMillis(1);
        var payload = summary + "\r\nVia: SIP/2.0/UDP x;rport;branch=" + branch
                + "\r\nVia: SIP/2.0/UDP y;branch=z9older\r\nCSeq: 1 INVITE\r\n\r\n";
        return new TraceEvent(now, node, Protocol.SIP, way, from, to, summary, keys, payload);
    }

    private static Set<String> keys(String... keys) {
        return new LinkedHashSet<>(List.of(keys));
    }

    /** The border learns the ICID after the request came; the server beyond it has another Call-ID. */
    private void call() {
        var phone = keys("leg-1", ALICE);
        var core = keys("leg-1", "icid-1", ALICE);
        var beyond = keys("leg-2", "icid-1", ALICE);
        sbc.accept(sip("sbc-1", Direction.RECEIVED, PHONE, "sbc-1", "INVITE sip:bob", phone, "z9a"));
        sbc.accept(diameter("sbc-1", Direction.SENT, "sbc-1", "hss-1", "AAR", "c0", keys("leg-1", "session")));
        sbc.accept(diameter("sbc-1", Direction.RECEIVED, "hss-1", "sbc-1", "AAA 2001", "40", keys("leg-1", "session")));
        sbc.accept(sip("sbc-1", Direction.SENT, "sbc-1", "tas-1", "INVITE sip:bob", core, "z9b"));
        tas.accept(sip("tas-1", Direction.RECEIVED, "sbc-1", "tas-1", "INVITE sip:bob", core, "z9b"));
        tas.accept(sip("tas-1", Direction.RECEIVED, "sbc-1", "tas-1", "INVITE sip:bob", core, "z9b"));
        tas.accept(sip("tas-1", Direction.SENT, "tas-1", "cscf-1", "INVITE sip:bob", beyond, "z9c"));
        tas.accept(sip("tas-1", Direction.RECEIVED, "cscf-1", "tas-1", "180 Ringing (INVITE)", beyond, "z9c"));
        tas.accept(sip("tas-1", Direction.RECEIVED, "cscf-1", "tas-1", "486 Busy Here (INVITE)", beyond, "z9c"));
        tas.accept(sip("tas-1", Direction.SENT, "tas-1", "sbc-1", "486 Busy Here (INVITE)", core, "z9b"));
        sbc.accept(sip("sbc-1", Direction.RECEIVED, "tas-1", "sbc-1", "486 Busy Here (INVITE)", core, "z9b"));
        sbc.accept(sip("sbc-1", Direction.SENT, "sbc-1", PHONE, "486 Busy Here (INVITE)", phone, "z9a"));
    }

    private TraceEvent diameter(
            String node, Direction way, String from, String to, String summary, String flags, Set<String> keys) {
        now = now.plusMillis(1);
        var octets = "01000014" + flags + "000109" + "01000014" + "0000abcd" + "0000ef01";
        return new TraceEvent(now, node, Protocol.DIAMETER, way, from, to, summary, keys, octets);
    }

    @Test
    void a_call_is_one_trace_over_all_nodes() {
        call();
        await().atMost(Duration.ofSeconds(20)).until(() -> collector.spans().size() == 5);
        var spans = collector.spans();
        assertThat(collector.refused()).isEmpty();
        assertThat(spans).extracting(each -> each.text("traceId")).containsOnly(Span.traceId("icid-1"));

        var outer = span("sbc", "INVITE", 2);
        var toTas = span("sbc", "INVITE", 3);
        var atTas = span("tas", "INVITE", 2);
        var beyond = span("tas", "INVITE", 3);
        assertThat(outer.text("parentSpanId")).isEmpty();
        assertThat(span("sbc", "AAR", 3).text("parentSpanId")).isEqualTo(outer.text("spanId"));
        assertThat(toTas.text("parentSpanId")).isEqualTo(outer.text("spanId"));
        assertThat(atTas.text("parentSpanId")).isEqualTo(toTas.text("spanId"));
        assertThat(beyond.text("parentSpanId")).isEqualTo(atTas.text("spanId"));
        assertThat(beyond.attribute("sip.status")).isEqualTo("486");
        assertThat(beyond.attribute("carillon.call_id")).isEqualTo("leg-2");
        assertThat(beyond.span().path("status").path("code").asInt()).isEqualTo(2);
        assertThat(outer.attribute("network.peer.address")).isEqualTo(PHONE);
    }

    private Collector.Received span(String service, String name, int kind) {
        return collector.spans().stream()
                .filter(each -> each.service().equals(service)
                        && each.text("name").equals(name)
                        && each.span().path("kind").asInt() == kind)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void what_the_collector_does_not_take_is_dropped_and_counted_and_later_ones_arrive() {
        collector.answers(503);
        call();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> meters.counter("carillon.telemetry.dropped").count() == 5);
        collector.answers(200);
        call();
        await().atMost(Duration.ofSeconds(20)).until(() -> collector.spans().size() == 5);
    }

    @Test
    void what_cannot_be_understood_makes_no_span() {
        sbc.accept(new TraceEvent(
                now, "sbc-1", Protocol.SIP, Direction.RECEIVED, PHONE, "sbc-1", "INVITE x", keys("c"), "garbage"));
        sbc.accept(new TraceEvent(
                now, "sbc-1", Protocol.DIAMETER, Direction.RECEIVED, PHONE, "sbc-1", "AAR", keys("c"), "01"));
        call();
        await().atMost(Duration.ofSeconds(20)).until(() -> collector.spans().size() >= 5);
        assertThat(collector.spans()).hasSize(5);
    }
}
