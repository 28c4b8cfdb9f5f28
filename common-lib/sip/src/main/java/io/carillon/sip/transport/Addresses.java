package io.carillon.sip.transport;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** Socket addresses as SIP writes them: IPv6 in brackets (RFC 3261 §25.1 host). */
public final class Addresses {
    private static final int SHARED = 1 << 10;

    /** Of each slot the last one seen: addresses never change, so a race only forgets one. */
    private static final @Nullable InetSocketAddress[] seen = new InetSocketAddress[SHARED];

    private Addresses() {}

    /**
     * Of equal numeric addresses one object: transactions hold them for half a minute after their answer, and each is
     * four objects for the collector to walk.
     */
    static InetSocketAddress shared(InetSocketAddress address) {
        int hash = address.hashCode();
        int slot = (hash ^ hash >>> 16) & SHARED - 1;
        var known = seen[slot];
        if (address.equals(known)) {
            return known;
        }
        seen[slot] = address;
        return address;
    }

    public static String host(InetAddress address) {
        var text = address.getHostAddress();
        if (!(address instanceof Inet6Address)) {
            return text;
        }
        int scope = text.indexOf('%');
        return "[" + (scope < 0 ? text : text.substring(0, scope)) + "]";
    }

    public static String text(InetSocketAddress address) {
        var ip = address.getAddress();
        return (ip == null ? address.getHostString() : host(ip)) + ":" + address.getPort();
    }

    /** True for an IPv4 address or an IPv6 address, with or without brackets: nothing that needs a look-up. */
    public static boolean literal(String host) {
        if (host.isEmpty()) {
            return false;
        }
        if (host.charAt(0) == '[' || host.indexOf(':') >= 0) {
            return true;
        }
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c != '.' && (c < '0' || c > '9')) {
                return false;
            }
        }
        return true;
    }
}
