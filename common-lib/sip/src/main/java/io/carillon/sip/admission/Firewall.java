package io.carillon.sip.admission;

import io.carillon.sip.message.SipRequest;
import io.carillon.sip.transport.Arrival;
import io.carillon.sip.transport.Gate;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gate towards phones and strangers: lists, bans, rules and rates, by a policy that may change at any time. What
 * goes first ({@link Gate#goesFirst}) passes the global rate and takes the last tokens of its source.
 */
public final class Firewall implements Gate {
    private static final Logger LOG = LoggerFactory.getLogger(Firewall.class);
    /** No address space of an attacker may fill the memory. */
    private static final int MOST_SOURCES = 50_000;

    private static final long SWEEP = Duration.ofSeconds(1).toNanos();

    private static final double MALFORMED = 5;
    private static final double OVER_RATE = 1;
    private static final double AGAINST_RULE = 5;
    private static final String ALL = "";

    /**
     * A source that is not heard.
     *
     * @param seconds that are left
     */
    public record Ban(String source, long seconds, String reason) {}

    /** Counts since the start. */
    public record Statistics(long dropped, long refused, long shed, long bans) {}

    private final Set<String> trusted;
    private final LongSupplier nanoTime;
    private final Map<String, Source> sources = new ConcurrentHashMap<>();
    private final Source strangers;
    private final AtomicLong sweptAt = new AtomicLong();
    private final LongAdder dropped = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder shed = new LongAdder();
    private final LongAdder bans = new LongAdder();
    private volatile FirewallPolicy policy;
    private volatile TokenBucket everybody;

    /** @param trusted listening points where nobody but the core speaks */
    public Firewall(Set<String> trusted, FirewallPolicy policy) {
        this(trusted, policy, System::nanoTime);
    }

    Firewall(Set<String> trusted, FirewallPolicy policy, LongSupplier nanoTime) {
        this.trusted = Set.copyOf(trusted);
        this.nanoTime = nanoTime;
        this.policy = policy;
        this.strangers = new Source(nanoTime.getAsLong());
        this.everybody = new TokenBucket(policy.global(), nanoTime.getAsLong());
    }

    public FirewallPolicy policy() {
        return policy;
    }

    /** Bans and offences stay. */
    public void change(FirewallPolicy value) {
        everybody = new TokenBucket(value.global(), nanoTime.getAsLong());
        policy = value;
    }

    @Override
    public boolean hears(String listener, InetAddress source) {
        var current = policy;
        if (trusted.contains(listener) || current.allows(source)) {
            return true;
        }
        boolean heard = !current.denies(source) && !isBanned(source);
        if (!heard) {
            dropped.increment();
        }
        return heard;
    }

    private boolean isBanned(InetAddress source) {
        if (sources.isEmpty()) {
            return false;
        }
        var known = sources.get(Source.name(source));
        return known != null && known.isBanned(nanoTime.getAsLong());
    }

    @Override
    public Verdict admit(SipRequest request, Arrival arrival) {
        var current = policy;
        var source = arrival.remote().getAddress();
        if (trusted.contains(arrival.listener()) || current.allows(source)) {
            return Verdict.ADMIT;
        }
        boolean first = Gate.goesFirst(request);
        long now = nanoTime.getAsLong();
        for (var rule : current.rules()) {
            if (rule.matches(request, source) && isOver(rule.name(), rule.rate(), source, first, now)) {
                return by(rule, arrival);
            }
        }
        if (current.perSource().isLimited() && isOver(ALL, current.perSource(), source, first, now)) {
            offends(arrival, OVER_RATE, "rate");
            return counted(Verdict.SHED);
        }
        boolean room = first || !current.global().isLimited() || everybody.take(current.global(), false, now);
        return room ? Verdict.ADMIT : counted(Verdict.SHED);
    }

    /** Without a limit everything is over it. */
    private boolean isOver(String bucket, Rate rate, InetAddress source, boolean first, long now) {
        return !rate.isLimited() || !known(source).take(bucket, rate, first, now);
    }

    private Verdict by(FirewallRule rule, Arrival arrival) {
        return switch (rule.action()) {
            case PASS -> Verdict.ADMIT;
            case SHED -> counted(Verdict.SHED);
            case REFUSE -> {
                offends(arrival, AGAINST_RULE, rule.name());
                yield counted(Verdict.REFUSE);
            }
            case DROP -> counted(Verdict.DROP);
            case BAN -> {
                ban(arrival, rule.name());
                yield counted(Verdict.DROP);
            }
        };
    }

    private Verdict counted(Verdict verdict) {
        switch (verdict) {
            case DROP -> dropped.increment();
            case REFUSE -> refused.increment();
            case SHED -> shed.increment();
            case ADMIT -> {}
        }
        return verdict;
    }

    @Override
    public void malformed(Arrival arrival) {
        var source = arrival.remote().getAddress();
        if (!trusted.contains(arrival.listener()) && !policy.allows(source)) {
            offends(arrival, MALFORMED, "malformed messages");
        }
    }

    private void offends(Arrival arrival, double points, String why) {
        int limit = policy.banScore();
        var source = arrival.remote().getAddress();
        if (limit > 0 && known(source).offends(points, limit, nanoTime.getAsLong())) {
            ban(arrival, why);
        }
    }

    /**
     * A phone has proved who it is from there. Datagrams can be forged: for that time they get its address no ban, and
     * only rates and rules hold them back.
     */
    public void prove(InetAddress source, Duration time) {
        var known = known(source);
        if (known != strangers) {
            known.prove(time, nanoTime.getAsLong());
        }
    }

    private void ban(Arrival arrival, String why) {
        var source = arrival.remote().getAddress();
        if (!arrival.transport().reliable() && known(source).isProven(nanoTime.getAsLong())) {
            return;
        }
        known(source).ban(policy.banTime(), why, nanoTime.getAsLong());
        bans.increment();
        LOG.warn("{} is banned for a while: {}", Source.name(source), why);
    }

    /** By hand. */
    public void ban(InetAddress source, Duration time, String why) {
        known(source).banFor(time, why, nanoTime.getAsLong());
        bans.increment();
        LOG.info("{} is banned for {} s: {}", Source.name(source), time.toSeconds(), why);
    }

    /** True if there was a ban to lift. */
    public boolean lift(InetAddress source) {
        var known = sources.get(Source.name(source));
        boolean banned = known != null && known.isBanned(nanoTime.getAsLong());
        if (banned) {
            known.lift();
        }
        return banned;
    }

    public List<Ban> bans() {
        long now = nanoTime.getAsLong();
        return sources.entrySet().stream()
                .filter(each -> each.getValue().isBanned(now))
                .map(each -> each.getValue().ban(each.getKey(), now))
                .sorted(Comparator.comparing(Ban::source))
                .toList();
    }

    public Statistics statistics() {
        return new Statistics(dropped.sum(), refused.sum(), shed.sum(), bans.sum());
    }

    /** Not for each new source: a walk through all of them is dear. */
    private void sweep(long now) {
        long last = sweptAt.get();
        if (now - last > SWEEP && sweptAt.compareAndSet(last, now)) {
            sources.values().removeIf(each -> each.isIdle(now));
        }
    }

    int sources() {
        return sources.size();
    }

    /** When memory is short, whoever is new shares one state with everybody else who is. */
    private Source known(InetAddress address) {
        var name = Source.name(address);
        long now = nanoTime.getAsLong();
        var known = sources.get(name);
        if (known != null) {
            return known;
        }
        if (sources.size() >= MOST_SOURCES) {
            sweep(now);
            if (sources.size() >= MOST_SOURCES) {
                return strangers;
            }
        }
        return sources.computeIfAbsent(name, each -> new Source(now));
    }
}
