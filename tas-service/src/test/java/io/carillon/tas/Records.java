package io.carillon.tas;

import static org.awaitility.Awaitility.await;

import io.carillon.node.cdr.CdrEvent;
import io.carillon.node.cdr.CdrSink;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** The records that nodes write; refuses a thread that must not wait for a disk. */
final class Records implements CdrSink {
    private final List<CdrEvent> written = new CopyOnWriteArrayList<>();
    private final AtomicLong sequence = new AtomicLong();
    private volatile Runnable next = () -> {};

    @Override
    public String nextId() {
        return "test-0-" + sequence.incrementAndGet();
    }

    @Override
    public Kept write(CdrEvent event) {
        if (!Thread.currentThread().isVirtual()) {
            throw new IllegalStateException("written on " + Thread.currentThread());
        }
        written.add(event);
        next.run();
        return Kept.IN_MEMORY;
    }

    /** What each write does before it returns. */
    void then(Runnable deed) {
        next = deed;
    }

    List<CdrEvent> of(String callId) {
        return written.stream().filter(event -> event.callId().equals(callId)).toList();
    }

    /** The one record of the call. */
    CdrEvent expect(String callId) {
        await().until(() -> !of(callId).isEmpty());
        return of(callId).getFirst();
    }
}
