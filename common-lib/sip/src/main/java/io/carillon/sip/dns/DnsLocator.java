package io.carillon.sip.dns;

import io.carillon.identity.SipUri;
import io.carillon.sip.transport.Addresses;
import io.carillon.sip.transport.Hop;
import io.carillon.sip.transport.Locator;
import io.carillon.sip.transport.Transport;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * RFC 3263 over DNS. What was found is kept as long as its records allow, what was not found shortly, and what was known
 * stays in use while DNS does not answer (RFC 8767). A server that failed comes after the others for a while.
 */
public final class DnsLocator implements Locator {
    private static final Logger LOG = LoggerFactory.getLogger(DnsLocator.class);
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration NOTHING = Duration.ofSeconds(5);
    private static final int MOST = 1_000;

    private record Key(boolean secure, String host, int port, String transport) {
        static Key of(SipUri uri) {
            return new Key(
                    uri.isSecure(),
                    ServerSearch.target(uri).toLowerCase(Locale.ROOT),
                    uri.port(),
                    uri.param("transport").orElse("").toLowerCase(Locale.ROOT));
        }
    }

    private record Known(ServerPlan plan, long until) {}

    private final Names names;
    private final Set<Transport> spoken;
    private final LongSupplier nanoTime;
    private final Avoided avoided;
    private final ConcurrentHashMap<Key, CompletableFuture<ServerPlan>> asking = new ConcurrentHashMap<>();
    /** Names come from outside too: they must not fill the memory. */
    private final Map<Key, Known> plans = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Known> eldest) {
            return size() > MOST;
        }
    });

    /** @param spoken the transports that we can open, for a domain that leaves the choice to us */
    public DnsLocator(Names names, Set<Transport> spoken) {
        this(names, spoken, System::nanoTime);
    }

    DnsLocator(Names names, Set<Transport> spoken, LongSupplier nanoTime) {
        this.names = names;
        this.spoken = spoken;
        this.nanoTime = nanoTime;
        this.avoided = new Avoided(nanoTime);
    }

    @Override
    public List<Hop> locate(SipUri uri) {
        var domain = Addresses.literal(uri.host()) ? "" : uri.host();
        return avoided.last(plan(uri).hops(domain, ThreadLocalRandom.current()));
    }

    @Override
    public boolean immediate(SipUri uri) {
        return Addresses.literal(ServerSearch.target(uri)) || fresh(plans.get(Key.of(uri)));
    }

    /** Only servers found by name have others beside them. */
    @Override
    public void failed(Hop hop) {
        if (!hop.domain().isEmpty()) {
            avoided.failed(hop);
        }
    }

    private boolean fresh(@Nullable Known known) {
        return known != null && known.until() - nanoTime.getAsLong() > 0;
    }

    private ServerPlan plan(SipUri uri) {
        var key = Key.of(uri);
        var known = plans.get(key);
        if (known != null && fresh(known)) {
            return known.plan();
        }
        var mine = new CompletableFuture<ServerPlan>();
        var others = asking.putIfAbsent(key, mine);
        if (others != null) {
            return others.join();
        }
        var found = known == null ? new ServerPlan(List.of(), NOTHING) : known.plan();
        try {
            found = ask(uri, found);
            plans.put(
                    key, new Known(found, nanoTime.getAsLong() + lifetime(found).toNanos()));
        } finally {
            asking.remove(key);
            mine.complete(found);
        }
        return found;
    }

    private ServerPlan ask(SipUri uri, ServerPlan before) {
        try {
            return new ServerSearch(names, spoken).search(uri);
        } catch (IOException e) {
            LOG.warn("DNS gives no answer for {}: {}", ServerSearch.target(uri), e.getMessage());
            return new ServerPlan(before.services(), NOTHING);
        }
    }

    private static Duration lifetime(ServerPlan plan) {
        if (plan.isEmpty()) {
            return NOTHING;
        }
        return plan.ttl().compareTo(SHORTEST) < 0 ? SHORTEST : plan.ttl();
    }
}
