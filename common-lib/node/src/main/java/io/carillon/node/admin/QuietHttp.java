package io.carillon.node.admin;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;

/**
 * An admin port is asked now and then: its server need not look every second whether a connection is too old, nor, before
 * the first asynchronous request, whether one of these is.
 */
public final class QuietHttp extends Http11NioProtocol {
    private static final Duration LOOK = Duration.ofSeconds(5);

    private final AtomicBoolean asynchronous = new AtomicBoolean();

    /** Made by Tomcat, by the name of this class. */
    public QuietHttp() {
        setSelectorTimeout(LOOK.toMillis());
    }

    @Override
    public void addWaitingProcessor(Processor processor) {
        super.addWaitingProcessor(processor);
        if (asynchronous.compareAndSet(false, true)) {
            startAsyncTimeout();
        }
    }

    @Override
    protected void startAsyncTimeout() {
        if (asynchronous.get()) {
            super.startAsyncTimeout();
        }
    }
}
