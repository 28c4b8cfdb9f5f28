package io.carillon.lab.pcf;

import io.carillon.node.NodeIdentity;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.springframework.core.env.Environment;

/**
 * Where PCF and NRF speak HTTP, once they do.
 *
 * @param secured their port of their own, with TLS; they are on the admin port if 0
 */
public record Place(NodeIdentity self, Environment environment, int secured) {
    String host() {
        return self.host();
    }

    String scheme() {
        return secured > 0 ? "https" : "http";
    }

    int port() {
        return secured > 0 ? secured : environment.getRequiredProperty("local.server.port", Integer.class);
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
