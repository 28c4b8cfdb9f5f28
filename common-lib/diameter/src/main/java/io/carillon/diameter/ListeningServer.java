package io.carillon.diameter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** The server: accepts links from allowed addresses, and peers whose names and certificates it is content with. */
final class ListeningServer implements DiameterServer, LinkOwner {
    private static final Logger LOG = LoggerFactory.getLogger(ListeningServer.class);
    private static final int MAX_LINKS = 1000;
    private static final int MAX_HANDSHAKES = 100;

    private final ServerSettings settings;
    private final Identifiers identifiers;
    private final Links links = new Links();
    /** Also those that have not said who they are, with the names of their certificates. */
    private final Map<Link, List<String>> accepted = new ConcurrentHashMap<>();

    private final Semaphore handshakes = new Semaphore(MAX_HANDSHAKES);

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
        } else if (settings.tls().isEmpty()) {
            begin(socket, List.of());
        } else if (handshakes.tryAcquire()) {
            var tls = settings.tls().get();
            Thread.ofVirtual().name("diameter-handshake").start(() -> secure(socket, tls));
        } else {
            LOG.warn("connection from {} refused: too many handshakes", from.getHostAddress());
            socket.close();
        }
    }

    private void secure(Socket plain, PeerTls tls) {
        var inTime = Thread.ofVirtual().name("diameter-expect").start(() -> closeLater(plain));
        try {
            var socket = tls.accepting(plain);
            var names = PeerTls.names(socket, (int) settings.timers().connect().toMillis());
            inTime.interrupt();
            begin(socket, names);
        } catch (IOException | RuntimeException e) {
            inTime.interrupt();
            LOG.warn("connection from {} refused: {}", plain.getInetAddress().getHostAddress(), e.toString());
            close(plain);
        } finally {
            handshakes.release();
        }
    }

    private void begin(Socket socket, List<String> names) throws IOException {
        var link = new Link(socket, this);
        accepted.put(link, names);
        try {
            link.startAsResponder();
        } catch (IOException e) {
            link.close();
            throw e;
        }
        Thread.ofVirtual().name("diameter-expect").start(() -> expectCapabilities(link));
        if (listener.isClosed()) {
            link.close();
        }
    }

    /** A handshake that comes byte by byte is not waited for. */
    private void closeLater(Socket plain) {
        try {
            Thread.sleep(settings.timers().connect());
            close(plain);
        } catch (InterruptedException e) {
            LOG.debug("done in time");
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("closing", e);
        }
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

    @Override
    public boolean admits(Link link, String host) {
        boolean known = settings.names().isEmpty() || PeerTls.isAmong(settings.names(), host);
        boolean proved = settings.tls().isEmpty() || PeerTls.isAmong(accepted.getOrDefault(link, List.of()), host);
        if (!known || !proved) {
            LOG.atLevel(isProbe(host) ? Level.DEBUG : Level.WARN)
                    .log(
                            "{} from {} refused: {}",
                            host,
                            link.remoteAddress(),
                            known ? "its certificate has not this name" : "not among the peers allowed");
        }
        return known && proved;
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
        Farewell.to(List.copyOf(accepted.keySet()), settings.timers());
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
        return isProbe(link.peer()) ? Level.DEBUG : Level.INFO;
    }

    private boolean isProbe(String peer) {
        return peer.endsWith("." + settings.local().host());
    }

    @Override
    public void requested(Link link, Frame request) {
        answerer.requested(link, request);
    }
}
