package io.carillon.hss.provisioning;

import io.carillon.hss.auth.Vault;
import io.carillon.hss.auth.VaultException;
import io.carillon.hss.subscriber.SealedSecrets;
import io.carillon.hss.subscriber.SealedSecrets.Stored;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Puts the record keys of all credentials under the present master key, in the background and while they are in use. A
 * secret that is changed meanwhile is under the present key anyway; run on two nodes at once, it does the work once.
 */
@Component
class KeyRotation implements DisposableBean {
    private static final Logger log = LoggerFactory.getLogger(KeyRotation.class);
    private static final int BATCH = 500;

    enum State {
        NEVER_RUN,
        RUNNING,
        DONE,
        /** The store went away; what is done is done, and it can be run again. */
        STOPPED
    }

    /** @param unreadable secrets that none of the known keys opens */
    record Progress(
            State state,
            long rewrapped,
            long unreadable,
            @Nullable Instant started,
            @Nullable Instant ended) {}

    /**
     * Which keys there are, and what is under them.
     *
     * @param current the id of the key that seals
     * @param former ids of the keys that still open
     * @param secrets how many there are under each key
     */
    record Keys(String current, List<String> former, Map<String, Long> secrets, Progress rotation) {}

    private final ExecutorService working = Executors.newSingleThreadExecutor(
            Thread.ofVirtual().name("key-rotation").factory());
    private final AtomicReference<Progress> progress =
            new AtomicReference<>(new Progress(State.NEVER_RUN, 0, 0, null, null));
    private final SealedSecrets secrets;
    private final Vault vault;
    private final Clock clock;

    KeyRotation(SealedSecrets secrets, Vault vault, Clock clock) {
        this.secrets = secrets;
        this.vault = vault;
        this.clock = clock;
    }

    Keys keys() {
        List<String> known = vault.knownIds();
        return new Keys(known.getFirst(), known.subList(1, known.size()), secrets.countByMasterKey(), progress.get());
    }

    /** Begins, unless it is under way. */
    void start() {
        Progress before = progress.get();
        var begun = new Progress(State.RUNNING, 0, 0, clock.instant(), null);
        if (before.state() != State.RUNNING && progress.compareAndSet(before, begun)) {
            log.info(
                    "credentials are being put under master key {}",
                    HexFormat.of().formatHex(vault.currentId()));
            working.execute(this::run);
        }
    }

    private void run() {
        State end = State.STOPPED;
        try {
            long last = 0;
            List<Stored> batch;
            do {
                batch = secrets.notUnder(vault.currentId(), last, BATCH);
                for (Stored each : batch) {
                    rewrap(each);
                    last = each.id();
                }
            } while (batch.size() == BATCH && !Thread.currentThread().isInterrupted());
            end = batch.size() == BATCH ? State.STOPPED : State.DONE;
        } catch (RuntimeException away) {
            log.warn("the rotation of the master key stopped: {}", away.getMessage());
        }
        State state = end;
        Progress ended = progress.updateAndGet(
                now -> new Progress(state, now.rewrapped(), now.unreadable(), now.started(), clock.instant()));
        log.info("rotation of the master key: {}", ended);
    }

    private void rewrap(Stored stored) {
        boolean unreadable = false;
        try {
            byte[] sealed = vault.rewrap(
                    stored.owner(), stored.secret().scheme(), stored.secret().sealed());
            if (!secrets.replace(stored, sealed)) {
                return; // changed meanwhile, and so sealed anew
            }
        } catch (VaultException unknownKey) {
            log.warn("{}", unknownKey.getMessage());
            unreadable = true;
        }
        int lost = unreadable ? 1 : 0;
        progress.updateAndGet(now -> new Progress(
                now.state(), now.rewrapped() + 1 - lost, now.unreadable() + lost, now.started(), now.ended()));
    }

    @Override
    public void destroy() {
        working.shutdownNow();
    }
}
