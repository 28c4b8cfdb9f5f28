package io.carillon.msrp;

import java.util.ArrayDeque;
import java.util.Queue;

/** Keeps the order of what is written before there is a connection; afterwards everything passes at once. */
final class Order {
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean open;

    synchronized void pass(Runnable write) {
        if (open) {
            write.run();
        } else {
            waiting.add(write);
        }
    }

    synchronized void open() {
        for (var write = waiting.poll(); write != null; write = waiting.poll()) {
            write.run();
        }
        open = true;
    }
}
