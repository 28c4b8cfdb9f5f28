package io.carillon.sip.transaction;

import io.carillon.sip.message.TopVia;
import io.carillon.sip.transport.Arrival;
import io.carillon.sip.transport.Hop;
import java.net.InetSocketAddress;

/** Where the response to a request goes (RFC 3261 §18.2.2, RFC 3581 §4). */
final class ResponseRoute {
    private static final int DEFAULT_PORT = 5060;

    private ResponseRoute() {}

    /** The connection it came on; for UDP the source address, and its port with rport or the Via's port without. */
    static Hop of(TopVia via, Arrival arrival) {
        if (arrival.transport().reliable() || via.hasRport()) {
            return arrival.back();
        }
        int port = via.port() < 0 ? DEFAULT_PORT : via.port();
        return port == arrival.remote().getPort()
                ? arrival.back()
                : new Hop(
                        arrival.transport(),
                        new InetSocketAddress(arrival.remote().getAddress(), port));
    }
}
