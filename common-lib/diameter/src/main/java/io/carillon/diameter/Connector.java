package io.carillon.diameter;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a link to each of the wanted peers: looks which is missing and which is wanted no more when it is told to, soon
 * again while one is missing, and now and then.
 */
final class Connector {
    private static final Logger LOG = LoggerFactory.getLogger(Connector.class);
    /** So many times longer it waits when no peer is missing. */
    private static final int AT_REST = 10;

    private final Supplier<List<PeerAddress>> wanted;
    private final LinkOwner owner;
    private final Optional<PeerTls> tls;
    private final boolean exact;
    /** From the first attempt to the end of the link. */
    private final Map<PeerAddress, Attempt> attempts = new ConcurrentHashMap<>();

    /** Those that said another name. */
    private final Set<PeerAddress> misnamed = ConcurrentHashMap.newKeySet();

    private final Set<PeerAddress> complained = ConcurrentHashMap.newKeySet();
    private final Semaphore looks = new Semaphore(0);
    private volatile boolean stopped;
    private volatile Thread loop = Thread.ofVirtual().unstarted(() -> {});

    Connector(Supplier<List<PeerAddress>> wanted, LinkOwner owner, Optional<PeerTls> tls, boolean exact) {
        this.wanted = wanted;
        this.owner = owner;
        this.tls = tls;
        this.exact = exact || tls.isPresent();
    }

    void start() {
        loop = Thread.ofVirtual().name("diameter-connect").start(this::run);
    }

    void stop() {
        stopped = true;
        loop.interrupt();
    }

    /** Looks at once: somebody waits for a peer, or others are wanted. */
    void look() {
        looks.release();
    }

    /** Ends the link to a peer that is no more; one that is there all the same gets another when it is wanted again. */
    void lost(PeerAddress address) {
        var attempt = attempts.get(address);
        var link = attempt == null ? null : attempt.link;
        if (link != null) {
            Thread.ofVirtual().name("diameter-lost-" + address.host()).start(link::close);
        }
    }

    /** The last attempt failed, and no other is under way. */
    boolean unreachable(PeerAddress address) {
        return complained.contains(address) && !attempts.containsKey(address);
    }

    /** The peer may take a new link after a while; at once it would be closed again. */
    void closed(Link link) {
        if (attempts.values().removeIf(attempt -> attempt.link == link) && !stopped) {
            Thread.ofVirtual().start(() -> {
                LockSupport.parkNanos(owner.timers().retry().toNanos());
                look();
            });
        }
    }

    private void run() {
        try {
            while (!stopped) {
                var retry = owner.timers().retry();
                var pause = compare() ? retry.multipliedBy(AT_REST) : retry;
                if (looks.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    looks.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("connector stops");
        }
    }

    /** @return whether there is a link to each of them */
    private boolean compare() {
        List<PeerAddress> now;
        try {
            now = wanted.get();
        } catch (RuntimeException e) {
            LOG.warn("which peers to connect to is not known", e);
            return false;
        }
        for (var address : now) {
            attempts.computeIfAbsent(address, this::attempt);
        }
        var unwanted = new HashSet<>(attempts.keySet());
        now.forEach(unwanted::remove);
        unwanted.forEach(this::drop);
        return unwanted.isEmpty() && now.stream().allMatch(this::isLinked);
    }

    private boolean isLinked(PeerAddress address) {
        var attempt = attempts.get(address);
        return attempt != null && attempt.link != null;
    }

    /** A link no longer wanted may finish what it has. */
    private void drop(PeerAddress address) {
        var attempt = attempts.get(address);
        var link = attempt == null ? null : attempt.link;
        if (link != null && link.idle()) {
            LOG.info("peer {} is not wanted any more", address);
            link.disconnect(DisconnectCause.DO_NOT_WANT_TO_TALK_TO_YOU);
        }
    }

    private Attempt attempt(PeerAddress address) {
        var attempt = new Attempt();
        Thread.ofVirtual().name("diameter-connect-" + address.host()).start(() -> connect(address, attempt));
        return attempt;
    }

    private void connect(PeerAddress address, Attempt attempt) {
        var socket = new Socket();
        try {
            int patience = (int) owner.timers().connect().toMillis();
            socket.connect(new InetSocketAddress(address.address(), address.port()), patience);
            var link = new Link(tls.isPresent() ? secure(tls.get(), socket, address, patience) : socket, owner);
            attempt.link = link;
            link.startAsInitiator();
            complained.remove(address);
        } catch (IOException | RuntimeException e) {
            if (complained.add(address)) {
                LOG.warn("peer {} cannot be reached: {}", address, e.toString());
            }
            close(socket);
            attempts.remove(address, attempt);
        }
    }

    private static Socket secure(PeerTls tls, Socket plain, PeerAddress address, int patience) throws IOException {
        var socket = tls.connecting(plain);
        var names = PeerTls.names(socket, patience);
        if (!PeerTls.isAmong(names, address.host())) {
            throw new IOException("its certificate is for " + names);
        }
        return socket;
    }

    /** Who has proved to be one peer, or was asked for by name, does not speak as another. */
    boolean admits(Link link, String host) {
        if (!exact) {
            return true;
        }
        var asked = attempts.entrySet().stream()
                .filter(each -> each.getValue().link == link)
                .map(Map.Entry::getKey)
                .findFirst();
        boolean same = asked.filter(each -> each.host().equalsIgnoreCase(host)).isPresent();
        if (!same && asked.filter(misnamed::add).isPresent()) {
            LOG.warn("peer {} calls itself {}, which is not the host it was asked for as", asked.get(), host);
        }
        return same;
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("closing", e);
        }
    }

    /** Being connected, or connected. */
    private static final class Attempt {
        private volatile @Nullable Link link;
    }
}
