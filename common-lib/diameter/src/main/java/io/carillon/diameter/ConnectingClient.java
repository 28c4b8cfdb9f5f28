package io.carillon.diameter;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The client over links that it opens itself. */
final class ConnectingClient implements DiameterClient, LinkOwner, Following.Reach {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectingClient.class);
    /** Requests that peers send to a client are few: profile changes, policy events. */
    private static final int MAX_IN_FLIGHT = 1000;

    private final ClientSettings settings;
    private final Identifiers identifiers;
    private final Links links = new Links();
    private final Following following;
    private final Answerer answerer;
    private final Connector connector;
    private volatile boolean stopped;

    ConnectingClient(ClientSettings settings) {
        var commands = new Commands(settings.applications());
        var sight = new Sight(settings.local(), settings.observer());
        this.settings = settings;
        this.identifiers = new Identifiers(settings.local().host());
        this.following = new Following(new Asker(commands, identifiers, sight), commands, links, settings, this);
        this.answerer = new Answerer(commands, settings.local(), sight, MAX_IN_FLIGHT, chosen -> true);
        this.connector = new Connector(this::wanted, this, settings.tls(), settings.exact());
    }

    @Override
    public <R extends DiameterRequest<A>, A extends DiameterAnswer> DiameterClient handle(
            Class<R> request, Function<R, A> handler) {
        answerer.handle(request, handler);
        return this;
    }

    @Override
    public DiameterClient start() {
        connector.start();
        return this;
    }

    @Override
    public <A extends DiameterAnswer> Outcome<A> ask(DiameterRequest<A> request, Duration deadline) {
        if (stopped) {
            return new Outcome.Unanswered<>(Outcome.Reason.CLOSED);
        }
        var defaults = Envelope.OPEN.from(settings.local()).toRealm(settings.destinationRealm());
        return following.ask(request, defaults, deadline);
    }

    @Override
    public void look() {
        connector.look();
    }

    @Override
    public void lost(PeerAddress peer) {
        connector.lost(peer);
    }

    @Override
    public boolean unreachable(PeerAddress peer) {
        return connector.unreachable(peer);
    }

    private List<PeerAddress> wanted() {
        return Stream.concat(settings.peers().get().stream(), following.strangers().stream())
                .toList();
    }

    @Override
    public String newSessionId() {
        return identifiers.nextSession();
    }

    @Override
    public Set<String> connected() {
        return links.connected();
    }

    @Override
    public void close() {
        stopped = true;
        connector.stop();
        Farewell.to(links.all(), settings.timers());
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
    public boolean admits(Link link, String host) {
        return connector.admits(link, host);
    }

    @Override
    public void opened(Link link) {
        LOG.info("connected to {} at {}", link.peer(), link.remoteAddress());
        links.add(link);
        if (stopped) {
            link.close();
        }
    }

    @Override
    public void closed(Link link) {
        if (!link.peer().isEmpty()) {
            LOG.info("connection to {} at {} ended", link.peer(), link.remoteAddress());
        }
        links.remove(link);
        connector.closed(link);
    }

    @Override
    public void requested(Link link, Frame request) {
        answerer.requested(link, request);
    }
}
