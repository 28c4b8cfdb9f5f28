package io.carillon.sbc;

import io.carillon.ipsec.AssociationSet;
import io.carillon.ipsec.SecurityAssociations;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A kernel that protects nothing and notes what it was told. */
public final class RecordingAssociations implements SecurityAssociations {
    public final Map<String, AssociationSet> sets = new ConcurrentHashMap<>();
    public final Map<String, Duration> lifetimes = new ConcurrentHashMap<>();
    public volatile String refusal = "";

    @Override
    public Outcome install(String id, AssociationSet set, Duration lifetime) {
        if (!refusal.isEmpty()) {
            return new Outcome.Refused(refusal);
        }
        sets.put(id, set);
        lifetimes.put(id, lifetime);
        return new Outcome.Done();
    }

    @Override
    public Outcome live(String id, Duration lifetime) {
        lifetimes.put(id, lifetime);
        return sets.containsKey(id) ? new Outcome.Done() : new Outcome.Refused("unknown set");
    }

    @Override
    public Outcome remove(String id) {
        lifetimes.remove(id);
        return sets.remove(id) == null ? new Outcome.Refused("unknown set") : new Outcome.Done();
    }
}
