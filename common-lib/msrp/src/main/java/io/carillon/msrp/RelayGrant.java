package io.carillon.msrp;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** A relay's URI in the hands of a client, with the connections that its messages take. It ends with its client's. */
final class RelayGrant {
    /** Peers of one client; the oldest of more is met anew. */
    private static final int MOST_PEERS = 64;

    private final MsrpUri uri;
    private final MsrpConnection client;
    private final Map<String, RelayHop> hops = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, RelayHop> eldest) {
            boolean over = size() > MOST_PEERS;
            if (over) {
                eldest.getValue().leave(RelayGrant.this);
            }
            return over;
        }
    };

    private volatile Instant until = Instant.MIN;

    RelayGrant(MsrpUri uri, MsrpConnection client) {
        this.uri = uri;
        this.client = client;
        client.holds(this);
    }

    MsrpUri uri() {
        return uri;
    }

    MsrpConnection client() {
        return client;
    }

    void lasts(Instant end) {
        until = end;
    }

    boolean isOver(Instant now) {
        return !now.isBefore(until);
    }

    /** A peer has come by a connection of its own: the way back is the same. */
    synchronized void heardOf(MsrpUri peer, MsrpConnection connection) {
        var known = hops.get(key(peer));
        if (known == null || known.isGone()) {
            var hop = RelayHop.of(connection);
            connection.holds(this);
            hops.put(key(peer), hop);
        }
    }

    synchronized boolean knows(MsrpUri peer) {
        var known = hops.get(key(peer));
        return known != null && !known.isGone();
    }

    /** The connection to that peer, made if there is none. */
    synchronized RelayHop hopTo(MsrpUri peer, MsrpEndpoint endpoint) {
        var known = hops.get(key(peer));
        if (known != null && !known.isGone()) {
            return known;
        }
        var fresh = RelayHop.dialled(endpoint, peer, this);
        hops.put(key(peer), fresh);
        return fresh;
    }

    private static String key(MsrpUri peer) {
        return peer.secure() + " " + peer.host() + " " + peer.port() + " " + peer.session();
    }

    synchronized void end() {
        hops.values().forEach(each -> each.leave(this));
        hops.clear();
        client.forgets(this);
    }
}
