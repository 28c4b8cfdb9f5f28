package io.carillon.im.session;

import io.carillon.im.imdn.Dispositions;
import io.carillon.im.store.History;
import io.carillon.im.store.State;
import io.carillon.im.store.StoreAway;
import io.carillon.im.store.StoredMessage;
import io.carillon.msrp.Cpim;
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
    private static final int LOOKS = 5;
    private static final long PAUSE_NANOS = 1_000_000_000L;

    private final History history;
    private final Dispositions dispositions;
    private final Semaphore room = new Semaphore(MOST);

    public ChatLog(History history, Dispositions dispositions) {
        this.history = history;
        this.dispositions = dispositions;
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

    void expect(Cpim wrapped, StoredMessage message) {
        later(() -> dispositions.expect(wrapped, message), message);
    }

    /** A notification: what one said of the other's message. */
    void note(Cpim notice, String reporter, String sender, StoredMessage message) {
        later(
                () -> {
                    // The message itself may be on its way to the store.
                    for (int look = 0; look < LOOKS; look++) {
                        if (dispositions.note(notice, reporter, sender, message.accepted())) {
                            return;
                        }
                        LockSupport.parkNanos(PAUSE_NANOS);
                    }
                },
                message);
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
