package io.carillon.node.diameter;

import io.carillon.diameter.PeerTls;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ssl.SslBundles;

/** How links to peers are secured. A bundle that is read again when its files change is what new links show. */
record DiameterSecurity(Optional<PeerTls> tls) {
    static DiameterSecurity of(String bundle, ObjectProvider<SslBundles> bundles) {
        if (bundle.isEmpty()) {
            return new DiameterSecurity(Optional.empty());
        }
        var known = bundles.getObject();
        known.getBundle(bundle).createSslContext(); // what cannot be used refuses the start
        return new DiameterSecurity(
                Optional.of(new PeerTls(() -> known.getBundle(bundle).createSslContext())));
    }
}
