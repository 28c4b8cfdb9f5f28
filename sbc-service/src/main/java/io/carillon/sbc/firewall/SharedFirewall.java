package io.carillon.sbc.firewall;

import java.util.function.Consumer;

/** The document that every border goes by. */
public interface SharedFirewall {
    /** Every border, this one too, hears of it. @throws IllegalStateException if it cannot be stored */
    void store(FirewallDocument document);

    /** Tells the stored document, now if there is one and at each change. */
    void follow(Consumer<FirewallDocument> follower);
}
