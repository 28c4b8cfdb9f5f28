package io.carillon.sip.transaction;

import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.transport.Hop;
import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Peers that refused a TCP connection when a large request was to go there: they get it over UDP after all
 * (RFC 3261 §18.1.1), and at once the next time.
 */
final class DatagramOnly {
    private static final int REMEMBERED = 10_000;

    private final Set<InetSocketAddress> peers =
            Collections.synchronizedSet(Collections.newSetFromMap(new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<InetSocketAddress, Boolean> eldest) {
                    return size() > REMEMBERED;
                }
            }));

    boolean contains(InetSocketAddress peer) {
        return peers.contains(peer);
    }

    Fallback fallback(
            Hop hop, ClientTransaction.Listener user, Function<ClientTransaction.Listener, ClientTransaction> overUdp) {
        return new Fallback(hop, user, overUdp);
    }

    /** A request that is tried over TCP first; what its user holds is whichever transaction is under way. */
    final class Fallback implements ClientTransaction, ClientTransaction.Listener {
        private final Hop udp;
        private final ClientTransaction.Listener user;
        /** Null once it will not be tried: it holds the request. */
        private @Nullable Function<ClientTransaction.Listener, ClientTransaction> overUdp;

        private @Nullable ClientTransaction current;
        private boolean cancelled;

        private Fallback(
                Hop udp,
                ClientTransaction.Listener user,
                Function<ClientTransaction.Listener, ClientTransaction> overUdp) {
            this.udp = udp;
            this.user = user;
            this.overUdp = overUdp;
        }

        synchronized Fallback begin(ClientTransaction overTcp) {
            if (current == null) {
                current = overTcp;
            }
            return this;
        }

        @Override
        public void onResponse(ClientTransaction transaction, SipResponse response) {
            takeOverUdp();
            user.onResponse(this, response);
        }

        @Override
        public void onFailure(ClientTransaction transaction, Failure failure) {
            var again = takeOverUdp();
            if (again == null || failure != Failure.TRANSPORT) {
                user.onFailure(this, failure);
                return;
            }
            peers.add(udp.address());
            var second = again.apply(this);
            synchronized (this) {
                current = second;
                if (!cancelled) {
                    return;
                }
            }
            second.cancel();
        }

        private synchronized @Nullable Function<ClientTransaction.Listener, ClientTransaction> takeOverUdp() {
            var taken = overUdp;
            overUdp = null;
            return taken;
        }

        @Override
        public Hop hop() {
            return underWay().hop();
        }

        @Override
        public void cancel(String... reasons) {
            synchronized (this) {
                cancelled = true;
                overUdp = null;
            }
            underWay().cancel(reasons);
        }

        @Override
        public Optional<SipRequest> cancelling() {
            return underWay().cancelling();
        }

        @Override
        public void terminate() {
            underWay().terminate();
        }

        private synchronized ClientTransaction underWay() {
            var transaction = current;
            if (transaction == null) {
                throw new IllegalStateException("The request has not been sent yet");
            }
            return transaction;
        }
    }
}
