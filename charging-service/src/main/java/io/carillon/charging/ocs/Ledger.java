package io.carillon.charging.ocs;

import io.carillon.identity.Impu;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Where accounts and charging sessions are kept. Each method is one transaction; what happens to one account happens
 * one after another, however many requests and nodes there are.
 *
 * <p>Every method throws {@link LedgerUnavailable} when the store is away.
 */
public interface Ledger {

    /**
     * What a request does, given the locked account and, unless it is an event, its session as they are. Runs again when
     * the transaction does.
     */
    @FunctionalInterface
    interface Rule {
        Decision decide(Account account, Optional<ChargingSession> session);
    }

    /** How {@link #settle} went. */
    sealed interface Settlement {
        /** Decided now. */
        record Settled(CreditAnswer answer) implements Settlement {}

        /** Decided before: a retransmission, with the answer it got the first time. */
        record Repeated(CreditAnswer answer) implements Settlement {}

        /** None of the subscribers has an account. */
        record NoAccount() implements Settlement {}
    }

    /**
     * Applies the rule unless the request (Session-Id and CC-Request-Number, RFC 8506 §8.2) already has its answer. The
     * account is that of the first subscriber who has one, or the session's when the request names no subscriber.
     */
    Settlement settle(CreditRequest request, Rule rule);

    /** Opens an account with a balance; an account that exists stays as it is. */
    void open(Impu owner, long balance);

    Optional<Account> find(Impu owner);

    /** Changes an account, opened empty if there is none. */
    Account change(Impu owner, UnaryOperator<Account> change);

    /** The sessions that hold, or may hold, a reservation on the account. */
    List<ChargingSession> openSessions(Impu owner);

    /** Ends up to {@code most} open sessions whose supervision ran out before {@code now}; returns how many. */
    int expire(Instant now, int most);

    /** Forgets answers given before the moment, and ended sessions, up to {@code most} of each; returns how many. */
    int forget(Instant before, int most);
}
