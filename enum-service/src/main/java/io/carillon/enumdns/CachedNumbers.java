package io.carillon.enumdns;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers what names stood for. While the store is away an old answer is better than none (RFC 8767), and the store
 * is asked only now and then, so that queries do not pile up behind it.
 */
final class CachedNumbers implements Numbers {
    private static final Logger LOG = LoggerFactory.getLogger(CachedNumbers.class);

    private record Seen(Node node, long at) {}

    private final Numbers store;
    private final Ticker ticker;
    private final long fresh;
    private final long retryPause;
    private final Cache<E164, Seen> cache;
    private final AtomicLong awayUntil;

    /** @param retryPause how long the store is left alone after it failed */
    CachedNumbers(Numbers store, EnumProperties.Cache settings, Duration retryPause, Ticker ticker) {
        this.store = store;
        this.ticker = ticker;
        this.fresh = settings.fresh().toNanos();
        this.retryPause = retryPause.toNanos();
        this.awayUntil = new AtomicLong(ticker.read());
        this.cache = Caffeine.newBuilder()
                .maximumSize(settings.size())
                .expireAfterWrite(settings.stale())
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
    }

    @Override
    public Node look(E164 number) {
        long now = ticker.read();
        Seen seen = cache.getIfPresent(number);
        if (seen != null && now - seen.at() < fresh) {
            return seen.node();
        }
        if (now - awayUntil.get() < 0) {
            return stale(seen, new StoreAway("the store was away a moment ago", new IllegalStateException()));
        }
        try {
            Node node = store.look(number);
            cache.put(number, new Seen(node, now));
            return node;
        } catch (StoreAway away) {
            awayUntil.set(ticker.read() + retryPause);
            LOG.warn("numbers cannot be looked up: {}", away.getMessage());
            return stale(seen, away);
        }
    }

    private static Node stale(@Nullable Seen seen, StoreAway away) {
        if (seen == null) {
            throw away;
        }
        return seen.node();
    }

    @Override
    public Optional<NumberMapping> find(E164 number) {
        return store.find(number);
    }

    @Override
    public boolean put(NumberMapping mapping) {
        boolean created = store.put(mapping);
        forget(mapping.number());
        return created;
    }

    @Override
    public boolean remove(E164 number) {
        boolean existed = store.remove(number);
        forget(number);
        return existed;
    }

    @Override
    public List<NumberMapping> list(Optional<E164> beginning, Optional<E164> after, int limit) {
        return store.list(beginning, after, limit);
    }

    /** A number makes its prefixes exist, and may stop making them. */
    private void forget(E164 number) {
        for (int length = 1; length <= number.digits().length(); length++) {
            cache.invalidate(new E164(number.digits().substring(0, length)));
        }
    }
}
