package io.carillon.sip.transaction;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** INVITEs that ring at a node that cannot wait any longer. Both sides hear it: silence would let a phone ring on. */
record CutOff(TransactionLayer layer) {
    private static final Logger LOG = LoggerFactory.getLogger(CutOff.class);

    /** @param patience for what the CANCELs bring about; who waits for an answer has one after that */
    void end(Duration patience) {
        each(ServerMachine::cutOff);
        long end = System.nanoTime() + patience.toNanos();
        while (layer.isAtWork()
                && System.nanoTime() < end
                && !Thread.currentThread().isInterrupted()) {
            java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
        }
        each(ServerMachine::endNow);
    }

    private void each(Consumer<ServerMachine> end) {
        for (var server : List.copyOf(layer.servers.values())) {
            if (server.isOpenInvite()) {
                guarded(() -> end.accept(server));
            }
        }
    }

    /** One user's trouble is not the next one's. */
    private static void guarded(Runnable end) {
        try {
            end.run();
        } catch (RuntimeException e) {
            LOG.error("A call that was cut off has not ended well", e);
        }
    }
}
