package io.carillon.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.ResourcePropertySource;

/** Puts the settings every node shares behind all others, so that any of them can be set anew. */
final class NodeDefaults implements EnvironmentPostProcessor {
    private static final String DNS_HOOK = "dnsjava.nio.register_shutdown_hook";

    /** A process that is told to stop finishes its calls, and these may ask DNS: dnsjava would close at once. */
    static {
        if (System.getProperty(DNS_HOOK) == null) {
            System.setProperty(DNS_HOOK, "false");
        }
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        try {
            environment
                    .getPropertySources()
                    .addLast(new ResourcePropertySource(
                            "carillon node defaults", new ClassPathResource("carillon-node.properties")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
