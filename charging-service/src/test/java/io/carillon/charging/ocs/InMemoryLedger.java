package io.carillon.charging.ocs;

import io.carillon.identity.Impu;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The ledger without a database. */
final class InMemoryLedger implements Ledger {
    private record Key(String sessionId, long number) {}

    private record Given(CreditAnswer answer, Instant at) {}

    private final Map<Impu, Account> accounts = new HashMap<>();
    private final Map<String, ChargingSession> sessions = new HashMap<>();
    private final Map<Key, Given> answers = new HashMap<>();
    private final Clock clock;

    InMemoryLedger(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized Settlement settle(CreditRequest request, Rule rule) {
        Optional<ChargingSession> session = Optional.ofNullable(sessions.get(request.sessionId()));
        List<Impu> owners = request.subscribers().isEmpty()
                ? session.stream().map(ChargingSession::account).toList()
                : request.subscribers();
        Optional<Account> account =
                owners.stream().filter(accounts::containsKey).map(accounts::get).findFirst();
        if (account.isEmpty()) {
            return new Settlement.NoAccount();
        }
        Key key = new Key(request.sessionId(), request.number());
        Given earlier = answers.get(key);
        if (earlier != null) {
            return new Settlement.Repeated(earlier.answer());
        }
        Decision decision = rule.decide(account.get(), session);
        keep(decision);
        answers.put(key, new Given(decision.answer(), clock.instant()));
        return new Settlement.Settled(decision.answer());
    }

    private void keep(Decision decision) {
        accounts.put(decision.account().owner(), decision.account());
        decision.session().ifPresent(changed -> sessions.put(changed.sessionId(), changed));
    }

    @Override
    public synchronized void open(Impu owner, long balance) {
        accounts.putIfAbsent(owner, new Account(owner, balance, 0));
    }

    @Override
    public synchronized Optional<Account> find(Impu owner) {
        return Optional.ofNullable(accounts.get(owner));
    }

    @Override
    public synchronized Account change(Impu owner, UnaryOperator<Account> change) {
        Account changed = change.apply(find(owner).orElse(new Account(owner, 0, 0)));
        accounts.put(owner, changed);
        return changed;
    }

    @Override
    public synchronized List<ChargingSession> openSessions(Impu owner) {
        return sessions.values().stream()
                .filter(session -> session.open() && session.account().equals(owner))
                .sorted(Comparator.comparing(ChargingSession::expires))
                .toList();
    }

    @Override
    public synchronized int expire(Instant now, int most) {
        List<ChargingSession> due = sessions.values().stream()
                .filter(session -> session.open() && session.expires().isBefore(now))
                .limit(most)
                .toList();
        due.forEach(session -> keep(CreditControl.expire(accounts.get(session.account()), session)));
        return due.size();
    }

    @Override
    public synchronized int forget(Instant before, int most) {
        int had = answers.size() + sessions.size();
        answers.values().removeIf(given -> given.at().isBefore(before));
        sessions.values()
                .removeIf(session -> !session.open() && session.expires().isBefore(before));
        return had - answers.size() - sessions.size();
    }
}
