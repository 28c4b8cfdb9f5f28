package io.carillon.cscf;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A periodic task that fails now, a store being away say, must be tried again the next time. */
final class Guarded {
    private static final Logger LOG = LoggerFactory.getLogger(Guarded.class);

    private Guarded() {}

    static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.warn("Will be tried again: {}", e.getMessage());
        }
    }
}
