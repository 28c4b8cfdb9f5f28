package io.carillon.identity;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The grammar of RFC 3261 §25.1 for SIP and SIPS URIs, in one pass from left to right. */
final class SipUriParser {
    private static final String KIND = "SIP URI";
    private static final String USER_UNRESERVED = "&=+$,;?/";
    private static final String PASSWORD_RESERVED = "&=+$,";
    private static final String PARAM_UNRESERVED = "[]/:&+$";
    private static final String HEADER_UNRESERVED = "[]/?:+$";

    private final String text;
    private int at;

    private SipUriParser(String text, int at) {
        this.text = text;
        this.at = at;
    }

    static SipUri parse(String text) {
        boolean secure;
        int start;
        if (text.regionMatches(true, 0, "sip:", 0, 4)) {
            secure = false;
            start = 4;
        } else if (text.regionMatches(true, 0, "sips:", 0, 5)) {
            secure = true;
            start = 5;
        } else {
            throw new IdentityFormatException(KIND, "scheme is not sip or sips", text);
        }
        return new SipUriParser(text, start).uri(secure);
    }

    private SipUri uri(boolean secure) {
        String user = null;
        String password = null;
        int userEnd = text.indexOf('@', at);
        if (userEnd >= 0) {
            int colon = text.indexOf(':', at);
            boolean withPassword = colon >= 0 && colon < userEnd;
            user = checked("user", at, withPassword ? colon : userEnd, USER_UNRESERVED);
            if (user.isEmpty()) {
                throw wrong("empty user before '@'");
            }
            password = withPassword ? checked("password", colon + 1, userEnd, PASSWORD_RESERVED) : null;
            at = userEnd + 1;
        }
        String host = host();
        int port = port();
        List<UriParam> params = pairs(';', ';', "parameter", PARAM_UNRESERVED);
        List<UriParam> headers = pairs('?', '&', "header", HEADER_UNRESERVED);
        if (at < text.length()) {
            throw wrong("unexpected '" + text.charAt(at) + "' after the host");
        }
        return new SipUri(secure, user, password, host, port, params, headers, text);
    }

    private String host() {
        int start = at;
        if (at < text.length() && text.charAt(at) == '[') {
            int end = text.indexOf(']', at);
            if (end < 0 || !Ipv6.isAddress(text, at + 1, end)) {
                throw wrong("bad IPv6 address");
            }
            at = end + 1;
            return text.substring(start, at);
        }
        while (at < text.length() && isHostCharacter(text.charAt(at))) {
            at++;
        }
        if (at == start) {
            throw wrong("no host");
        }
        String host = text.substring(start, at);
        if (host.charAt(0) == '.' || host.charAt(0) == '-' || host.contains("..")) {
            throw wrong("bad host name");
        }
        return host;
    }

    private int port() {
        if (at >= text.length() || text.charAt(at) != ':') {
            return -1;
        }
        int start = ++at;
        int port = 0;
        while (at < text.length() && Escapes.isDigit(text.charAt(at))) {
            port = port * 10 + text.charAt(at++) - '0';
            if (port > 65535) {
                throw wrong("port above 65535");
            }
        }
        if (at == start) {
            throw wrong("no digits after the port's ':'");
        }
        return port;
    }

    private List<UriParam> pairs(char first, char next, String what, String allowed) {
        if (at >= text.length() || text.charAt(at) != first) {
            return List.of();
        }
        var pairs = new ArrayList<UriParam>(3);
        do {
            int start = ++at;
            int equals = -1;
            while (at < text.length() && text.charAt(at) != next && (text.charAt(at) != '?' || next != ';')) {
                if (text.charAt(at) == '=' && equals < 0) {
                    equals = at;
                }
                at++;
            }
            String name = checked(what, start, equals < 0 ? at : equals, allowed);
            if (name.isEmpty()) {
                throw wrong("empty " + what + " name");
            }
            pairs.add(new UriParam(name, equals < 0 ? null : checked(what, equals + 1, at, allowed)));
        } while (at < text.length() && text.charAt(at) == next);
        return List.copyOf(pairs);
    }

    private String checked(String part, int from, int to, String allowed) {
        int bad = firstBad(text, from, to, allowed);
        if (bad >= 0) {
            throw wrong(text.charAt(bad) == '%' ? "incomplete escape in " + part : "character not allowed in " + part);
        }
        return text.substring(from, to);
    }

    private static int firstBad(String text, int from, int to, String allowed) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c == '%' ? !Escapes.isEscape(text, i) : !Escapes.isUnreserved(c) && allowed.indexOf(c) < 0) {
                return i;
            }
        }
        return -1;
    }

    /** Underscores are no host name's (RFC 1123), yet container networks give them out. */
    private static boolean isHostCharacter(char c) {
        return Escapes.isAlphanumeric(c) || c == '-' || c == '.' || c == '_';
    }

    private IdentityFormatException wrong(String problem) {
        return new IdentityFormatException(KIND, problem, text);
    }

    /** A user as a person means it, in the form a URI carries. */
    static String escapedUser(String user) {
        if (user.isEmpty()) {
            throw new IdentityFormatException(KIND, "empty user", user);
        }
        var out = new StringBuilder(user.length());
        for (byte each : user.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (each & 0xff);
            if (Escapes.isUnreserved(c) || USER_UNRESERVED.indexOf(c) >= 0) {
                out.append(c);
            } else {
                out.append('%').append(Character.toUpperCase(Character.forDigit(c >> 4, 16)));
                out.append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
            }
        }
        return out.toString();
    }

    static void checkParam(UriParam param) {
        check(param.name(), param);
        @Nullable String value = param.value();
        if (value != null) {
            check(value, param);
        }
    }

    private static void check(String part, UriParam param) {
        if (firstBad(part, 0, part.length(), PARAM_UNRESERVED) >= 0) {
            throw new IdentityFormatException("URI parameter", "character not allowed", param.toString());
        }
    }
}
