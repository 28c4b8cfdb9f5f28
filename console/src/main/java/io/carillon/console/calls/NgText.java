package io.carillon.console.calls;

import io.carillon.sdp.ng.NgMessage;
import io.carillon.sdp.ng.NgValue;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A message to or from a media relay for people: one line a value, what is inside another further in. */
final class NgText {
    private static final String STEP = "  ";

    private NgText() {}

    static String of(NgMessage message) {
        var text = new StringBuilder("cookie ").append(message.cookie()).append('\n');
        entries(text, "", message.body().entries());
        return text.toString();
    }

    private static void entries(StringBuilder text, String indent, Map<String, NgValue> entries) {
        entries.forEach((key, value) -> {
            text.append(indent).append(utf8(key)).append(':');
            value(text, indent + STEP, value);
        });
    }

    private static void value(StringBuilder text, String indent, NgValue value) {
        switch (value) {
            case NgValue.Text(var octets) -> text(text, indent, utf8(octets));
            case NgValue.Int(var number) -> text.append(' ').append(number).append('\n');
            case NgValue.Items(List<NgValue> values) -> {
                text.append('\n');
                for (var each : values) {
                    text.append(indent).append('-');
                    value(text, indent + STEP, each);
                }
            }
            case NgValue.Dict(Map<String, NgValue> entries) -> {
                text.append('\n');
                entries(text, indent, entries);
            }
        }
    }

    /** A session description has lines of its own. */
    private static void text(StringBuilder text, String indent, String value) {
        if (value.contains("\n")) {
            text.append('\n');
            value.lines().forEach(line -> text.append(indent).append(line).append('\n'));
        } else {
            text.append(' ').append(value).append('\n');
        }
    }

    /** Held an octet a character. */
    private static String utf8(String octets) {
        return new String(octets.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
