package io.carillon.charging.ocs.adapter.mysql;

import io.carillon.charging.ocs.CreditRequest;
import java.util.Comparator;

/** What makes a request the same one (RFC 8506 §8.2). */
record AnswerKey(String sessionId, long number) implements Comparable<AnswerKey> {
    private static final Comparator<AnswerKey> ORDER =
            Comparator.comparing(AnswerKey::sessionId).thenComparingLong(AnswerKey::number);

    static AnswerKey of(CreditRequest request) {
        return new AnswerKey(request.sessionId(), request.number());
    }

    @Override
    public int compareTo(AnswerKey other) {
        return ORDER.compare(this, other);
    }
}
