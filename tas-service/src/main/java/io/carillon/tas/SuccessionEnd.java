package io.carillon.tas;

import io.carillon.node.directory.NodeRegistration;
import io.carillon.tas.session.Succession;
import org.springframework.context.SmartLifecycle;

/**
 * The node's calls go to the others when it has drained, and not before: one that is answered meanwhile is to be found among
 * them. Its stores are still there.
 */
final class SuccessionEnd implements SmartLifecycle {
    private final Succession succession;
    private volatile boolean running;

    SuccessionEnd(Succession succession) {
        this.succession = succession;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        succession.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return NodeRegistration.PHASE;
    }
}
