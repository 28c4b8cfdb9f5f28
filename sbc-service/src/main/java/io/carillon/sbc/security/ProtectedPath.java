package io.carillon.sbc.security;

import io.carillon.ipsec.SecurityMechanism.Ends;
import io.carillon.ipsec.Suite;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;

/**
 * One set of security associations with a phone (TS 33.203 §7.1, §7.4).
 *
 * @param impi the private identity whose keys it has; empty if it was challenged without naming one
 * @param ours our indexes and ports
 * @param theirs the phone's
 * @param suite what protects it
 * @param sends the listening point of our client port
 * @param client Security-Client as the phone sent it
 * @param server Security-Server as it was answered
 */
public record ProtectedPath(
        String id,
        InetAddress phone,
        String impi,
        Ends ours,
        Ends theirs,
        Suite suite,
        String sends,
        String client,
        String server,
        State state,
        Instant end) {
    /** From the challenge on, from the 200 on, from the phone's next request on. */
    enum State {
        TEMPORARY,
        ESTABLISHED,
        USED
    }

    ProtectedPath in(State next, Instant newEnd) {
        return new ProtectedPath(id, phone, impi, ours, theirs, suite, sends, client, server, next, newEnd);
    }

    /** Where the phone sends from. */
    InetSocketAddress source() {
        return new InetSocketAddress(phone, theirs.portC());
    }

    /** Where the phone listens; the same for all of its sets. */
    public InetSocketAddress target() {
        return new InetSocketAddress(phone, theirs.portS());
    }
}
