package io.carillon.im.session;

import io.carillon.im.store.History;
import io.carillon.im.store.State;
import io.carillon.im.store.StoreAway;
import io.carillon.im.store.StoredMessage;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what is said in sessions into the history, beside the talk: who talks does not wait for a store. Rows may be
 * written in any order, as each state is a column of its own.
 */
public final class ChatLog {
    private static final Logger LOG = LoggerFactory.getLogger(ChatLog.class);
    private static final int MOST = 2_000;
    private static final int ATTEMPTS = 60;
    private static final long PAUSE_NANOS = 1_000_000_000L;

    private final History history;
    private final Semaphore room = new Semaphore(MOST);

    public ChatLog(History history) {
        this.history = history;
    }

    /** False while more is waiting for the store than may: the sender is to be slowed down. */
    boolean hasRoom() {
        return room.availablePermits() > MOST / 2;
    }

    void record(StoredMessage message) {
        later(() -> history.record(message), message);
    }

    void change(StoredMessage message, State state, Instant at, String why) {
        later(() -> history.change(message, state, at, why), message);
    }

    private void later(Runnable write, StoredMessage message) {
        if (!room.tryAcquire()) {
            LOG.error("Message {} of a session is not in the history: the store is too slow", message.id());
            return;
        }
        Thread.ofVirtual().name("chat-log").start(() -> {
            try {
                write(write, message);
            } finally {
                room.release();
            }
        });
    }

    private static void write(Runnable write, StoredMessage message) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                write.run();
                return;
            } catch (StoreAway e) {
                LOG.debug("Message {} of a session waits for the store: {}", message.id(), e.why());
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
        LOG.error("Message {} of a session is not in the history: the store is away", message.id());
    }
}
