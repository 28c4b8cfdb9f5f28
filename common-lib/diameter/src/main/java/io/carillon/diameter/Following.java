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
 * that a remembered redirect names and that does not answer is forgotten; one that cannot be connected to is not waited for.
 */
final class Following {
    private static final Logger LOG = LoggerFactory.getLogger(Following.class);
    private static final int MOST_REDIRECTS = 3;
    private static final int MOST_STRANGERS = 100;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

    /** What is known of the ways to peers. */
    interface Reach {
        /** A peer may be wanted that was not before. */
        void look();

        /** It was tried just now, in vain. */
        boolean unreachable(PeerAddress peer);
    }

    private final Asker asker;
    private final Commands commands;
    private final Links links;
    private final ClientSettings settings;
    private final Reach reach;
    private final Redirects redirects = new Redirects(System::nanoTime);
    private final Map<String, PeerAddress> strangers = new ConcurrentHashMap<>();

    Following(Asker asker, Commands commands, Links links, ClientSettings settings, Reach reach) {
        this.asker = asker;
        this.commands = commands;
        this.links = links;
        this.settings = settings;
        this.reach = reach;
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

    private Optional<Link> connected(PeerAddress wanted, long patience) {
        Optional<Link> link = links.find(wanted.host());
        if (link.isPresent() || patience <= 0) {
            return link;
        }
        PeerAddress peer = known(wanted);
        long end = System.nanoTime() + patience;
        while (link.isEmpty()
                && System.nanoTime() < end
                && !reach.unreachable(peer)
                && !Thread.currentThread().isInterrupted()) {
            pause();
            link = links.find(peer.host());
        }
        return link;
    }

    /** As the settings name it, else as the redirect does. */
    private PeerAddress known(PeerAddress wanted) {
        Optional<PeerAddress> named = settings.peers().get().stream()
                .filter(each -> each.host().equals(wanted.host()))
                .findFirst();
        if (named.isEmpty()
                && strangers.size() < MOST_STRANGERS
                && strangers.putIfAbsent(wanted.host(), wanted) == null) {
            reach.look();
        }
        return named.orElse(wanted);
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
