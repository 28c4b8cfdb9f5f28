package io.carillon.rtpproxy.control;

import java.net.Inet6Address;
import java.net.InetAddress;

/** A network that media comes from: where ports are bound and what address the SDP shows. */
record MediaInterface(InetAddress bind, InetAddress advertised) {
    boolean speaks(String family) {
        return family.equals("IP6") == advertised instanceof Inet6Address;
    }
}
