package io.carillon.charging.ocs.adapter.mysql;

import io.carillon.charging.ocs.Account;
import io.carillon.charging.ocs.ChargingSession;
import io.carillon.charging.ocs.CreditControl;
import io.carillon.charging.ocs.CreditRequest;
import io.carillon.charging.ocs.Decision;
import io.carillon.charging.ocs.Ledger;
import io.carillon.identity.Impu;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Accounts in MySQL. The account's row is locked before anything else is read, so that requests of one account (copies
 * of one request too) go one after another on all nodes, and different accounts never wait for each other. Requests are
 * settled many at a time, without entities; all else happens rarely.
 */
public final class JpaLedger implements Ledger {
    private final EntityManager entities;
    private final LedgerTransactions transactions;
    private final Settling settling;

    /** @param settlements transactions of {@code jdbc}, in which requests are settled without entities */
    public JpaLedger(
            EntityManager entities,
            LedgerTransactions transactions,
            JdbcTemplate jdbc,
            LedgerTransactions settlements,
            Clock clock) {
        this.entities = entities;
        this.transactions = transactions;
        this.settling = new Settling(settlements, new LedgerRows(jdbc), clock);
    }

    @Override
    public Settlement settle(CreditRequest request, Rule rule) {
        return settling.settle(request, rule);
    }

    /** In SQL, because Hibernate writes MySQL's FOR UPDATE OF, which MariaDB does not know. */
    private @Nullable AccountRow lock(Impu owner) {
        return (AccountRow) entities.createNativeQuery(
                        "SELECT impu, balance, reserved FROM account WHERE impu = :impu FOR UPDATE", AccountRow.class)
                .setParameter("impu", owner.value())
                .getSingleResultOrNull();
    }

    @Override
    public void open(Impu owner, long balance) {
        transactions.run(() -> insert(owner, balance));
    }

    private int insert(Impu owner, long balance) {
        return entities.createNativeQuery("INSERT INTO account (impu, balance, reserved) VALUES (:impu, :balance, 0)"
                        + " ON DUPLICATE KEY UPDATE impu = impu")
                .setParameter("impu", owner.value())
                .setParameter("balance", balance)
                .executeUpdate();
    }

    @Override
    public Optional<Account> find(Impu owner) {
        return transactions.run(() -> Optional.ofNullable(entities.find(AccountRow.class, owner.value()))
                .map(AccountRow::toAccount));
    }

    @Override
    public Account change(Impu owner, UnaryOperator<Account> change) {
        return transactions.run(() -> {
            AccountRow known = lock(owner);
            if (known == null) {
                insert(owner, 0);
                known = Objects.requireNonNull(lock(owner));
            }
            known.take(change.apply(known.toAccount()));
            return known.toAccount();
        });
    }

    @Override
    public List<ChargingSession> openSessions(Impu owner) {
        return transactions.run(() -> entities.createQuery(
                        "from SessionRow s where s.impu = :impu and s.state = :open order by s.expires",
                        SessionRow.class)
                .setParameter("impu", owner.value())
                .setParameter("open", ChargingSession.State.OPEN)
                .setMaxResults(1000)
                .getResultStream()
                .map(SessionRow::toSession)
                .toList());
    }

    @Override
    public int expire(Instant now, int most) {
        List<ChargingSession> due = transactions.run(() -> entities.createQuery(
                        "from SessionRow s where s.state = :open and s.expires < :now order by s.expires",
                        SessionRow.class)
                .setParameter("open", ChargingSession.State.OPEN)
                .setParameter("now", now)
                .setMaxResults(most)
                .getResultStream()
                .map(SessionRow::toSession)
                .toList());
        return due.stream().mapToInt(session -> expire(session, now)).sum();
    }

    /** Looks again under the account's lock: the client, or another node's sweep, may have been quicker. */
    private int expire(ChargingSession found, Instant now) {
        return transactions.run(() -> {
            AccountRow account = lock(found.account());
            SessionRow session = entities.find(SessionRow.class, found.sessionId());
            if (account == null || session == null || !session.due(now)) {
                return 0;
            }
            Decision decision = CreditControl.expire(account.toAccount(), session.toSession());
            account.take(decision.account());
            decision.session().ifPresent(session::take);
            return 1;
        });
    }

    @Override
    public int forget(Instant before, int most) {
        return transactions.run(() -> delete("credit_answer WHERE answered_at < :before", before, most)
                + delete(
                        "charging_session WHERE state IN ('CLOSED', 'EXPIRED') AND expires_at < :before",
                        before,
                        most));
    }

    private int delete(String rows, Instant before, int most) {
        return entities.createNativeQuery("DELETE FROM " + rows + " LIMIT :most")
                .setParameter("before", before)
                .setParameter("most", most)
                .executeUpdate();
    }
}
