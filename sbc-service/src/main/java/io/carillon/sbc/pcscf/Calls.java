package io.carillon.sbc.pcscf;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the facts of calls are kept for all nodes. A store that is away is a SipFailure with 5xx. */
public interface Calls {
    Optional<CallFacts> find(String key);

    /** Keeps them; a call is looked at again some time after that. */
    void save(String key, CallFacts facts);

    void remove(String key);

    /** The policy function will speak of this call by that session. */
    void bind(String policySession, String key);

    /** That session is over. */
    void unbind(String policySession);

    Optional<String> ofPolicySession(String policySession);

    /**
     * Calls of any node that nobody has looked at for long; no other node gets these.
     *
     * @param again when somebody is to look at them next
     */
    List<String> due(Instant now, Duration again, int most);

    /** Somebody looks at this call then. */
    void lookAgain(String key, Instant when);

    /** Something has happened: every call is due. */
    void hurry(Instant now);

    /**
     * Calls as they are now.
     *
     * @param total of all nodes
     * @param calls a page of them, by key
     */
    record Live(long total, Map<String, CallFacts> calls) {}

    Live live(int offset, int limit);
}
