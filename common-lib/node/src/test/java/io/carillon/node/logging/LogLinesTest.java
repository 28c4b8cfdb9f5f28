package io.carillon.node.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.core.env.Environment;
import org.springframework.mock.env.MockEnvironment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A line as a machine reads it has what the shipped configurations of Filebeat and Logstash look for. */
class LogLinesTest {
    private static final Path MONITORING = Path.of("../../deploy/monitoring");
    private static final Pattern LOGSTASH_FIELD = Pattern.compile("\\[line]\\[([^]]+)]");
    private static final Pattern FILEBEAT_FIELD = Pattern.compile("has_fields: \\[([^]]+)]");

    private static JsonNode line() {
        var context = new LoggerContext();
        context.putObject(
                Environment.class.getName(),
                new MockEnvironment().withProperty("logging.structured.json.add.node", "cscf-1"));
        var encoder = new StructuredLogEncoder();
        encoder.setFormat("logstash");
        encoder.setContext(context);
        encoder.start();
        var logger = context.getLogger("io.carillon.cscf.Flow");
        var event = new LoggingEvent("", logger, Level.WARN, "it failed", new IOException("why"), null);
        event.setMDCPropertyMap(Map.of(CallLog.CALL, "a-call", CallLog.IDENTITY, "sip:alice@home"));
        return JsonMapper.shared().readTree(new String(encoder.encode(event), StandardCharsets.UTF_8));
    }

    @Test
    void a_line_names_its_node_its_call_and_its_user() {
        assertThat(line().path("node").asString()).isEqualTo("cscf-1");
        assertThat(line().path("call_id").asString()).isEqualTo("a-call");
        assertThat(line().path("impu").asString()).isEqualTo("sip:alice@home");
        assertThat(line().path("message").asString()).isEqualTo("it failed");
    }

    @Test
    void logstash_asks_for_nothing_that_is_not_there() throws IOException {
        var pipeline = Files.readString(MONITORING.resolve("logstash.conf"));
        assertThat(asked(LOGSTASH_FIELD, pipeline))
                .contains("node", "call_id", "impu", "message")
                .allMatch(line()::has);
        assertThat(pipeline.chars().filter(each -> each == '{').count())
                .isEqualTo(pipeline.chars().filter(each -> each == '}').count());
    }

    @Test
    void filebeat_alone_keeps_what_a_node_wrote() throws IOException {
        assertThat(asked(FILEBEAT_FIELD, Files.readString(MONITORING.resolve("filebeat.yml"))))
                .containsExactly("node")
                .allMatch(line()::has);
    }

    private static List<String> asked(Pattern field, String configuration) {
        return field.matcher(configuration).results().map(each -> each.group(1)).toList();
    }
}
