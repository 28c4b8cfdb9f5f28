package io.carillon.lab.pcrf;

import io.carillon.diameter.DiameterAnswer;
import io.carillon.diameter.DiameterServer;
import io.carillon.diameter.Outcome;
import io.carillon.diameter.rx.AaRequest;
import io.carillon.diameter.rx.AbortCause;
import io.carillon.diameter.rx.SessionTerminationRequest;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The PCRF: which flow answers which command, and what a person can do to it. */
public final class Pcrf {
    private final AtomicReference<Policy> policy;
    private final RxSessions sessions;
    private final BearerFlow bearers;

    public Pcrf(DiameterServer server, PcrfProperties properties, Clock clock) {
        this.policy = new AtomicReference<>(properties.policy());
        this.sessions = new RxSessions(properties.maxSessions(), properties.sessionAge(), clock);
        this.bearers = new BearerFlow(server, sessions, properties.patience());
        var authorization = new AuthorizationFlow(policy::get, sessions, clock);
        server.handle(AaRequest.class, authorization::authorize);
        server.handle(SessionTerminationRequest.class, authorization::terminate);
    }

    /** Whether the policy refuses any of these media to any of these subscribers, as the PCF asks. */
    public boolean refuses(List<String> subscribers, List<String> media) {
        return policy.get().refuses(subscribers, media);
    }

    public int sessionCount() {
        return sessions.size();
    }

    List<RxSession> sessions() {
        return sessions.all();
    }

    Optional<RxSession> session(String id) {
        return sessions.find(id);
    }

    Policy policy() {
        return policy.get();
    }

    void obey(Policy other) {
        policy.set(other);
    }

    Outcome<? extends DiameterAnswer> abort(RxSession session, AbortCause why) {
        return bearers.abort(session, why);
    }

    Outcome<? extends DiameterAnswer> loseBearer(RxSession session) {
        return bearers.loseBearer(session);
    }
}
