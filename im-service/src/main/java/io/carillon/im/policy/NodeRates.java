package io.carillon.im.policy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What this node alone has seen: for as long as the nodes cannot count together. */
public final class NodeRates implements Rates {
    private static final int MOST_TEXTS = 64;

    private final LimitProperties limits;
    private final Clock clock;
    private final Cache<String, Sender> senders;

    public NodeRates(LimitProperties limits, Clock clock) {
        this.limits = limits;
        this.clock = clock;
        this.senders = Caffeine.newBuilder().maximumSize(limits.users()).build();
    }

    @Override
    public Optional<Ruling> count(String sender, String recipient, Optional<String> text) {
        return Optional.of(senders.get(sender, fresh -> new Sender()).count(recipient, text));
    }

    private Bucket bucket(int tokens) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(tokens).refillGreedy(tokens, limits.window()))
                .withCustomTimePrecision(new TimeMeter() {
                    @Override
                    public long currentTimeNanos() {
                        return clock.millis() * 1_000_000L;
                    }

                    @Override
                    public boolean isWallClockBased() {
                        return true;
                    }
                })
                .build();
    }

    private final class Sender {
        private final Bucket all = bucket(limits.perUser());
        private final Map<String, Bucket> pairs = new HashMap<>();
        private final Map<Integer, Set<String>> texts = new HashMap<>();
        private final Set<String> recipients = new HashSet<>();
        private long window;

        synchronized Ruling count(String recipient, Optional<String> text) {
            long now = clock.millis() / limits.window().toMillis();
            if (now != window) {
                window = now;
                texts.clear();
                recipients.clear();
                pairs.values().removeIf(each -> each.getAvailableTokens() >= limits.perPair());
            }
            if (!all.tryConsume(1)) {
                return Ruling.TooMany.OF_ONE;
            }
            recipients.add(recipient);
            if (recipients.size() > limits.recipients()) {
                recipients.remove(recipient);
                return Ruling.Spam.FAN_OUT;
            }
            if (!pairs.computeIfAbsent(recipient, fresh -> bucket(limits.perPair()))
                    .tryConsume(1)) {
                return Ruling.TooMany.TO_ONE;
            }
            boolean repeated = text.filter(each -> each.length() >= SHORTEST_TEXT)
                    .filter(each -> repeated(each, recipient))
                    .isPresent();
            return repeated ? Ruling.Spam.REPETITION : new Ruling.Allowed();
        }

        private boolean repeated(String text, String recipient) {
            if (texts.size() >= MOST_TEXTS && !texts.containsKey(text.hashCode())) {
                return false;
            }
            var to = texts.computeIfAbsent(text.hashCode(), fresh -> new HashSet<>());
            to.add(recipient);
            return to.size() > limits.repetitions();
        }
    }
}
