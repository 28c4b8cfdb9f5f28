package io.carillon.sip.dns;

import io.carillon.sip.transport.Hop;
import io.carillon.sip.transport.Transport;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** Servers that did not answer: the others come first for a while, longer each time it happens again. */
final class Avoided {
    private static final long FIRST = Duration.ofSeconds(30).toNanos();
    private static final long LONGEST = Duration.ofMinutes(8).toNanos();
    private static final int MOST_STRIKES = 5;
    private static final int MOST = 1_000;

    private record Far(Transport transport, InetSocketAddress address) {}

    private record Strikes(int count, long until) {}

    private final ConcurrentHashMap<Far, Strikes> strikes = new ConcurrentHashMap<>();
    private final LongSupplier nanoTime;

    Avoided(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    void failed(Hop hop) {
        long now = nanoTime.getAsLong();
        if (strikes.size() >= MOST) {
            strikes.values().removeIf(each -> each.until() - now < 0);
        }
        if (strikes.size() < MOST) {
            strikes.compute(new Far(hop.transport(), hop.address()), (far, known) -> next(known, now));
        }
    }

    /** One that has been well for as long as the longest pause begins anew. */
    private static Strikes next(@org.jspecify.annotations.Nullable Strikes known, long now) {
        int count = known == null || now - known.until() > LONGEST ? 1 : Math.min(known.count() + 1, MOST_STRIKES);
        return new Strikes(count, now + (FIRST << count - 1));
    }

    /** Those to avoid last: when nobody else is left they are tried all the same. */
    List<Hop> last(List<Hop> hops) {
        if (strikes.isEmpty()) {
            return hops;
        }
        long now = nanoTime.getAsLong();
        return hops.stream()
                .sorted(Comparator.comparing(hop -> isAvoided(hop, now)))
                .toList();
    }

    private boolean isAvoided(Hop hop, long now) {
        var known = strikes.get(new Far(hop.transport(), hop.address()));
        return known != null && known.until() - now > 0;
    }
}
