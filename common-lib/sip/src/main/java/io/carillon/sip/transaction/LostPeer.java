package io.carillon.sip.transaction;

import io.carillon.sip.transport.Addresses;
import java.net.InetSocketAddress;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The transactions with a peer that is no more. To find them is a walk through all there are: not for every message. */
record LostPeer(TransactionLayer layer, InetSocketAddress address) {
    private static final Logger LOG = LoggerFactory.getLogger(LostPeer.class);

    /** INVITEs that it is not at work on: they fail at once, and their user may try the next hop. */
    void endUnheard() {
        end(ClientMachine::isUnheard);
    }

    /** All that waits for it fails, and what it wanted counts as cancelled: no answer finds the way back (§16.10). */
    void endAll() {
        end(ClientMachine::isUnanswered);
        var sentBy = Addresses.text(address);
        for (var server : layer.servers.values()) {
            if (server.isInviteOf(sentBy)) {
                guarded(server::cancelled);
            }
        }
    }

    private void end(Predicate<ClientMachine> which) {
        for (var client : layer.clients.values()) {
            if (client.hop().address().equals(address) && which.test(client)) {
                guarded(() -> client.breakOff(Failure.PEER_GONE));
            }
        }
    }

    /** One user's trouble is not the next one's. */
    private static void guarded(Runnable end) {
        try {
            end.run();
        } catch (RuntimeException e) {
            LOG.error("A transaction with a peer that is no more has not ended well", e);
        }
    }
}
