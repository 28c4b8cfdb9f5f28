package io.carillon.sbc.pcscf;

import io.carillon.sip.transport.Arrival;
import java.time.Duration;
import java.util.Optional;

/** Which phone speaks from where. What the phone says of itself is believed only where this knows it. */
public interface AccessUsers {
    /** Stores the phone under its flow and, for connections it opens later, under its address and identities. */
    void save(Arrival flow, AccessUser user, Duration lifetime);

    void remove(Arrival flow, AccessUser user);

    /**
     * The phone behind this flow. A new TCP connection of a phone that registered from the same address is recognised by
     * the identity it claims.
     */
    Optional<AccessUser> find(Arrival flow, Optional<String> claimedIdentity);
}
