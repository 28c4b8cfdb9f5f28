package io.carillon.charging.ocs;

import io.carillon.charging.ocs.Ledger.Settlement.NoAccount;
import io.carillon.charging.ocs.Ledger.Settlement.Repeated;
import io.carillon.charging.ocs.Ledger.Settlement.Settled;
import java.time.Clock;

/** A CCR from arrival to answer: RFC 8506 §5 (sessions) and §6 (events), TS 32.299 §6.3. */
public final class OnlineChargingFlow {

    /** What becomes of a subscriber without an account. */
    public enum UnknownUser {
        /** DIAMETER_USER_UNKNOWN. */
        REFUSE,
        /** An account with the default credit: for laboratories. */
        CREATE
    }

    private final Ledger ledger;
    private final CreditControl credit;
    private final UnknownUser unknownUser;
    private final long defaultCredit;
    private final CreditMetrics metrics;
    private final Clock clock;

    public OnlineChargingFlow(
            Ledger ledger,
            CreditControl credit,
            UnknownUser unknownUser,
            long defaultCredit,
            CreditMetrics metrics,
            Clock clock) {
        this.ledger = ledger;
        this.credit = credit;
        this.unknownUser = unknownUser;
        this.defaultCredit = defaultCredit;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** @throws LedgerUnavailable when nothing could be decided */
    public CreditAnswer answer(CreditRequest request) {
        return switch (settle(request)) {
            case Settled(var answer) -> metrics.decided(request.kind(), answer);
            case Repeated(var answer) -> metrics.repeated(answer);
            case NoAccount() -> metrics.decided(request.kind(), CreditAnswer.of(stranger(request)));
        };
    }

    private Ledger.Settlement settle(CreditRequest request) {
        Ledger.Settlement first = attempt(request);
        if (first instanceof NoAccount && opensAccount(request)) {
            ledger.open(request.subscribers().getFirst(), defaultCredit);
            return attempt(request);
        }
        return first;
    }

    private Ledger.Settlement attempt(CreditRequest request) {
        return ledger.settle(request, (account, session) -> credit.decide(request, account, session, clock.instant()));
    }

    private boolean opensAccount(CreditRequest request) {
        return unknownUser == UnknownUser.CREATE && !request.subscribers().isEmpty() && !inSession(request);
    }

    private static Verdict stranger(CreditRequest request) {
        return inSession(request) ? Verdict.UNKNOWN_SESSION : Verdict.USER_UNKNOWN;
    }

    private static boolean inSession(CreditRequest request) {
        return request.kind() == CreditRequest.Kind.UPDATE || request.kind() == CreditRequest.Kind.TERMINATION;
    }
}
