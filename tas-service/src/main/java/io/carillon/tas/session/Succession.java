package io.carillon.tas.session;

import io.carillon.sip.dialog.B2bua;
import io.carillon.sip.transaction.SipStack;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who watches the calls of a node that died: quotas and session timers run out whether or not a request comes. Every node
 * holds a lease; when one ends, the others share its calls, each taken by one of them.
 */
public final class Succession implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Succession.class);

    private final Calls calls;
    private final SipStack stack;
    private final B2bua b2bua;
    private final ServedCall.Services services;
    private final Duration lease;
    private volatile boolean closed;

    public Succession(SipStack stack, B2bua b2bua, ServedCall.Services services, Duration lease) {
        this.calls = services.calls();
        this.stack = stack;
        this.b2bua = b2bua;
        this.services = services;
        this.lease = lease;
    }

    /** What this node left behind when it died comes first. */
    public void start() {
        Thread.startVirtualThread(() -> guarded(() -> {
            calls.renewLease(lease);
            calls.onTaken(call -> b2bua.forget(call.callId(), call.localTag()));
            calls.of(services.node()).forEach(this::watch);
        }));
        again();
    }

    private void again() {
        stack.schedule(
                () -> Thread.startVirtualThread(() -> {
                    if (!closed) {
                        guarded(this::look);
                        again();
                    }
                }),
                lease.dividedBy(3));
    }

    /** A node that goes in good order leaves its calls to the others at once. */
    @Override
    public void close() {
        closed = true;
        guarded(calls::endLease);
    }

    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.warn("The calls of other nodes are not looked at: {}", e.getMessage());
        }
    }

    private void look() {
        calls.renewLease(lease);
        for (var node : calls.orphaned()) {
            var orphans = calls.of(node);
            LOG.warn("{} is gone, {} of its calls go on here or at another node", node, orphans.size());
            for (var call : orphans) {
                if (calls.take(call, node)) {
                    watch(call);
                }
            }
            calls.forget(node);
        }
    }

    /** A call that was only being ended when its node died is not there any more. */
    private void watch(Calls.Name name) {
        calls.find(name.callId(), name.localTag()).ifPresent(found -> {
            calls.save(found.state()); // before its session timer asks whose it is
            var served = ServedCall.restored(services, found.state());
            var call = b2bua.restore(found.state(), served);
            if (call.hooks() == served) {
                served.watch(call);
            }
        });
    }
}
