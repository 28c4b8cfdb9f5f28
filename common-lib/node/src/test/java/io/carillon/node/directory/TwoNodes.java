package io.carillon.node.directory;

import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** A table of nodes by a clock that a test turns. */
abstract class TwoNodes {
    static final Duration SUSPICION = Duration.ofSeconds(5);

    final AtomicLong now = new AtomicLong();
    final NodeTable table = new NodeTable(SUSPICION, now::get, new Random(7));
    final NodeInfo one = node("cscf-1", 100, 0);
    final NodeInfo two = node("cscf-2", 100, 0);

    void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    static NodeInfo node(String id, int weight, double load) {
        return new NodeInfo("cscf", id, Map.of("sip", "127.0.0.1:5070"), weight, load);
    }
}
