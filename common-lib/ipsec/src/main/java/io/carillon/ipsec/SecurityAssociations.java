package io.carillon.ipsec;

import java.time.Duration;

/** Who gives the kernel its associations. What it has runs out by itself, whoever asked for it has died meanwhile. */
public interface SecurityAssociations {
    /** Protects all UDP and TCP between these ports from now on, for this long. @param id new, of the caller's choice */
    Outcome install(String id, AssociationSet set, Duration lifetime);

    /** Changes how long a set lives from now. */
    Outcome live(String id, Duration lifetime);

    Outcome remove(String id);

    sealed interface Outcome {
        record Done() implements Outcome {}

        /** Why not; never with a key in it. */
        record Refused(String reason) implements Outcome {}
    }
}
