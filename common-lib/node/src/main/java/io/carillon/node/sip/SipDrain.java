package io.carillon.node.sip;

import io.carillon.node.directory.Leaving;
import io.carillon.sip.transaction.SipStack;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * A node that stops lets what is under way end, calls that ring too, while its neighbours still find it and everything that
 * an answer needs is there. Spring sets no limit to a stop that does not return.
 */
final class SipDrain implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(SipDrain.class);

    private final SipStack stack;
    private final Duration most;
    private final Duration quiet;
    private final Duration lastWords;
    private volatile boolean running;

    /** @param lastWords the most that it takes to cut off what rings after that time */
    SipDrain(SipStack stack, Duration most, Duration quiet, Duration lastWords) {
        this.stack = stack;
        this.most = most;
        this.quiet = quiet;
        this.lastWords = lastWords;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        int waiting = stack.statistics().inFlight();
        if (waiting > 0) {
            LOG.info("Stops when {} requests are answered, in {} s at the most", waiting, most.toSeconds());
        }
        if (!stack.drain(most, quiet)) {
            LOG.warn(
                    "Waited {} s: {} requests are cut off",
                    most.toSeconds(),
                    stack.statistics().inFlight());
            stack.cutOff(lastWords);
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Leaving.PHASE - 1;
    }
}
