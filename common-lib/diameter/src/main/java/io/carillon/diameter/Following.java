package io.carillon.diameter;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks, and goes where a redirecting peer says (RFC 6733 §6.1.8). A host that is not connected yet is connected to; one
 * that a remembered redirect names and that does not answer is forgotten.
 */
final class Following {
    private static final Logger LOG = LoggerFactory.getLogger(Following.class);
    private static final int MOST_REDIRECTS = 3;
    private static final int MOST_STRANGERS = 100;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

    private final Asker asker;
    private final Commands commands;
    private final Links links;
    private final ClientSettings settings;
    private final Redirects redirects = new Redirects(System::nanoTime);
    private final Map<String, PeerAddress> strangers = new ConcurrentHashMap<>();

    Following(Asker asker, Commands commands, Links links, ClientSettings settings) {
        this.asker = asker;
        this.commands = commands;
        this.links = links;
        this.settings = settings;
    }

    /** Peers that redirects have named and the settings have not. */
    List<PeerAddress> strangers() {
        return List.copyOf(strangers.values());
    }

    <A extends DiameterAnswer> Outcome<A> ask(DiameterRequest<A> request, Envelope defaults, Duration deadline) {
        long end = System.nanoTime() + deadline.toNanos();
        long application = commands.of(request).application().id();
        Envelope envelope = request.envelope().orElse(defaults);
        Optional<Outcome<A>> remembered = redirects
                .find(request, envelope, application)
                .map(hosts -> toFirst(request, defaults, hosts, Duration.ZERO, end))
                .filter(outcome -> outcome instanceof Outcome.Answered<A>(var answer)
                        && Redirect.of(answer).isEmpty());
        if (remembered.isPresent()) {
            return remembered.get();
        }
        redirects.forget(request, envelope, application);
        Outcome<A> outcome = asker.ask(request, defaults, candidates(envelope.destinationHost()), left(end));
        for (int i = 0; i < MOST_REDIRECTS; i++) {
            Optional<Redirect> redirect =
                    outcome instanceof Outcome.Answered<A>(var answer) ? Redirect.of(answer) : Optional.empty();
            if (redirect.isEmpty()) {
                return outcome;
            }
            redirects.learn(request, envelope, application, redirect.get());
            List<PeerAddress> hosts = redirect.get().hosts();
            outcome = toFirst(request, defaults, hosts, left(end).dividedBy(hosts.size()), end);
        }
        LOG.warn("{}: redirected {} times", envelope.sessionId().orElse(""), MOST_REDIRECTS);
        return outcome;
    }

    /** Those who redirect know where to ask; without any, anybody who is connected may be asked. */
    private List<Link> candidates(Optional<String> host) {
        var redirectors = settings.redirectors().get();
        List<Link> all = links.inTurn(host);
        if (host.isPresent() || redirectors.isEmpty()) {
            return all;
        }
        List<Link> first =
                all.stream().filter(each -> redirectors.contains(each.peer())).toList();
        return first.isEmpty() ? all : first;
    }

    private <A extends DiameterAnswer> Outcome<A> toFirst(
            DiameterRequest<A> request, Envelope defaults, List<PeerAddress> hosts, Duration patience, long end) {
        Outcome<A> last = new Outcome.Unanswered<>(Outcome.Reason.NO_PEER);
        for (PeerAddress each : hosts) {
            Optional<Link> link = connected(each, patience.toNanos());
            if (link.isPresent()) {
                last = asker.ask(request, defaults.to(each.host()), List.of(link.get()), left(end));
                if (last instanceof Outcome.Answered<A>) {
                    return last;
                }
            }
        }
        return last;
    }

    private Optional<Link> connected(PeerAddress peer, long patience) {
        Optional<Link> link = links.find(peer.host());
        long end = System.nanoTime() + patience;
        while (link.isEmpty()
                && System.nanoTime() < end
                && !Thread.currentThread().isInterrupted()) {
            if (strangers.size() < MOST_STRANGERS && !named(peer)) {
                strangers.putIfAbsent(peer.host(), peer);
            }
            pause();
            link = links.find(peer.host());
        }
        return link;
    }

    private boolean named(PeerAddress peer) {
        return settings.peers().get().stream().anyMatch(each -> each.host().equals(peer.host()));
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_AGAIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Duration left(long end) {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }
}
