package io.carillon.node.telemetry;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request as one node saw it, from its first message to its last.
 *
 * @param keys of which call it is, the Call-ID first
 * @param parent the span that caused it; null if a phone or another network did
 * @param failure in words; null when it succeeded
 */
record Span(
        Set<String> keys,
        String id,
        @Nullable String parent,
        Kind kind,
        String name,
        Instant start,
        Instant end,
        Map<String, String> attributes,
        @Nullable String failure) {

    /** As opentelemetry.proto numbers them. */
    enum Kind {
        SERVER(2),
        CLIENT(3);

        final int number;

        Kind(int number) {
            this.number = number;
        }
    }

    private static final int TRACE_OCTETS = 16;
    private static final int SPAN_OCTETS = 8;

    /** The same at every node, without one having told the other. */
    static String traceId(String key) {
        return hash("trace " + key, TRACE_OCTETS);
    }

    static String id(Kind kind, String exchange) {
        return hash(kind + " " + exchange, SPAN_OCTETS);
    }

    private static String hash(String text, int octets) {
        try {
            var sha = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha, 0, octets);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
