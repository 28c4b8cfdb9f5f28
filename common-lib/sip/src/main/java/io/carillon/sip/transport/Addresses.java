package io.carillon.sip.transport;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Socket addresses as SIP writes them: IPv6 in brackets (RFC 3261 §25.1 host). */
public final class Addresses {
    private Addresses() {}

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
