package io.carillon.charging.ocs.adapter.mysql;

import io.carillon.charging.ocs.Account;
import io.carillon.charging.ocs.ChargingSession;
import io.carillon.charging.ocs.CreditAnswer;
import io.carillon.charging.ocs.CreditRequest;
import io.carillon.charging.ocs.Decision;
import io.carillon.charging.ocs.Ledger.Rule;
import io.carillon.charging.ocs.Ledger.Settlement;
import io.carillon.identity.Impu;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What requests of one transaction do to each other and to the accounts that it has locked, one request after the other.
 * Changes are told in the order of their keys, which is the same for everybody who writes.
 */
final class SettlingBatch {
    private final Function<CreditRequest, List<Impu>> payers;
    private final Map<String, Account> accounts;
    private final Map<AnswerKey, CreditAnswer> answers;
    private final Map<String, ChargingSession> sessions;
    private final Instant now;

    private final Map<String, Account> changedAccounts = new TreeMap<>();
    private final Map<AnswerKey, CreditAnswer> given = new TreeMap<>();
    private final Map<String, ChargingSession> opened = new TreeMap<>();
    private final Map<String, ChargingSession> changed = new TreeMap<>();

    /**
     * @param payers who may pay for a request, the preferred first
     * @param accounts those that are locked
     * @param answers given before
     * @param sessions as they are stored
     */
    SettlingBatch(
            Function<CreditRequest, List<Impu>> payers,
            Map<String, Account> accounts,
            Map<AnswerKey, CreditAnswer> answers,
            Map<String, ChargingSession> sessions,
            Instant now) {
        this.payers = payers;
        this.accounts = new HashMap<>(accounts);
        this.answers = new HashMap<>(answers);
        this.sessions = new HashMap<>(sessions);
        this.now = now;
    }

    /** Empty when no account of a payer is locked. Whoever throws has changed nothing. */
    Optional<Settlement> settle(CreditRequest request, Rule rule) {
        return payers.apply(request).stream()
                .map(payer -> accounts.get(payer.value()))
                .filter(Objects::nonNull)
                .findFirst()
                .map(account -> settle(request, rule, account));
    }

    private Settlement settle(CreditRequest request, Rule rule, Account account) {
        var key = AnswerKey.of(request);
        CreditAnswer earlier = answers.get(key);
        if (earlier != null) {
            return new Settlement.Repeated(earlier);
        }
        Decision decision = rule.decide(account, Optional.ofNullable(sessions.get(request.sessionId())));
        keep(account, decision.account());
        decision.session().ifPresent(this::keep);
        answers.put(key, decision.answer());
        given.put(key, decision.answer());
        return new Settlement.Settled(decision.answer());
    }

    private void keep(Account before, Account after) {
        if (!after.equals(before)) {
            accounts.put(after.owner().value(), after);
            changedAccounts.put(after.owner().value(), after);
        }
    }

    private void keep(ChargingSession session) {
        boolean stored = sessions.put(session.sessionId(), session) != null && !opened.containsKey(session.sessionId());
        (stored ? changed : opened).put(session.sessionId(), session);
    }

    Collection<Account> accounts() {
        return changedAccounts.values();
    }

    /** Those that were given now. */
    Map<AnswerKey, CreditAnswer> answers() {
        return given;
    }

    Collection<ChargingSession> opened() {
        return opened.values();
    }

    Collection<ChargingSession> changed() {
        return changed.values();
    }

    Instant now() {
        return now;
    }
}
