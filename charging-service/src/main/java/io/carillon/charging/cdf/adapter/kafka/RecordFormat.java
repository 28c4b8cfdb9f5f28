package io.carillon.charging.cdf.adapter.kafka;

import io.carillon.charging.cdf.ChargingRecord;
import io.carillon.charging.cdf.MalformedRecordException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON of the topic {@code carillon.cdr}. Unknown members are ignored, so that newer nodes may write more; texts are
 * held to the width of their columns, so that one bad record can never stop the ones behind it.
 */
final class RecordFormat {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int WIDTH = 255;
    private static final int ID_WIDTH = 128;
    private static final int NAME_WIDTH = 16;
    private static final int EXTRA_WIDTH = 16_000;
    /** What DATETIME can hold, with a margin; no record is that old. */
    private static final Instant FIRST = Instant.parse("1990-01-01T00:00:00Z");

    private static final Instant LAST = Instant.parse("9990-01-01T00:00:00Z");

    private RecordFormat() {}

    static ChargingRecord read(byte[] json) throws MalformedRecordException {
        try {
            JsonNode event = JSON.readTree(json);
            if (!event.isObject()) {
                throw new MalformedRecordException("not a JSON object");
            }
            Instant end = moment(event, "end").orElseThrow(() -> new MalformedRecordException("no end"));
            return new ChargingRecord(
                    required(event, "id", ID_WIDTH),
                    required(event, "kind", NAME_WIDTH),
                    moment(event, "start").orElseThrow(() -> new MalformedRecordException("no start")),
                    moment(event, "answer"),
                    end,
                    text(event, "caller", WIDTH),
                    text(event, "callee", WIDTH),
                    text(event, "servedUser", WIDTH),
                    text(event, "role", NAME_WIDTH),
                    text(event, "cause", WIDTH),
                    text(event, "icid", WIDTH),
                    text(event, "callId", WIDTH),
                    text(event, "node", WIDTH),
                    extra(event.path("extra")));
        } catch (JacksonException noJson) {
            throw new MalformedRecordException("not JSON: " + noJson.getOriginalMessage());
        }
    }

    private static String required(JsonNode event, String name, int width) throws MalformedRecordException {
        String value = text(event, name, width);
        if (value.isEmpty()) {
            throw new MalformedRecordException("no " + name);
        }
        return value;
    }

    private static String text(JsonNode event, String name, int width) throws MalformedRecordException {
        JsonNode value = event.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        if (!value.isValueNode()) {
            throw new MalformedRecordException(name + " is not a text");
        }
        String text = value.asString();
        if (text.length() > width) {
            throw new MalformedRecordException(name + " is longer than " + width);
        }
        return text;
    }

    /** ISO 8601. */
    private static Optional<Instant> moment(JsonNode event, String name) throws MalformedRecordException {
        String text = text(event, name, WIDTH);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            Instant moment = Instant.parse(text);
            if (moment.isBefore(FIRST) || moment.isAfter(LAST)) {
                throw new MalformedRecordException(name + " is out of range");
            }
            return Optional.of(moment);
        } catch (DateTimeException unreadable) {
            throw new MalformedRecordException(name + " is not a moment");
        }
    }

    private static Map<String, String> extra(JsonNode members) throws MalformedRecordException {
        Map<String, String> extra = new LinkedHashMap<>();
        int size = 0;
        for (Map.Entry<String, JsonNode> member : members.properties()) {
            JsonNode value = member.getValue();
            String text = value.isValueNode() ? value.asString() : value.toString();
            extra.put(member.getKey(), text);
            size += member.getKey().length() + text.length();
        }
        if (size > EXTRA_WIDTH) {
            throw new MalformedRecordException("extra is longer than " + EXTRA_WIDTH);
        }
        return extra;
    }
}
