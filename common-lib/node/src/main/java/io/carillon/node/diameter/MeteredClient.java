package io.carillon.node.diameter;

import io.carillon.diameter.DiameterAnswer;
import io.carillon.diameter.DiameterClient;
import io.carillon.diameter.DiameterRequest;
import io.carillon.diameter.Outcome;
import io.carillon.diameter.PeerAddress;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/** Times every question to the peers of a role, and counts those that nobody answered by the reason. */
final class MeteredClient implements DiameterClient {
    private static final Duration[] STEPS = {
        Duration.ofMillis(2),
        Duration.ofMillis(10),
        Duration.ofMillis(50),
        Duration.ofMillis(200),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5)
    };

    private final DiameterClient client;
    private final String peer;
    private final MeterRegistry meters;
    private final Map<Timed, Timer> timers = new ConcurrentHashMap<>();

    private record Timed(Class<?> request, String outcome) {}

    MeteredClient(DiameterClient client, String peer, Supplier<Number> wanted, MeterRegistry meters) {
        this.client = client;
        this.peer = peer;
        this.meters = meters;
        Gauge.builder("diameter.peers", client, each -> each.connected().size())
                .description("Peers that are connected and answer")
                .tag("peer", peer)
                .register(meters);
        Gauge.builder("diameter.peers.wanted", wanted)
                .description("Nodes of the role that the directory knows, or peers that are configured for it")
                .tag("peer", peer)
                .register(meters);
    }

    @Override
    public <R extends DiameterRequest<A>, A extends DiameterAnswer> DiameterClient handle(
            Class<R> request, Function<R, A> handler) {
        client.handle(request, handler);
        return this;
    }

    @Override
    public DiameterClient start() {
        client.start();
        return this;
    }

    @Override
    public <A extends DiameterAnswer> Outcome<A> ask(DiameterRequest<A> request, Duration deadline) {
        long began = System.nanoTime();
        Outcome<A> outcome = client.ask(request, deadline);
        String word = switch (outcome) {
            case Outcome.Answered<A> answered -> "answered";
            case Outcome.Unanswered<A>(var reason) -> reason.name().toLowerCase(Locale.ROOT);
        };
        timers.computeIfAbsent(new Timed(request.getClass(), word), this::timer)
                .record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
        return outcome;
    }

    private Timer timer(Timed what) {
        return Timer.builder("diameter.requests.duration")
                .description("From a question to its outcome")
                .tag("peer", peer)
                .tag("request", what.request().getSimpleName().replaceFirst("Request$", ""))
                .tag("outcome", what.outcome())
                .serviceLevelObjectives(STEPS)
                .register(meters);
    }

    @Override
    public void look() {
        client.look();
    }

    @Override
    public void lost(PeerAddress lost) {
        client.lost(lost);
    }

    @Override
    public String newSessionId() {
        return client.newSessionId();
    }

    @Override
    public Set<String> connected() {
        return client.connected();
    }

    @Override
    public void close() {
        client.close();
    }
}
