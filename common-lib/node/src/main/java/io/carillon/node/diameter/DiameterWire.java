package io.carillon.node.diameter;

import io.carillon.diameter.DiameterServer;
import org.springframework.context.SmartLifecycle;

/** A Diameter server's life in a node: its port opens when everything that answers is there. */
final class DiameterWire implements SmartLifecycle {
    private final DiameterServer server;
    private volatile boolean running;

    DiameterWire(DiameterServer server) {
        this.server = server;
    }

    @Override
    public void start() {
        server.start();
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        server.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before the node is announced, and still open while it takes itself out of the directory. */
    @Override
    public int getPhase() {
        return 0;
    }
}
