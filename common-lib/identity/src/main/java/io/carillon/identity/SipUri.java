package io.carillon.identity;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A {@code sip:} or {@code sips:} URI (RFC 3261 §19.1), kept as it was written.
 *
 * <p>{@link #equals} is the comparison of §19.1.4. As that rule ignores a parameter which only one side has (but for
 * user, ttl, method, maddr and transport), it is not transitive: compare with it, and key maps by an {@link Impu} or by
 * the text.
 */
public final class SipUri {
    private static final List<String> NEVER_IGNORED = List.of("user", "ttl", "method", "maddr", "transport");

    private final boolean secure;
    private final @Nullable String user;
    private final @Nullable String password;
    private final String host;
    private final int port;
    private final List<UriParam> params;
    private final List<UriParam> headers;
    private @Nullable String text;

    SipUri(
            boolean secure,
            @Nullable String user,
            @Nullable String password,
            String host,
            int port,
            List<UriParam> params,
            List<UriParam> headers,
            @Nullable String text) {
        this.secure = secure;
        this.user = user;
        this.password = password;
        this.host = host;
        this.port = port;
        this.params = params;
        this.headers = headers;
        this.text = text;
    }

    /** Reads a URI without angle brackets. */
    public static SipUri parse(String text) {
        return SipUriParser.parse(text);
    }

    /** {@code sip:host}. */
    public static SipUri of(String host) {
        return parse("sip:" + host);
    }

    /** {@code sip:user@host}; the user is escaped where it must be. */
    public static SipUri of(String user, String host) {
        return of(host).withUser(user);
    }

    /** {@code sip:user@host:port}, or {@code sip:host:port} when the user is null; port −1 for none. */
    public static SipUri of(@Nullable String user, String host, int port) {
        SipUri uri = of(host).withPort(port);
        return user == null ? uri : uri.withUser(user);
    }

    public String scheme() {
        return secure ? "sips" : "sip";
    }

    public boolean isSecure() {
        return secure;
    }

    /** The user part as written, escapes kept. */
    public Optional<String> user() {
        return Optional.ofNullable(user);
    }

    /** The user part with its escapes undone. */
    public Optional<String> decodedUser() {
        return user().map(Escapes::decode);
    }

    public Optional<String> password() {
        return Optional.ofNullable(password);
    }

    /** Host name, IPv4 address, or IPv6 reference with its brackets, as written. */
    public String host() {
        return host;
    }

    /** The host for a socket: an IPv6 address without its brackets, with two colons where RFC 2373 had three. */
    public String hostAddress() {
        return host.charAt(0) == '[' ? host.substring(1, host.length() - 1).replace(":::", "::") : host;
    }

    /** The port, or −1 where there is none. */
    public int port() {
        return port;
    }

    public int portOr(int otherwise) {
        return port < 0 ? otherwise : port;
    }

    public List<UriParam> params() {
        return params;
    }

    public List<UriParam> headers() {
        return headers;
    }

    /** The value of a URI parameter, "" when it has none, empty when it is absent. */
    public Optional<String> param(String name) {
        UriParam found = find(params, name);
        return found == null ? Optional.empty() : Optional.of(Objects.requireNonNullElse(found.value(), ""));
    }

    public boolean hasParam(String name) {
        return find(params, name) != null;
    }

    /** This URI with a parameter that has no value. */
    public SipUri withParam(String name) {
        return withParam(new UriParam(name, null));
    }

    /** This URI with the parameter set: in its place if it was there, else last. */
    public SipUri withParam(String name, String value) {
        return withParam(new UriParam(name, value));
    }

    public SipUri withParam(UriParam param) {
        SipUriParser.checkParam(param);
        var changed = new ArrayList<UriParam>(params.size() + 1);
        boolean placed = false;
        for (UriParam each : params) {
            if (!each.is(param.name())) {
                changed.add(each);
            } else if (!placed) {
                changed.add(param);
                placed = true;
            }
        }
        if (!placed) {
            changed.add(param);
        }
        return new SipUri(secure, user, password, host, port, List.copyOf(changed), headers, null);
    }

