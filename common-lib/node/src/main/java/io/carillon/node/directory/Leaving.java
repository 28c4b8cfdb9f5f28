package io.carillon.node.directory;

import org.springframework.context.SmartLifecycle;

/** The first step of a node's stop: it asks for nothing new. */
public final class Leaving implements SmartLifecycle {
    /** What waits for the end of calls stops one below it. */
    public static final int PHASE = Integer.MAX_VALUE;

    private final NodeRegistration registration;
    private volatile boolean running;

    Leaving(NodeRegistration registration) {
        this.registration = registration;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        registration.leave();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
