package io.carillon.sbc;

import io.carillon.ipsec.AssociationSet;
import io.carillon.ipsec.SecurityAssociations;
import java.time.Duration;

/** A border without a helper: its phones register without IPsec, or not at all if they must have it. */
final class NoAssociations implements SecurityAssociations {
    private static final Outcome NONE = new Outcome.Refused("no helper is configured");

    @Override
    public Outcome install(String id, AssociationSet set, Duration lifetime) {
        return NONE;
    }

    @Override
    public Outcome live(String id, Duration lifetime) {
        return NONE;
    }

    @Override
    public Outcome remove(String id) {
        return NONE;
    }
}
