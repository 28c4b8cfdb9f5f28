package io.carillon.sbc.pcscf;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the facts of calls are kept for all nodes. A store that is away is a SipFailure with 5xx. */
public interface Calls {
    /** As the store has them. */
    Optional<CallFacts> find(String key);

    /**
     * As this node knows them, if it does: for what changes nothing that another node may have changed a moment ago. That
     * news takes as long as the messages of a call themselves.
     */
    Optional<CallFacts> recall(String key);

    /** Keeps them; the call is found by its policy session, and looked at again some time after that. */
    void save(String key, CallFacts facts);

    /** The same a moment later, unless the call has changed by then: what only somebody at this node can ask for. */
    void saveSoon(String key, CallFacts facts);

    /** Nobody waits for it to be done. */
    void remove(String key);

    /** The policy function will speak of this by that session. */
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

    /**
     * Something has happened: every call is due, once for all the nodes that hear of it.
     *
     * @param news what it is
     */
    void hurry(String news, Instant now);

    /**
     * Calls as they are now.
     *
     * @param total of all nodes
     * @param calls a page of them, by key
     */
    record Live(long total, Map<String, CallFacts> calls) {}

    Live live(int offset, int limit);
}
