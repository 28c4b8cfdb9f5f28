package io.carillon.charging.ocs.adapter.diameter;

import io.carillon.diameter.DiameterServer;
import io.carillon.diameter.ro.CreditControlRequest;
import org.springframework.context.SmartLifecycle;

/** Opens the Ro port when the node is ready to answer, and closes it before its stores go. */
public final class RoNode implements SmartLifecycle {
    private final DiameterServer server;
    private volatile boolean running;

    public RoNode(DiameterServer server, RoEndpoint endpoint) {
        this.server = server.handle(CreditControlRequest.class, endpoint::answer);
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
