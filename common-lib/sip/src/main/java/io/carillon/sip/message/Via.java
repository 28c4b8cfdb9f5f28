package io.carillon.sip.message;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * One Via value (RFC 3261 §20.42): {@code SIP/2.0/UDP host:port;branch=…}.
 *
 * @param transport in capitals, as on the wire
 * @param host name, IPv4 or bracketed IPv6
 * @param port -1 if absent
 */
public record Via(String transport, String host, int port, Params params) {
    /** Every branch of an RFC 3261 element begins so (§8.1.1.7). */
    public static final String MAGIC = "z9hG4bK";

    public static Via parse(String value) {
        var bytes = value.getBytes(StandardCharsets.UTF_8);
        TopVia.check(bytes, 0, bytes.length);
        int slash = value.indexOf('/', value.indexOf('/') + 1);
        if (slash < 0) {
            throw new SipParseException("Bad Via protocol");
        }
        int at = Params.skipBlanks(value, slash + 1);
        int transportEnd = at;
        while (transportEnd < value.length() && !Character.isWhitespace(value.charAt(transportEnd))) {
            transportEnd++;
        }
        int host = Params.skipBlanks(value, transportEnd);
        int semicolon = value.indexOf(';', host);
        var sentBy = value.substring(host, semicolon < 0 ? value.length() : semicolon)
                .strip();
        if (sentBy.isEmpty() || at == transportEnd) {
            throw new SipParseException("Via without transport or sent-by");
        }
        int colon = sentBy.lastIndexOf(':');
        if (colon > 0 && sentBy.lastIndexOf(']') > colon) {
            colon = -1;
        }
        return new Via(
                value.substring(at, transportEnd).toUpperCase(Locale.ROOT),
                colon < 0 ? sentBy : sentBy.substring(0, colon).strip(),
                colon < 0 ? -1 : port(sentBy.substring(colon + 1).strip()),
                semicolon < 0 ? Params.NONE : Params.parse(value, semicolon));
    }

    private static int port(String text) {
        if (text.isEmpty() || text.length() > 5 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new SipParseException("Bad port in Via");
        }
        int port = Integer.parseInt(text);
        if (port > 65535) {
            throw new SipParseException("Bad port in Via");
        }
        return port;
    }

    public Optional<String> branch() {
        return params.value("branch");
    }

    public Via with(String name, String value) {
        return new Via(transport, host, port, params.with(name, value));
    }

    public String sentBy() {
        return port < 0 ? host : host + ":" + port;
    }

    @Override
    public String toString() {
        return "SIP/2.0/" + transport + " " + sentBy() + params;
    }
}
