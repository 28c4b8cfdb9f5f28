package io.carillon.sbc.policy;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** Rx or N5, by the access network that the phone is in; a session stays with the one that began it. */
public final class PolicyByAccess implements PolicyFunction {
    private final PolicyFunction rx;
    private final PolicyFunction n5;
    private final Predicate<String> isOfN5;
    private final List<String> fiveG;

    /**
     * @param isOfN5 whether a session is one of N5
     * @param fiveG how access networks behind a PCF begin in P-Access-Network-Info
     */
    public PolicyByAccess(PolicyFunction rx, PolicyFunction n5, Predicate<String> isOfN5, List<String> fiveG) {
        this.rx = rx;
        this.n5 = n5;
        this.isOfN5 = isOfN5;
        this.fiveG =
                fiveG.stream().map(prefix -> prefix.toUpperCase(Locale.ROOT)).toList();
    }

    @Override
    public Authorization authorize(MediaSession session) {
        boolean begun = session.session().isPresent();
        return begun
                ? of(session.session().get()).authorize(session)
                : by(session.access()).authorize(session);
    }

    private PolicyFunction by(String access) {
        var network = access.strip().toUpperCase(Locale.ROOT);
        return fiveG.stream().anyMatch(network::startsWith) ? n5 : rx;
    }

    private PolicyFunction of(String session) {
        return isOfN5.test(session) ? n5 : rx;
    }

    @Override
    public Authorization watchSignalling(InetAddress ue, String subscriber, String access) {
        return by(access).watchSignalling(ue, subscriber, access);
    }

    @Override
    public void restore(String session, InetAddress ue, String subscriber) {
        of(session).restore(session, ue, subscriber);
    }

    @Override
    public void adopt(String session, InetAddress ue, String subscriber, String icid) {
        of(session).adopt(session, ue, subscriber, icid);
    }

    @Override
    public void release(String session) {
        of(session).release(session);
    }
}
