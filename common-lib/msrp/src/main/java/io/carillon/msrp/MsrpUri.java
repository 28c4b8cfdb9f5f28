package io.carillon.msrp;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An MSRP or MSRPS URI (RFC 4975 §6). Two are equal by scheme, host, port, session and transport (§6.1); user
 * information and parameters do not count, yet are sent back as they came.
 *
 * @param text as written
 */
public record MsrpUri(String text, boolean secure, String host, int port, String session, String transport) {
    private static final int DEFAULT_PORT = 2855;
    private static final int LONGEST = 512;
    private static final Pattern FORM = Pattern.compile("(?i)(msrps?)://(?:[^@/;\\s]*@)?(\\[[0-9a-f:.]+]|[a-z0-9.\\-]+)"
            + "(?::([0-9]{1,5}))?(?:/([A-Za-z0-9\\-._~+=/]*))?;([a-z0-9]+)((?:;[^;\\s]+)*)");

    public static MsrpUri parse(String text) {
        var matcher = FORM.matcher(text);
        if (text.length() > LONGEST || !matcher.matches()) {
            throw MsrpException.malformed("no MSRP URI");
        }
        int port = matcher.group(3) == null ? DEFAULT_PORT : Integer.parseInt(matcher.group(3));
        if (port < 1 || port > 65_535) {
            throw MsrpException.malformed("no port: " + port);
        }
        return new MsrpUri(
                text,
                matcher.group(1).length() == 5,
                matcher.group(2).toLowerCase(Locale.ROOT),
                port,
                matcher.group(4) == null ? "" : matcher.group(4),
                matcher.group(5).toLowerCase(Locale.ROOT));
    }

    /** The value of To-Path, From-Path or {@code a=path}: URIs with blanks between them. */
    public static List<MsrpUri> path(String value) {
        var words = value.strip().split(" +", 18);
        if (words.length > 16) {
            throw MsrpException.malformed("a path of more than 16 URIs");
        }
        return Arrays.stream(words).map(MsrpUri::parse).toList();
    }

    static String text(List<MsrpUri> path) {
        return String.join(" ", path.stream().map(MsrpUri::text).toList());
    }

    static MsrpUri of(boolean secure, String host, int port, String session) {
        return parse((secure ? "msrps://" : "msrp://") + host + ":" + port + "/" + session + ";tcp");
    }

    /** The host as a socket wants it: IPv6 without brackets. */
    public String address() {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MsrpUri that
                && secure == that.secure
                && port == that.port
                && host.equals(that.host)
                && session.equals(that.session)
                && transport.equals(that.transport);
    }

    @Override
    public int hashCode() {
        return session.hashCode() * 31 + port;
    }

    @Override
    public String toString() {
        return text;
    }
}
