package io.carillon.node.sip;

import io.carillon.node.StartRefused;
import io.carillon.node.directory.NodeRegistration;
import io.carillon.sip.transaction.RequestHandler;
import io.carillon.sip.transaction.SipStack;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The SIP stack's life in a node: its sockets open when everything behind them is there, and close after what was under
 * way has ended ({@link SipDrain}) and the node has left the directory.
 */
final class SipWire implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(SipWire.class);

    private final SipStack stack;
    private final Set<String> points;
    private final Supplier<Map<String, RequestHandler>> handlers;
    private final Duration lastWords;
    private volatile boolean running;

    /** @param lastWords the most that requests get which came when the drain was over */
    SipWire(SipStack stack, Set<String> points, Supplier<Map<String, RequestHandler>> handlers, Duration lastWords) {
        this.stack = stack;
        this.points = points;
        this.handlers = handlers;
        this.lastWords = lastWords;
    }

    @Override
    public void start() {
        handlers.get().forEach((name, handler) -> {
            if (points.contains(name)) {
                stack.handler(name, handler);
            }
        });
        try {
            stack.start();
        } catch (IOException e) {
            throw new StartRefused(
                    "A SIP port cannot be opened: " + e.getMessage(),
                    "Stop what uses it, or set another in carillon.sip.points.<name>.port.",
                    e);
        }
        running = true;
    }

    @Override
    public void stop() {
        if (!stack.drain(lastWords, Duration.ZERO)) {
            SipStack.Statistics left = stack.statistics();
            LOG.warn("Closed with {} requests unanswered, {} tasks at work", left.inFlight(), left.laneTasks());
        }
        stack.close();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** The registration has to be over when this stops. */
    @Override
    public int getPhase() {
        return NodeRegistration.PHASE - 1;
    }
}
