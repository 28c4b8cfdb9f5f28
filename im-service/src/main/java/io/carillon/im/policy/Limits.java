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

/**
 * Rates by user and by pair, and two marks of spam: one text to many, and many recipients at once. Each node counts for
 * itself: a limit is one of a node.
 */
public final class Limits implements MessagePolicy {
    /** "Ok" and "yes" are said to everybody. */
    private static final int SHORTEST_TEXT = 12;

    private static final int MOST_TEXTS = 64;

    private final LimitProperties limits;
    private final Barred barred;
    private final Clock clock;
    private final Cache<String, Sender> senders;

    public Limits(LimitProperties limits, Barred barred, Clock clock) {
        this.limits = limits;
        this.barred = barred;
        this.clock = clock;
        this.senders = Caffeine.newBuilder().maximumSize(limits.users()).build();
    }

    @Override
    public Ruling rule(String sender, String recipient, Optional<String> text) {
        return barred.isBarred(sender)
                ? new Ruling.Barred()
                : senders.get(sender, fresh -> new Sender()).rule(recipient, text);
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

    /** What one user has sent of late. */
    private final class Sender {
        private final Bucket all = bucket(limits.perUser());
        private final Map<String, Bucket> pairs = new HashMap<>();
        private final Map<Integer, Set<String>> texts = new HashMap<>();
        private final Set<String> recipients = new HashSet<>();
        private long windowEnds;

        synchronized Ruling rule(String recipient, Optional<String> text) {
            if (clock.millis() >= windowEnds) {
                windowEnds = clock.millis() + limits.window().toMillis();
                texts.clear();
                recipients.clear();
                pairs.values().removeIf(each -> each.getAvailableTokens() >= limits.perPair());
            }
            if (!all.tryConsume(1)) {
                return new Ruling.TooMany("messages of one user");
            }
            recipients.add(recipient);
            if (recipients.size() > limits.recipients()) {
                recipients.remove(recipient);
                return new Ruling.Spam("recipients of one user");
            }
            if (!pairs.computeIfAbsent(recipient, fresh -> bucket(limits.perPair()))
                    .tryConsume(1)) {
                return new Ruling.TooMany("messages from one to another");
            }
            return text.filter(each -> each.length() >= SHORTEST_TEXT)
                            .filter(each -> repeated(each, recipient))
                            .isPresent()
                    ? new Ruling.Spam("one text to many")
                    : new Ruling.Allowed();
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
