package io.carillon.launcher.chaos;

import io.carillon.launcher.suite.Console;
import io.carillon.launcher.suite.NodeInstance;
import io.carillon.launcher.suite.Suite;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Something that goes wrong, and how it is put right again. */
public sealed interface Fault {

    /** The process ends without a word; it is started again at once, as an operator's system would. */
    record Kill(NodeInstance node) implements Fault {
        @Override
        public String text() {
            return "kill " + node.id();
        }
    }

    /** The process stands still and keeps its sockets, then goes on. */
    record Freeze(NodeInstance node) implements Fault {
        @Override
        public String text() {
            return "freeze " + node.id();
        }
    }

    /** The node drains, ends, and is started from the build that is there now, as in a rolling upgrade. */
    record Replace(NodeInstance node) implements Fault {
        @Override
        public String text() {
            return "replace " + node.id();
        }
    }

    /** The store is stopped and started with its data. */
    record RestartStore(String store) implements Fault {
        @Override
        public String text() {
            return "restart-store " + store;
        }
    }

    Duration FROZEN = Duration.ofSeconds(10);

    String text();

    /** Lets it happen and returns when it is put right. */
    default void happen(Suite suite, Console console, Runnable start) {
        switch (this) {
            case Kill(var node) -> {
                suite.kill(node);
                start.run();
            }
            case Replace(var node) -> {
                suite.stop(node, console);
                start.run();
            }
            case Freeze(var node) -> {
                suite.freeze(node);
                try {
                    LockSupport.parkNanos(FROZEN.toNanos());
                } finally {
                    suite.thaw(node);
                }
            }
            case RestartStore(var store) -> suite.restartStore(store);
        }
    }
}
