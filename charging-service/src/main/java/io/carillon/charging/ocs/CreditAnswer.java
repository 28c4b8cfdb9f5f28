package io.carillon.charging.ocs;

import java.util.List;

/** What a request came to; kept, so that a retransmission is answered identically. {@code cost} in minor units. */
public record CreditAnswer(Verdict verdict, List<ServiceGrant> services, long cost) {

    public CreditAnswer {
        services = List.copyOf(services);
    }

    static CreditAnswer of(Verdict verdict) {
        return new CreditAnswer(verdict, List.of(), 0);
    }
}
