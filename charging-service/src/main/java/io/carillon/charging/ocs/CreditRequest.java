package io.carillon.charging.ocs;

import io.carillon.identity.Impu;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A credit-control request as the account sees it; {@code subscribers} are its possible owners, the preferred first. */
public record CreditRequest(
        String sessionId,
        long number,
        Kind kind,
        List<Impu> subscribers,
        String destination,
        List<ServiceUse> services) {

    /** CC-Request-Type, with Requested-Action for events (RFC 8506 §8.3, §8.41). */
    public enum Kind {
        INITIAL,
        UPDATE,
        TERMINATION,
        DEBIT,
        REFUND,
        CHECK_BALANCE,
        PRICE_ENQUIRY
    }

    /** Services of one request that this node looks at; a call has one or two. */
    static final int MAX_SERVICES = 16;

    public CreditRequest {
        subscribers = List.copyOf(subscribers);
        services = List.copyOf(services);
    }

    /** One of a session (RFC 8506 §5), not an event (§6). */
    public boolean ofSession() {
        return switch (kind) {
            case INITIAL, UPDATE, TERMINATION -> true;
            case DEBIT, REFUND, CHECK_BALANCE, PRICE_ENQUIRY -> false;
        };
    }

    boolean plausible() {
        Set<String> keys = new HashSet<>();
        return services.size() <= MAX_SERVICES
                && services.stream().allMatch(use -> use.plausible() && keys.add(use.key()));
    }
}
