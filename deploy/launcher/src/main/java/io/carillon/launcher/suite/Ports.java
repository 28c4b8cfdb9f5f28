package io.carillon.launcher.suite;

import io.carillon.launcher.suite.Wire.Transport;
import java.util.ArrayList;
import java.util.List;

/** The ports a suite is about to take, and who is there before it. */
public final class Ports {
    private final PortOwners owners;

    public Ports(PortOwners owners) {
        this.owners = owners;
    }

    /** A line for each port of the stores that is taken. */
    List<String> taken(StorePorts stores) {
        List<String> taken = new ArrayList<>();
        stores.byName().forEach((name, port) -> check(taken, port, Transport.TCP, name));
        return taken;
    }

    /** A line for each port of those nodes that is taken. */
    List<String> taken(List<NodeInstance> nodes) {
        List<String> taken = new ArrayList<>();
        for (NodeInstance node : nodes) {
            for (Wire wire : node.role().wires()) {
                for (Transport transport : wire.transports()) {
                    check(taken, node.port(wire), transport, node.id() + " " + wire.name());
                }
            }
        }
        return taken;
    }

    private void check(List<String> taken, int port, Transport transport, String use) {
        owners.describe(port, transport)
                .ifPresent(owner -> taken.add("port %d/%s (%s) is held by %s"
                        .formatted(port, transport.name().toLowerCase(java.util.Locale.ROOT), use, owner)));
    }
}