    public SipUri withoutParam(String name) {
        if (!hasParam(name)) {
            return this;
        }
        List<UriParam> kept = params.stream().filter(each -> !each.is(name)).toList();
        return new SipUri(secure, user, password, host, port, kept, headers, null);
    }

    public SipUri withoutParams() {
        return params.isEmpty() ? this : new SipUri(secure, user, password, host, port, List.of(), headers, null);
    }

    public SipUri withoutHeaders() {
        return headers.isEmpty() ? this : new SipUri(secure, user, password, host, port, params, List.of(), null);
    }

    /** This URI with another user, given unescaped. */
    public SipUri withUser(String newUser) {
        return new SipUri(secure, SipUriParser.escapedUser(newUser), null, host, port, params, headers, null);
    }

    public SipUri withoutUser() {
        return user == null ? this : new SipUri(secure, null, null, host, port, params, headers, null);
    }

    public SipUri withHost(String newHost) {
        return new SipUri(secure, user, password, of(newHost).host, port, params, headers, null);
    }

    /** This URI with another port, −1 for none. */
    public SipUri withPort(int newPort) {
        if (newPort < -1 || newPort > 65535) {
            throw new IdentityFormatException("SIP URI", "port out of range", Integer.toString(newPort));
        }
        return newPort == port ? this : new SipUri(secure, user, password, host, newPort, params, headers, null);
    }

    /** RFC 3261 §19.1.4. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other == this
                || (other instanceof SipUri that
                        && secure == that.secure
                        && port == that.port
                        && host.equalsIgnoreCase(that.host)
                        && same(user, that.user)
                        && same(password, that.password)
                        && paramsMatch(that)
                        && headerSet().equals(that.headerSet()));
    }

    /** Over what no equal URI may differ in. */
    @Override
    public int hashCode() {
        int hash = secure ? 31 : 17;
        hash = hash * 31 + port;
        hash = hash * 31 + host.toLowerCase(Locale.ROOT).hashCode();
        return hash * 31 + (user == null ? 0 : Escapes.canonical(user).hashCode());
    }

    @Override
    public String toString() {
        String written = text;
        if (written == null) {
            written = write();
            text = written;
        }
        return written;
    }

    private String write() {
        var out = new StringBuilder(64).append(scheme()).append(':');
        if (user != null) {
            out.append(user);
            if (password != null) {
                out.append(':').append(password);
            }
            out.append('@');
        }
        out.append(host);
        if (port >= 0) {
            out.append(':').append(port);
        }
        params.forEach(param -> param.appendTo(out.append(';')));
        char separator = '?';
        for (UriParam header : headers) {
            header.appendTo(out.append(separator));
            separator = '&';
        }
        return out.toString();
    }

    private boolean paramsMatch(SipUri that) {
        if (params.isEmpty() && that.params.isEmpty()) {
            return true;
        }
        for (String name : NEVER_IGNORED) {
            if (hasParam(name) != that.hasParam(name)) {
                return false;
            }
        }
        for (UriParam mine : params) {
            UriParam theirs = find(that.params, Escapes.canonical(mine.name()));
            if (theirs != null && !mine.sameValue(theirs)) {
                return false;
            }
        }
        return true;
    }

    private Set<String> headerSet() {
        if (headers.isEmpty()) {
            return Set.of();
        }
        var set = new HashSet<String>();
        headers.forEach(header -> set.add(header.comparable()));
        return set;
    }

    private static boolean same(@Nullable String one, @Nullable String other) {
        return one == null || other == null
                ? Objects.equals(one, other)
                : Escapes.canonical(one).equals(Escapes.canonical(other));
    }

    private static @Nullable UriParam find(List<UriParam> among, String name) {
        for (int i = 0; i < among.size(); i++) {
            if (among.get(i).is(name)) {
                return among.get(i);
            }
        }
        return null;
    }
}
