package io.carillon.sbc.pcscf;

import java.util.Optional;

/** Where the facts of calls are kept for all nodes. A store that is away is a SipFailure with 5xx. */
public interface Calls {
    Optional<CallFacts> find(String key);

    void save(String key, CallFacts facts);

    void remove(String key);

    /** The policy function will speak of this call by that session. */
    void bind(String policySession, String key);

    /** That session is over. */
    void unbind(String policySession);

    Optional<String> ofPolicySession(String policySession);
}
