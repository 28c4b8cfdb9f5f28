package io.carillon.charging.ocs;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a credit-control request does to an account and its session: the server side of RFC 8506 §7, pure. The balance
 * pays for what was used, and holds the price of what is granted until its use is reported.
 */
public final class CreditControl {

    /** {@code quota} is granted when a request names no amount, {@code most} at the most. */
    public record Quota(long quota, long most) {}

    private final Tariff tariff;
    private final Map<Unit, Quota> quotas;
    private final Duration supervision;

    /** @param supervision the timer Tcc, restarted by each answer of a session. */
    public CreditControl(Tariff tariff, Quota seconds, Quota events, Duration supervision) {
        this.tariff = tariff;
        this.quotas = Map.of(Unit.SECONDS, seconds, Unit.EVENTS, events);
        this.supervision = supervision;
    }

    public Decision decide(CreditRequest request, Account account, Optional<ChargingSession> session, Instant now) {
        if (!request.plausible()) {
            return Decision.refuse(account, Verdict.INVALID_VALUE);
        }
        return switch (request.kind()) {
            case INITIAL ->
                session.isPresent()
                        ? Decision.refuse(account, Verdict.UNABLE_TO_COMPLY)
                        : open(request, account, now.plus(supervision));
            case UPDATE, TERMINATION ->
                session.filter(ChargingSession::open)
                        .map(known -> inSession(request, account, known, now.plus(supervision)))
                        .orElseGet(() -> Decision.refuse(account, Verdict.UNKNOWN_SESSION));
            case DEBIT, REFUND, CHECK_BALANCE, PRICE_ENQUIRY -> event(request, account);
        };
    }

    /** The session died: what it held goes back (RFC 8506 §7, supervision timer expired). */
    public static Decision expire(Account account, ChargingSession session) {
        return new Decision(
                account.release(session.reserved()),
                Optional.of(session.end(ChargingSession.State.EXPIRED)),
                CreditAnswer.of(Verdict.UNKNOWN_SESSION));
    }

    private Decision open(CreditRequest request, Account account, Instant expires) {
        ChargingSession fresh = new ChargingSession(
                request.sessionId(),
                account.owner(),
                request.destination(),
                Map.of(),
                request.number(),
                ChargingSession.State.OPEN,
                expires);
        Decision decision = serve(request, account, fresh);
        // A refused session was never opened: the client returns to Idle and sends no termination (RFC 8506 §7).
        return decision.answer().verdict() == Verdict.GRANTED
                ? decision
                : new Decision(account, Optional.empty(), decision.answer());
    }

    private Decision inSession(CreditRequest request, Account account, ChargingSession known, Instant expires) {
        if (!known.account().equals(account.owner())) {
            return Decision.refuse(account, Verdict.UNABLE_TO_COMPLY);
        }
        Decision served = serve(request, account, known.answered(request.number(), expires));
        if (request.kind() == CreditRequest.Kind.UPDATE) {
            return served;
        }
        ChargingSession ended = served.session().orElseThrow();
        CreditAnswer bill = new CreditAnswer(Verdict.GRANTED, served.answer().services(), ended.paid());
        return new Decision(
                served.account().release(ended.reserved()), Optional.of(ended.end(ChargingSession.State.CLOSED)), bill);
    }

