package io.carillon.node.trace;

import io.carillon.node.trace.TraceSink.Wire;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Blots out what proves an identity or opens a stream, before an event leaves the node: digest responses, the CK and IK
 * of AKA (TS 24.229 §7.2A.1), SDES keys (RFC 4568). A nonce stays: it explains failures and opens nothing. What is
 * masked keeps its length, so that every Content-Length and length prefix stays true.
 */
final class TraceMask {
    private static final Set<String> CREDENTIALS = Set.of(
            "authorization",
            "proxy-authorization",
            "www-authenticate",
            "proxy-authenticate",
            "authentication-info",
            "proxy-authentication-info");
    private static final Pattern SECRET_PARAMETER =
            Pattern.compile("\\b(?:response|rspauth|ck|ik)\\s*=\\s*\"?([^\",;\\s]+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern SDES_KEY = Pattern.compile("\\binline:([A-Za-z0-9+/=]+)");
    private static final byte[] INLINE = "inline".getBytes(StandardCharsets.ISO_8859_1);
    private static final Pattern SDP_KEY = Pattern.compile("(?m)^k=(?:clear|base64|uri):([^\\r\\n]+)");

    /** Who knows the whole address where a PCF tells of a session can end that session (TS 29.514 §4.2.5). */
    private static final Pattern NOTIFICATIONS = Pattern.compile("\"notifUri\"\\s*:\\s*\"[^\"]*/([^\"/]+)\"");

    private final boolean messageBodies;

    /** @param messageBodies whether the text users send one another is blotted out too */
    TraceMask(boolean messageBodies) {
        this.messageBodies = messageBodies;
    }

    TraceEvent apply(TraceEvent event) {
        return switch (event.protocol()) {
            case SIP -> event.withPayload(sip(event.payload()));
            case NG -> event.withPayload(keys(event.payload()));
            case HTTP -> event.withPayload(blot(NOTIFICATIONS, keys(event.payload())));
            // Their octets are masked where their grammar is known.
            case DIAMETER, DNS -> event;
        };
    }

    /** The same for the message's own octets, in place; most messages have nothing to hide and are only looked at. */
    void hide(Wire message, byte[] octets, int from, int to) {
        if (isSecret(message, octets, to)) {
            // An octet a character, so that what is masked keeps its size.
            var text = new String(octets, from, to - from, StandardCharsets.ISO_8859_1);
            var masked = sip(text).getBytes(StandardCharsets.ISO_8859_1);
            System.arraycopy(masked, 0, octets, from, masked.length);
        }
    }

    private boolean isSecret(Wire message, byte[] octets, int to) {
        return message.mayHoldCredentials()
                || messageBodies && message.isUserText()
                || holdsKey(octets, to - message.bodySize(), to);
    }

    /** An {@code inline:} or a line that begins with {@code k=}; sometimes neither is a key after all. */
    private static boolean holdsKey(byte[] body, int from, int to) {
        for (int at = from; at < to - 1; at++) {
            boolean found = body[at] == 'k'
                    ? body[at + 1] == '=' && (at == from || body[at - 1] == '\n' || body[at - 1] == '\r')
                    : body[at] == 'e' && body[at + 1] == ':' && endsInline(body, from, at);
            if (found) {
                return true;
            }
        }
        return false;
    }

    private static boolean endsInline(byte[] body, int from, int at) {
        int begin = at - INLINE.length + 1;
        return begin >= from && Arrays.equals(body, begin, at + 1, INLINE, 0, INLINE.length);
    }

    String sip(String message) {
        int headersEnd = headersEnd(message);
        String body = message.substring(headersEnd);
        boolean userText = messageBodies && message.startsWith("MESSAGE ");
        return headers(message.substring(0, headersEnd)) + (userText ? stars(body) : keys(body));
    }

    private static int headersEnd(String message) {
        int crlf = message.indexOf("\r\n\r\n");
        return crlf < 0 ? message.length() : crlf + 4;
    }

    private static String headers(String headers) {
        StringBuilder masked = new StringBuilder(headers.length());
        boolean secret = false;
        for (int at = 0; at < headers.length(); ) {
            int end = headers.indexOf('\n', at);
            end = end < 0 ? headers.length() : end + 1;
            String line = headers.substring(at, end);
            boolean folded = line.startsWith(" ") || line.startsWith("\t");
            secret = folded ? secret : CREDENTIALS.contains(name(line));
            masked.append(secret ? blot(SECRET_PARAMETER, line) : line);
            at = end;
        }
        return masked.toString();
    }

    private static String name(String line) {
        int colon = line.indexOf(':');
        return colon < 0 ? "" : line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
    }

    private static String keys(String body) {
        return body.isEmpty() ? body : blot(SDP_KEY, blot(SDES_KEY, body));
    }

    private static String blot(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        @Nullable StringBuilder masked = null;
        while (found.find()) {
            masked = masked == null ? new StringBuilder(text) : masked;
            for (int at = found.start(1); at < found.end(1); at++) {
                masked.setCharAt(at, '*');
            }
        }
        return masked == null ? text : masked.toString();
    }

    private static String stars(String body) {
        return body.replaceAll("[^\\r\\n]", "*");
    }
}
