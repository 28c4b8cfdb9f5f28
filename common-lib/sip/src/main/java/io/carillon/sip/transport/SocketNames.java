package io.carillon.sip.transport;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** Addresses as the kernel writes them: struct sockaddr_in or sockaddr_in6 of Linux, by the family of the socket. */
final class SocketNames {
    private static final short AF_INET = 2;
    private static final short AF_INET6 = 10;
    private static final int PORT = 2;
    private static final int IPV4 = 4;
    private static final int IPV6 = 8;
    private static final int SCOPE = 24;
    /** Of an IPv4 address within IPv6, before its four bytes. */
    private static final int MAPPED = 10;

    private final boolean ipv6;

    SocketNames(boolean ipv6) {
        this.ipv6 = ipv6;
    }

    /** Bytes of one name. */
    int size() {
        return ipv6 ? 28 : 16;
    }

    /** @throws IOException if such a socket does not reach it */
    void write(MemorySegment out, long at, InetSocketAddress address) throws IOException {
        int port = address.getPort();
        out.set(ValueLayout.JAVA_SHORT, at, ipv6 ? AF_INET6 : AF_INET);
        out.set(ValueLayout.JAVA_BYTE, at + PORT, (byte) (port >> 8));
        out.set(ValueLayout.JAVA_BYTE, at + PORT + 1, (byte) port);
        var ip = address.getAddress();
        if (ipv6) {
            ipv6(out, at, ip);
        } else if (ip instanceof Inet4Address) {
            MemorySegment.copy(ip.getAddress(), 0, out, ValueLayout.JAVA_BYTE, at + IPV4, 4);
        } else {
            throw new IOException("No way to " + Addresses.text(address) + " over IPv4");
        }
    }

    private static void ipv6(MemorySegment out, long at, InetAddress ip) {
        out.asSlice(at + 4, SCOPE).fill((byte) 0);
        var bytes = ip.getAddress();
        if (ip instanceof Inet6Address six) {
            MemorySegment.copy(bytes, 0, out, ValueLayout.JAVA_BYTE, at + IPV6, bytes.length);
            out.set(ValueLayout.JAVA_INT, at + SCOPE, six.getScopeId());
        } else {
            out.set(ValueLayout.JAVA_BYTE, at + IPV6 + MAPPED, (byte) 0xff);
            out.set(ValueLayout.JAVA_BYTE, at + IPV6 + MAPPED + 1, (byte) 0xff);
            MemorySegment.copy(bytes, 0, out, ValueLayout.JAVA_BYTE, at + IPV6 + MAPPED + 2, bytes.length);
        }
    }

    InetSocketAddress read(MemorySegment in, long at) {
        int port = Byte.toUnsignedInt(in.get(ValueLayout.JAVA_BYTE, at + PORT)) << 8
                | Byte.toUnsignedInt(in.get(ValueLayout.JAVA_BYTE, at + PORT + 1));
        var bytes = in.asSlice(at + (ipv6 ? IPV6 : IPV4), ipv6 ? 16 : 4).toArray(ValueLayout.JAVA_BYTE);
        int scope = ipv6 ? in.get(ValueLayout.JAVA_INT, at + SCOPE) : 0;
        try {
            var ip = scope == 0 ? InetAddress.getByAddress(bytes) : Inet6Address.getByAddress(null, bytes, scope);
            return new InetSocketAddress(ip, port);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 and 16 bytes are addresses", e);
        }
    }
}