    private Decision serve(CreditRequest request, Account before, ChargingSession session) {
        Account account = before;
        ChargingSession metered = session;
        List<ServiceGrant> grants = new ArrayList<>();
        for (ServiceUse use : request.services()) {
            if (use.unit() == Unit.UNRATED) {
                grants.add(ServiceGrant.refused(use, Verdict.RATING_FAILED));
                continue;
            }
            Meter known = metered.meters().get(use.key());
            Meter meter = known != null ? known : Meter.start(use.unit(), price(metered.destination(), use.unit()));
            account = account.release(meter.reserved());
            meter = meter.hold(0).use(use.used());
            // A peer that used more than its grant may owe more than there is; the balance never goes below zero.
            long paying = Math.min(meter.due(), account.available());
            account = account.debit(paying);
            meter = meter.pay(paying);
            boolean more = use.asks() && request.kind() != CreditRequest.Kind.TERMINATION;
            long granted = more ? affordable(use, meter, account) : 0;
            meter = meter.hold(granted > 0 ? meter.costOf(granted) : 0);
            account = account.reserve(meter.reserved());
            metered = metered.with(use.key(), meter);
            grants.add(grant(use, meter, more, granted, account.balance() - metered.reserved()));
        }
        return new Decision(account, Optional.of(metered), new CreditAnswer(overall(grants), grants, 0));
    }

    private long affordable(ServiceUse use, Meter meter, Account account) {
        Quota quota = quotas.get(meter.unit());
        long wanted = Math.min(use.requested().orElse(quota.quota()), quota.most());
        return meter.price().free() ? wanted : Math.min(wanted, meter.affordable(account.available()));
    }

    /** {@code rest} is what the balance has beyond this session's own reservations, those of other sessions included. */
    private static ServiceGrant grant(ServiceUse use, Meter meter, boolean more, long granted, long rest) {
        if (more && granted <= 0) {
            return ServiceGrant.refused(use, Verdict.CREDIT_LIMIT_REACHED);
        }
        boolean last = more && rest < meter.price().amount();
        return new ServiceGrant(use.key(), meter.unit(), Verdict.GRANTED, granted, last);
    }

    /** The command fails when nothing in it succeeded; else each service carries its own result (RFC 8506 §5.1.2). */
    private static Verdict overall(List<ServiceGrant> grants) {
        boolean allRefused = !grants.isEmpty() && grants.stream().allMatch(grant -> grant.verdict() != Verdict.GRANTED);
        return allRefused ? grants.getFirst().verdict() : Verdict.GRANTED;
    }

    /** One-time events, RFC 8506 §6. */
    private Decision event(CreditRequest request, Account account) {
        if (request.services().stream().anyMatch(use -> use.unit() == Unit.UNRATED)) {
            return Decision.refuse(account, Verdict.RATING_FAILED);
        }
        long cost = request.services().stream()
                .mapToLong(use -> price(request.destination(), use.unit()).cost(units(use)))
                .sum();
        boolean covered = cost <= account.available();
        return switch (request.kind()) {
            case DEBIT ->
                covered
                        ? new Decision(account.debit(cost), Optional.empty(), granted(request, cost))
                        : Decision.refuse(account, Verdict.CREDIT_LIMIT_REACHED);
            case REFUND ->
                account.balance() + cost <= Account.MAX_BALANCE
                        ? new Decision(account.credit(cost), Optional.empty(), granted(request, cost))
                        : Decision.refuse(account, Verdict.UNABLE_TO_COMPLY);
            case CHECK_BALANCE ->
                covered
                        ? new Decision(account, Optional.empty(), granted(request, cost))
                        : Decision.refuse(account, Verdict.CREDIT_LIMIT_REACHED);
            case PRICE_ENQUIRY -> new Decision(account, Optional.empty(), granted(request, cost));
            case INITIAL, UPDATE, TERMINATION -> throw new IllegalArgumentException("not an event: " + request.kind());
        };
    }

    private static CreditAnswer granted(CreditRequest request, long cost) {
        List<ServiceGrant> grants = request.services().stream()
                .map(use -> new ServiceGrant(use.key(), use.unit(), Verdict.GRANTED, units(use), false))
                .toList();
        return new CreditAnswer(Verdict.GRANTED, grants, cost);
    }

    /** An event without an amount is one event. */
    private static long units(ServiceUse use) {
        return use.requested().orElse(1);
    }

    private Price price(String destination, Unit unit) {
        return tariff.price(destination, unit);
    }
}
