package io.carillon.im;

import io.carillon.im.FakeScscf.Received;
import io.carillon.sip.message.Method;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * A phone that reads whatever comes and acknowledges it until a node has taken the report, as its S-CSCF and it would;
 * everybody else's phone takes what it gets.
 */
final class ReadingPhone implements AutoCloseable {
    private static final long PAUSE_NANOS = 100_000_000L;

    private final FakeScscf scscf;
    private final User owner;
    private final Function<SipRequest, SipResponse> network;
    private final Map<String, Set<String>> read = new ConcurrentHashMap<>();
    private final BlockingQueue<Received> calls = new LinkedBlockingQueue<>();
    private final AtomicInteger refused = new AtomicInteger();
    private volatile boolean over;

    /** @param network sends to a node that lives */
    ReadingPhone(FakeScscf scscf, User owner, Function<SipRequest, SipResponse> network) {
        this.scscf = scscf;
        this.owner = owner;
        this.network = network;
        Thread.ofVirtual().name("phone").start(this::run);
    }

    /** Texts that were read, and under which names. */
    Map<String, Set<String>> read() {
        return read;
    }

    /** The next INVITE, which somebody else takes. */
    Received call() throws InterruptedException {
        var next = calls.poll(30, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("no INVITE");
        }
        return next;
    }

    private void run() {
        while (!over) {
            try {
                take(scscf.receives(request -> !over, "a request"));
            } catch (AssertionError nothingCame) {
                continue;
            }
        }
    }

    private void take(Received received) {
        var request = received.request();
        if (request.is(Method.INVITE)) {
            calls.add(received);
            return;
        }
        received.answers(200);
        if (request.uri().equals(owner.tel())) {
            note(Phone.textOf(request), request);
            Thread.ofVirtual().start(() -> untilTaken(Phone.acknowledges(owner, request)));
        } else if (request.uri().equals(owner.sip()) && request.is(Method.MESSAGE)) {
            note(request.bodyText(), request);
        }
    }

    private void note(String text, SipRequest delivery) {
        read.computeIfAbsent(text, fresh -> ConcurrentHashMap.newKeySet()).add(delivery.callId());
    }

    /** Repeats the same request until a node takes it, as phones do. */
    void untilTaken(SipRequest request) {
        while (!over && !network.apply(request).isSuccess()) {
            refused.incrementAndGet();
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** How often no node took something. */
    int refused() {
        return refused.get();
    }

    @Override
    public void close() {
        over = true;
    }
}
