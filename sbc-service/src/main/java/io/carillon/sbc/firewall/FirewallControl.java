package io.carillon.sbc.firewall;

import io.carillon.sip.admission.Firewall;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps this border's firewall as the shared document has it. */
public final class FirewallControl {
    private static final Logger LOG = LoggerFactory.getLogger(FirewallControl.class);

    private final Firewall firewall;
    private final SharedFirewall shared;

    public FirewallControl(Firewall firewall, SharedFirewall shared) {
        this.firewall = firewall;
        this.shared = shared;
        shared.follow(this::changed);
    }

    /** The firewall as the node's own settings have it, for as long as nobody has set another. */
    public static Firewall firewall(FirewallDocument settings, String... trusted) {
        return new Firewall(java.util.Set.of(trusted), settings.policy());
    }

    private void changed(FirewallDocument document) {
        try {
            firewall.change(document.policy());
            LOG.info("The firewall goes by a new policy");
        } catch (IllegalArgumentException e) {
            LOG.error("The shared firewall policy cannot be used, the old one stays: {}", e.getMessage());
        }
    }

    FirewallDocument document() {
        return FirewallDocument.of(firewall.policy());
    }

    /** @throws IllegalArgumentException if it cannot be gone by */
    void set(FirewallDocument document) {
        firewall.change(document.policy());
        shared.store(document);
    }

    Firewall firewall() {
        return firewall;
    }
}
