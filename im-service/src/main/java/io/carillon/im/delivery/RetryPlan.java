package io.carillon.im.delivery;

import java.time.Duration;
import java.util.List;

/** How long to wait after each attempt; after the last of them it is always the last. */
public record RetryPlan(List<Duration> pauses) {
    public RetryPlan {
        pauses = List.copyOf(pauses);
        if (pauses.isEmpty()) {
            throw new IllegalArgumentException("a retry plan needs a pause");
        }
    }

    Duration after(int attempts) {
        return pauses.get(Math.min(Math.max(attempts, 1), pauses.size()) - 1);
    }

    Duration longest() {
        return pauses.getLast();
    }
}
