package io.carillon.node;

/**
 * Who this node is to the others.
 *
 * @param id unique in the core, such as {@code cscf-1}
 * @param role such as {@code cscf}
 * @param host the IP address it is reached at
 * @param homeDomain the home network domain name, also the Diameter realm
 */
public record NodeIdentity(String id, String role, String host, String homeDomain) {

    /** The Diameter identity of this node (RFC 6733 §4.3.1). */
    public String diameterHost() {
        return id + "." + homeDomain;
    }

    /** {@code host:port} as it is written in the directory; an IPv6 address stands in brackets. */
    public String address(int port) {
        return host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
    }
}
