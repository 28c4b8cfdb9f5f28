package io.carillon.sbc.pcscf;

import java.time.Duration;
import java.util.Optional;

/** The subscriptions of all borders. A store that is away is a SipFailure with 5xx. */
public interface Watches {
    /**
     * Keeps this one.
     *
     * @param anew how long no other border begins one for the same user
     * @return false if there is one already, younger than that
     */
    boolean begin(Watch watch, Duration anew, Duration kept);

    Optional<Watch> find(String id);

    void end(Watch watch);
}
