package io.carillon.sbc.pcscf;

import io.carillon.identity.SipUri;
import io.carillon.sbc.policy.PolicyFunction;
import io.carillon.sbc.policy.PolicyFunction.Authorization;
import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The policy function tells when a phone's way to us is gone (TS 29.214 §4.4.5 · docs/flows/policy-signalling-lost.md;
 * TS 29.514 §4.2.5, §4.2.6 · docs/flows/policy-n5-signalling-lost.md).
 * Until it registers again it is not waited for: what comes for it gets 430, and the S-CSCF looks elsewhere.
 */
public final class SignallingPaths {
    private static final Logger LOG = LoggerFactory.getLogger(SignallingPaths.class);
    /** Tells the session of a flow from that of a call. */
    private static final String FLOW = "flow:";

    private final AccessUsers users;
    private final Calls sessions;
    private final PolicyFunction policy;
    private final Predicate<String> borderIsThere;

    /** @param borderIsThere by its node id */
    public SignallingPaths(AccessUsers users, Calls sessions, PolicyFunction policy, Predicate<String> borderIsThere) {
        this.users = users;
        this.sessions = sessions;
        this.policy = policy;
        this.borderIsThere = borderIsThere;
    }

    /** Whether only a border that is gone could reach this phone. @param path of ours, whichever border wrote it */
    boolean borderIsGone(SipUri path, FlowToken.Way phone) {
        return phone.isBound()
                && path.param("node").filter(node -> !borderIsThere.test(node)).isPresent();
    }

    /** After the registration, which does not wait for it. @param access from where it came, as it says */
    void watch(AccessUser user, String access) {
        switch (policy.watchSignalling(FlowToken.host(user.flow()), user.defaultIdentity(), access)) {
            case Authorization.Granted(var session) -> {
                sessions.bind(session, FLOW + user.flow());
                users.onFlow(user.flow())
                        .filter(now -> now.policySession().isEmpty())
                        .ifPresentOrElse(now -> users.change(now, now.watched(session)), () -> end(session));
            }
            case Authorization.Refused(var result) ->
                LOG.info("The signalling path of {} is not watched: {}", user.defaultIdentity(), result);
            case Authorization.Unavailable(var begun, var reason) -> {
                if (!begun.isEmpty()) {
                    end(begun);
                }
                LOG.debug("No policy function watches the signalling path of a phone: {}", reason);
            }
        }
    }

    /**
     * The border that this phone's connection or associations were with is gone, and somebody calls: nobody reaches it
     * before it has registered anew, which its access network can make it do (TS 23.380 §5.4).
     */
    void borderLost(AccessUser user) {
        LOG.info("{} was registered through a border that is gone", user.defaultIdentity());
        users.change(user, user.withoutPath());
        policy.restore(user.policySession(), FlowToken.host(user.flow()), user.defaultIdentity());
    }

    /** @return false if this session is that of no phone */
    public boolean knows(String session) {
        return flow(session).isPresent();
    }

    /** Where the phone is whose way to us this session watches. */
    public Optional<InetAddress> watched(String session) {
        return flow(session).map(FlowToken::host);
    }

    private Optional<String> flow(String session) {
        return sessions.ofPolicySession(session)
                .filter(key -> key.startsWith(FLOW))
                .map(key -> key.substring(FLOW.length()));
    }

    /** @return false if this session is that of no phone */
    public boolean lost(String session) {
        var flow = flow(session);
        flow.flatMap(users::onFlow)
                .filter(user -> user.policySession().equals(session))
                .ifPresent(user -> {
                    LOG.info("The signalling path of {} is lost", user.defaultIdentity());
                    users.change(user, user.withoutPath());
                });
        flow.ifPresent(known -> Thread.ofVirtual().start(() -> end(session)));
        return flow.isPresent();
    }

    void end(AccessUser user) {
        end(user.policySession());
    }

    private void end(String session) {
        policy.release(session);
        sessions.unbind(session);
    }
}
