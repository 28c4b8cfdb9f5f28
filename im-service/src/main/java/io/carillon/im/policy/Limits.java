package io.carillon.im.policy;

import java.util.Optional;

/**
 * Who is barred, rates by user and by pair, and two marks of spam: one text to many, and many recipients at once. All
 * nodes count together; while they cannot, each counts for itself.
 */
public final class Limits implements MessagePolicy {
    private final Barred barred;
    private final Rates together;
    private final NodeRates alone;

    public Limits(Barred barred, Rates together, NodeRates alone) {
        this.barred = barred;
        this.together = together;
        this.alone = alone;
    }

    @Override
    public Ruling rule(String sender, String recipient, Optional<String> text) {
        return barred.isBarred(sender)
                ? new Ruling.Barred()
                : together.count(sender, recipient, text)
                        .or(() -> alone.count(sender, recipient, text))
                        .orElseThrow();
    }
}
