package io.carillon.node.sbi;

import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;

/**
 * Whom this node trusts and what it shows: a bundle of {@code spring.ssl.bundle}. Where that is read again when its files
 * change ({@code reload-on-update}), new connections get what they say now; a broken file changes nothing.
 */
public final class Certificates {
    private static final Logger LOG = LoggerFactory.getLogger(Certificates.class);

    private final SslBundles bundles;
    private final String name;

    private Certificates(SslBundles bundles, String name) {
        this.bundles = bundles;
        this.name = name;
    }

    /** @param name of the bundle, empty if there is none */
    public static Optional<Certificates> of(SslBundles bundles, String name) {
        return name.isEmpty() ? Optional.empty() : Optional.of(new Certificates(bundles, name));
    }

    SslBundle now() {
        return bundles.getBundle(name);
    }

    /** @param use throws if these cannot be used */
    void onChange(Consumer<SslBundle> use) {
        bundles.addBundleUpdateHandler(name, changed -> {
            try {
                use.accept(changed);
                LOG.info("Certificates of {} read again", name);
            } catch (RuntimeException e) {
                LOG.error("Changed certificates of {} cannot be used, the old ones stay in use", name, e);
            }
        });
    }
}
