package io.carillon.diameter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** The server: accepts links from allowed addresses, whoever the peer says it is. */
final class ListeningServer implements DiameterServer, LinkOwner {
    private static final Logger LOG = LoggerFactory.getLogger(ListeningServer.class);
    private static final int MAX_LINKS = 1000;

    private final ServerSettings settings;
    private final Identifiers identifiers;
    private final Links links = new Links();
    /** Also those that have not said who they are. */
    private final Set<Link> accepted = ConcurrentHashMap.newKeySet();

    private final Asker asker;
    private final Answerer answerer;
    private final ServerSocket listener;

    ListeningServer(ServerSettings settings) {
        var commands = new Commands(settings.applications());
        var sight = new Sight(settings.local(), settings.observer());
        this.settings = settings;
        this.identifiers = new Identifiers(settings.local().host());
        this.asker = new Asker(commands, identifiers, sight);
        this.answerer =
                new Answerer(commands, settings.local(), sight, settings.maxInFlight(), settings.agents()::contains);
        try {
            this.listener = new ServerSocket();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public <R extends DiameterRequest<A>, A extends DiameterAnswer> DiameterServer handle(
            Class<R> request, Function<R, A> handler) {
        answerer.handle(request, handler);
        return this;
    }

    @Override
    public DiameterServer start() {
        try {
            listener.setReuseAddress(true);
            listener.bind(settings.listen());
        } catch (IOException e) {
            throw new UncheckedIOException("Diameter cannot listen on " + settings.listen(), e);
        }
        Thread.ofVirtual().name("diameter-accept-" + listener.getLocalPort()).start(this::accept);
        return this;
    }

    /** Nothing that one connection does may end this loop. */
    private void accept() {
        while (!listener.isClosed()) {
            try {
                welcome(listener.accept());
            } catch (IOException | RuntimeException e) {
                if (!listener.isClosed()) {
                    LOG.warn("a connection could not be accepted", e);
                    pause();
                }
            }
        }
    }

    private void welcome(Socket socket) throws IOException {
        InetAddress from = socket.getInetAddress();
        if (!settings.allowed().test(from) || accepted.size() >= MAX_LINKS) {
            LOG.warn("connection from {} refused", from.getHostAddress());
            socket.close();
            return;
        }
        var link = new Link(socket, this);
        accepted.add(link);
        link.startAsResponder();
        Thread.ofVirtual().name("diameter-expect").start(() -> expectCapabilities(link));
    }

    /** Whoever connects and says nothing is not kept. */
    private void expectCapabilities(Link link) {
        try {
            Thread.sleep(settings.timers().connect());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (link.peer().isEmpty()) {
            link.close();
        }
    }

    /** Out of file descriptors, most likely: no busy loop. */
    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public <A extends DiameterAnswer> Outcome<A> ask(String peerHost, DiameterRequest<A> request, Duration deadline) {
        if (listener.isClosed()) {
            return new Outcome.Unanswered<>(Outcome.Reason.CLOSED);
        }
        var defaults = Envelope.OPEN
                .from(settings.local())
                .to(peerHost)
                .toRealm(settings.local().realm());
        return asker.ask(request, defaults, links.towards(peerHost, settings.agents()), deadline);
    }

    @Override
    public InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    @Override
    public Set<String> connected() {
        return links.connected();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            LOG.debug("closing the listener", e);
        }
        Farewell.to(List.copyOf(accepted), settings.timers());
    }

    @Override
    public LocalNode local() {
        return settings.local();
    }

    @Override
    public List<Application> applications() {
        return settings.applications();
    }

    @Override
    public Identifiers identifiers() {
        return identifiers;
    }

    @Override
    public PeerTimers timers() {
        return settings.timers();
    }

    @Override
    public void opened(Link link) {
        LOG.atLevel(interest(link)).log("{} connected from {}", link.peer(), link.remoteAddress());
        links.add(link);
    }

    @Override
    public void closed(Link link) {
        accepted.remove(link);
        links.remove(link);
        if (!link.peer().isEmpty()) {
            LOG.atLevel(interest(link)).log("connection of {} from {} ended", link.peer(), link.remoteAddress());
        }
    }

    /** A node that asks itself whether it answers, under a name below its own, is no news. */
    private Level interest(Link link) {
        return link.peer().endsWith("." + settings.local().host()) ? Level.DEBUG : Level.INFO;
    }

    @Override
    public void requested(Link link, Frame request) {
        answerer.requested(link, request);
    }
}
