package io.carillon.sip.proxy;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.Via;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds requests that come back unchanged while they are still under way (RFC 3261 §16.3 step 4).
 *
 * <p>A request that comes back with another Request-URI or another Route is no loop but a spiral: an S-CSCF sees an
 * INVITE once more after each application server.
 */
final class LoopGuard {
    /** Says whether a Via's sent-by is ours. */
    interface Own {
        boolean is(String host, int port);
    }

    /** One pass of a request through this proxy. */
    record Visit(@Nullable LoopGuard guard, long pass, boolean isLoop) {
        void leave() {
            if (guard != null) {
                guard.underWay.remove(pass);
            }
        }
    }

    /** For requests that follow a route set, which end after as many hops as it has. */
    static final Visit FREE = new Visit(null, 0, false);

    private static final Visit LOOP = new Visit(null, 0, true);

    private final ConcurrentHashMap<Long, Boolean> underWay = new ConcurrentHashMap<>();
    private final Own own;

    LoopGuard(Own own) {
        this.own = own;
    }

    Visit enter(SipRequest request) {
        long pass = request.pass();
        if (underWay.putIfAbsent(pass, Boolean.TRUE) == null) {
            return new Visit(this, pass, false);
        }
        return cameThroughUs(request) ? LOOP : FREE;
    }

    /** Without our Via it is another branch of the same request, forked ahead of us. */
    private boolean cameThroughUs(SipRequest request) {
        for (var value : request.all(HeaderName.VIA)) {
            var via = Via.parse(value);
            if (own.is(via.host(), via.port())) {
                return true;
            }
        }
        return false;
    }
}
