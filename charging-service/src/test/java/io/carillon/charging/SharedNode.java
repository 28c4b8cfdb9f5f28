package io.carillon.charging;

import java.util.function.Supplier;

/** One charging node for the tests that do no harm to it. */
public final class SharedNode {
    private static final Supplier<ChargingNode> NODE = new Supplier<>() {
        private ChargingNode node;

        @Override
        public synchronized ChargingNode get() {
            if (node == null) {
                node = ChargingNode.start();
            }
            return node;
        }
    };

    private SharedNode() {}

    public static ChargingNode get() {
        return NODE.get();
    }
}
