package io.carillon.charging.ocs.adapter.rest;

import io.carillon.charging.ocs.Account;
import io.carillon.charging.ocs.ChargingSession;
import io.carillon.charging.ocs.Ledger;
import io.carillon.identity.Impu;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Prepaid balances, in minor currency units. */
@RestController
@RequestMapping("/api/v1/balances/{impu}")
@Tag(name = "balances")
public class BalanceController {

    /** What an account has, and how much of it open sessions hold. */
    record Balance(String impu, long balance, long reserved, long available) {
        static Balance of(Account account) {
            return new Balance(account.owner().value(), account.balance(), account.reserved(), account.available());
        }
    }

    /** Either a new balance, or an amount to add to it; an account that does not exist is opened. */
    record Change(@Nullable Long balance, @Nullable Long topUp) {}

    /** What an open charging session holds. */
    record Reservation(
            String sessionId, String destination, long reserved, long paid, Map<String, Long> used, Instant expires) {
        static Reservation of(ChargingSession session) {
            Map<String, Long> used = new TreeMap<>();
            session.meters().forEach((key, meter) -> used.put(key, meter.used()));
            return new Reservation(
                    session.sessionId(),
                    session.destination(),
                    session.reserved(),
                    session.paid(),
                    used,
                    session.expires());
        }
    }

    private final Ledger ledger;

    BalanceController(Ledger ledger) {
        this.ledger = ledger;
    }

    @GetMapping
    @Operation(summary = "What a user has, and how much of it open sessions hold", operationId = "showBalance")
    Balance balance(@PathVariable String impu) {
        return Balance.of(known(owner(impu)));
    }

    @PutMapping
    @Operation(
            summary = "Sets a balance, or adds to it; an account that does not exist is opened",
            operationId = "changeBalance")
    Balance change(@PathVariable String impu, @RequestBody Change change) {
        Impu owner = owner(impu);
        Optional<Long> balance = Optional.ofNullable(change.balance());
        Optional<Long> topUp = Optional.ofNullable(change.topUp());
        if (balance.isPresent() == topUp.isPresent()) {
            throw problem(HttpStatus.BAD_REQUEST, "give either balance or topUp, in minor currency units");
        }
        long amount = balance.or(() -> topUp).orElseThrow();
        if (amount < 0 || amount > Account.MAX_BALANCE) {
            throw problem(HttpStatus.BAD_REQUEST, "an amount is between 0 and " + Account.MAX_BALANCE);
        }
        try {
            return Balance.of(ledger.change(
                    owner, account -> balance.isPresent() ? account.set(amount) : account.credit(amount)));
        } catch (IllegalArgumentException impossible) {
            throw problem(
                    HttpStatus.CONFLICT,
                    "a balance is at least what open sessions hold, and at most " + Account.MAX_BALANCE);
        }
    }

    @GetMapping("/reservations")
    @Operation(summary = "What the open sessions of a user hold", operationId = "listReservations")
    List<Reservation> reservations(@PathVariable String impu) {
        return ledger.openSessions(known(owner(impu)).owner()).stream()
                .map(Reservation::of)
                .toList();
    }

    private Account known(Impu owner) {
        return ledger.find(owner).orElseThrow(() -> problem(HttpStatus.NOT_FOUND, "no account of " + owner));
    }

    private static Impu owner(String impu) {
        try {
            Impu owner = Impu.parse(impu);
            if (owner.value().length() <= Account.MAX_NAME) {
                return owner;
            }
        } catch (IllegalArgumentException malformed) {
            throw problem(HttpStatus.BAD_REQUEST, String.valueOf(malformed.getMessage()));
        }
        throw problem(HttpStatus.BAD_REQUEST, "an identity has at most " + Account.MAX_NAME + " characters");
    }

    private static ErrorResponseException problem(HttpStatus status, String detail) {
        return new ErrorResponseException(status, ProblemDetail.forStatusAndDetail(status, detail), null);
    }
}
