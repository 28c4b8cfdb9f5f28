package io.carillon.diameter;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.function.Function;

/** Listens for peers and answers them; may ask those that are connected. */
public interface DiameterServer extends AutoCloseable {
    static DiameterServer create(ServerSettings settings) {
        return new ListeningServer(settings);
    }

    /** How to answer a request; handlers run on virtual threads. Before {@link #start()}. */
    <R extends DiameterRequest<A>, A extends DiameterAnswer> DiameterServer handle(
            Class<R> request, Function<R, A> handler);

    /** Listens; UncheckedIOException if the address is taken. */
    DiameterServer start();

    /** Asks a connected peer, as with RTR, PPR, RAR and ASR. */
    <A extends DiameterAnswer> Outcome<A> ask(String peerHost, DiameterRequest<A> request, Duration deadline);

    /** Where it listens, with the true port. */
    InetSocketAddress address();

    /** Origin-Hosts of the peers that are connected. */
    Set<String> connected();

    @Override
    void close();
}
