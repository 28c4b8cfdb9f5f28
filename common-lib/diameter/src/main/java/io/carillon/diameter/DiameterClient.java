package io.carillon.diameter;

import java.time.Duration;
import java.util.Set;
import java.util.function.Function;

/** Connects to peers and asks them; peers may ask back in the same connections. */
public interface DiameterClient extends AutoCloseable {
    static DiameterClient create(ClientSettings settings) {
        return new ConnectingClient(settings);
    }

    /** What to do with a request that a peer sends, such as RTR; before {@link #start()}. */
    <R extends DiameterRequest<A>, A extends DiameterAnswer> DiameterClient handle(
            Class<R> request, Function<R, A> handler);

    /** Starts connecting to the peers, and returns without waiting for them. */
    DiameterClient start();

    /** Looks at once which peers to connect to: there is news of them. */
    void look();

    /** This peer has died without a word: what waits for it goes to another now, not when a watchdog says so. */
    void lost(PeerAddress peer);

    /**
     * Waits for the answer; meant for virtual threads. Over a lost connection or a protocol error the request goes
     * to another peer with the T flag (RFC 6733 §5.5.4) for as long as the deadline allows.
     */
    <A extends DiameterAnswer> Outcome<A> ask(DiameterRequest<A> request, Duration deadline);

    /** A new Session-Id of this node (RFC 6733 §8.8). */
    String newSessionId();

    /** Origin-Hosts of the peers that are connected and answer. */
    Set<String> connected();

    @Override
    void close();
}
