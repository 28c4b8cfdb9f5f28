package io.carillon.sbc.pcscf;

import java.util.Optional;

/** What must be known of a call when its later requests come, to whichever node. */
public interface Calls {
    /**
     * @param relay the media relay, empty while there is none
     * @param offerer tag under which the relay knows the call
     * @param policySession Rx session, empty if there is none
     */
    record CallFacts(String relay, String offerer, String policySession) {}

    Optional<CallFacts> find(String key);

    void save(String key, CallFacts facts);

    void remove(String key);
}
