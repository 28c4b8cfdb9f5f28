package io.carillon.charging.ocs.adapter.mysql;

import io.carillon.charging.ocs.CreditRequest;
import io.carillon.charging.ocs.Ledger.Rule;
import io.carillon.charging.ocs.Ledger.Settlement;
import io.carillon.charging.ocs.LedgerUnavailable;
import io.carillon.identity.Impu;
import io.carillon.node.store.Gathering;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.PessimisticLockingFailureException;

/**
 * Requests that come while the store settles others are settled together, in one transaction that waits for nobody: an
 * account that is locked elsewhere is passed over. Nor is it asked whether one of them was answered before: its answer cannot
 * be written a second time, and the transaction fails. Who was passed over, and everybody of a transaction that failed, is
 * settled alone, so that no request pays for its neighbours.
 */
final class Settling {
    private static final Logger log = LoggerFactory.getLogger(Settling.class);
    /** One after the other: two turns of one node would only lock accounts from each other. */
    private static final int TURNS = 1;

    private final LedgerTransactions transactions;
    private final LedgerRows rows;
    private final Clock clock;
    private final Gathering<Asked, Settlement> together = new Gathering<>(TURNS, this::together);

    /** A request and what decides it; two equal requests are two. */
    static final class Asked {
        private final CreditRequest request;
        private final Rule rule;

        Asked(CreditRequest request, Rule rule) {
            this.request = request;
            this.rule = rule;
        }
    }

    Settling(LedgerTransactions transactions, LedgerRows rows, Clock clock) {
        this.transactions = transactions;
        this.rows = rows;
        this.clock = clock;
    }

    Settlement settle(CreditRequest request, Rule rule) {
        var asked = new Asked(request, rule);
        return gathered(asked).orElseGet(() -> alone(asked));
    }

    private Optional<Settlement> gathered(Asked asked) {
        try {
            return together.ask(asked);
        } catch (DataAccessException notInTime) {
            throw new LedgerUnavailable(notInTime);
        }
    }

    private Map<Asked, Settlement> together(List<Asked> all) {
        try {
            return transactions.run(() -> {
                var batch = batch(all, true);
                var settled = new HashMap<Asked, Settlement>();
                all.forEach(each -> settleIfPossible(each, batch).ifPresent(answer -> settled.put(each, answer)));
                rows.write(batch);
                return settled;
            });
        } catch (LedgerUnavailable away) {
            if (away.getCause() instanceof PessimisticLockingFailureException) {
                return Map.of(); // one of them waits for what another node writes
            }
            throw away;
        } catch (RuntimeException fault) {
            log.debug("{} requests are settled one by one", all.size(), fault);
            return Map.of();
        }
    }

    private static Optional<Settlement> settleIfPossible(Asked asked, SettlingBatch batch) {
        try {
            return batch.settle(asked.request, asked.rule);
        } catch (RuntimeException undecided) {
            log.debug("a request of {} is settled alone", asked.request.sessionId(), undecided);
            return Optional.empty();
        }
    }

    private Settlement alone(Asked asked) {
        return transactions.run(() -> {
            var batch = batch(List.of(asked), false);
            Settlement settlement = batch.settle(asked.request, asked.rule).orElseGet(Settlement.NoAccount::new);
            rows.write(batch);
            return settlement;
        });
    }

    /** Accounts first, so that all that is read later is what their locks awaited. */
    private SettlingBatch batch(List<Asked> all, boolean together) {
        var requests = all.stream().map(each -> each.request).toList();
        Map<String, Impu> owners = rows.owners(sessions(
                requests.stream().filter(request -> request.subscribers().isEmpty())));
        // An account that is passed over may be one that does not exist: then the next subscriber's does not pay for
        // it.
        Function<CreditRequest, List<Impu>> payers = request ->
                payers(request, owners).limit(together ? 1 : Long.MAX_VALUE).toList();
        var names = requests.stream().map(payers).flatMap(List::stream).map(Impu::value);
        var accounts = rows.lock(names.collect(Collectors.toSet()), together);
        var locked = requests.stream()
                .filter(request ->
                        payers.apply(request).stream().map(Impu::value).anyMatch(accounts::containsKey))
                .toList();
        return new SettlingBatch(
                payers,
                accounts,
                together
                        ? Map.of()
                        : rows.answers(locked.stream().map(AnswerKey::of).collect(Collectors.toSet())),
                rows.sessions(sessions(locked.stream().filter(CreditRequest::ofSession))),
                clock.instant());
    }

    private static Stream<Impu> payers(CreditRequest request, Map<String, Impu> owners) {
        return request.subscribers().isEmpty()
                ? Optional.ofNullable(owners.get(request.sessionId())).stream()
                : request.subscribers().stream();
    }

    private static Set<String> sessions(Stream<CreditRequest> requests) {
        return requests.map(CreditRequest::sessionId).collect(Collectors.toSet());
    }
}
