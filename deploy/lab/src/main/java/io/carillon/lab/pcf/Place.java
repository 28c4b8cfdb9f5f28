package io.carillon.lab.pcf;

import io.carillon.node.NodeIdentity;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.springframework.core.env.Environment;

/** Where this node speaks HTTP, once it does. */
public record Place(NodeIdentity self, Environment environment) {
    String host() {
        return self.host();
    }

    int port() {
        return environment.getRequiredProperty("local.server.port", Integer.class);
    }

    /** Whether it has a port already. */
    public boolean isOpen() {
        return environment.containsProperty("local.server.port");
    }

    public String address() {
        return (host().indexOf(':') < 0 ? host() : "[" + host() + "]") + ":" + port();
    }

    String instance() {
        return UUID.nameUUIDFromBytes(self.id().getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
