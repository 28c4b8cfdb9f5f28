package io.carillon.sip.message;

import io.carillon.identity.SipUri;
import io.carillon.identity.TelUri;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A name-addr or addr-spec value with its header parameters: From, To, Contact, Route, Path, P-Asserted-Identity …
 * (RFC 3261 §20.10).
 *
 * @param display display name without quotes, empty if there is none
 * @param uri the URI as written
 * @param params header parameters; without angle brackets every parameter is the header's (§20)
 */
public record NameAddr(String display, String uri, Params params) {
    public static NameAddr of(SipUri uri) {
        return new NameAddr("", uri.toString(), Params.NONE);
    }

    public static NameAddr of(String uri) {
        return new NameAddr("", uri, Params.NONE);
    }

    /** Reads one value, as {@code "Bob" <sip:bob@example.org>;tag=1}. */
    public static NameAddr parse(String value) {
        var bytes = value.getBytes(StandardCharsets.UTF_8);
        AddressScan.check(bytes, 0, bytes.length);
        int open = openBracket(value);
        if (open < 0) {
            int semicolon = value.indexOf(';');
            int end = semicolon < 0 ? value.length() : semicolon;
            return new NameAddr("", uri(value, 0, end), semicolon < 0 ? Params.NONE : Params.parse(value, semicolon));
        }
        int close = value.indexOf('>', open);
        if (close < 0) {
            throw new SipParseException("Address without '>'");
        }
        return new NameAddr(
                Params.unquote(value.substring(0, open).strip()),
                uri(value, open + 1, close),
                close + 1 == value.length() ? Params.NONE : Params.parse(value, close + 1));
    }

    private static int openBracket(String value) {
        boolean quoted = false;
        for (int at = 0; at < value.length(); at++) {
            char c = value.charAt(at);
            if (quoted && c == '\\') {
                at++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == '<' && !quoted) {
                return at;
            }
        }
        if (quoted) {
            throw new SipParseException("Display name without closing quote");
        }
        return -1;
    }

    private static String uri(String value, int from, int end) {
        var uri = value.substring(from, end).strip();
        if (uri.isEmpty()) {
            throw new SipParseException("Address without a URI");
        }
        return uri;
    }

    /** The URI as a SIP URI; a {@link SipParseException} with 416 if it has another scheme. */
    public SipUri sipUri() {
        return Uris.sip(uri);
    }

    /** The URI if it is a tel: URI. */
    public Optional<TelUri> telUri() {
        return Uris.tel(uri);
    }

    public Optional<String> tag() {
        return params.value("tag");
    }

    public NameAddr with(String name, @org.jspecify.annotations.Nullable String value) {
        return new NameAddr(display, uri, params.with(name, value));
    }

    public NameAddr without(String name) {
        return new NameAddr(display, uri, params.without(name));
    }

    /** Always with angle brackets, so that URI parameters stay the URI's. */
    @Override
    public String toString() {
        if (uri.equals("*")) {
            return uri;
        }
        var text = new StringBuilder();
        if (!display.isEmpty()) {
            text.append('"')
                    .append(display.replace("\\", "\\\\").replace("\"", "\\\""))
                    .append("\" ");
        }
        return text.append('<').append(uri).append('>').append(params).toString();
    }
}
