package io.carillon.charging.ocs.adapter.mysql;

import io.carillon.charging.ocs.LedgerUnavailable;
import jakarta.persistence.PersistenceException;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.dao.support.DataAccessUtils;
import org.springframework.dao.support.PersistenceExceptionTranslator;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/** Runs a piece of work in one transaction, again after a deadlock, and tells a store that is away from a fault in us. */
public final class LedgerTransactions {
    private static final int TRIES = 3;
    /** SQLSTATE classes that blame the statement and not the store: data, integrity, syntax or access. */
    private static final Set<String> STATEMENT_FAULTS = Set.of("21", "22", "23", "42");

    private final TransactionTemplate transactions;
    private final PersistenceExceptionTranslator translator;

    public LedgerTransactions(TransactionTemplate transactions, PersistenceExceptionTranslator translator) {
        this.transactions = transactions;
        this.translator = translator;
    }

    <T> T run(Supplier<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return Objects.requireNonNull(transactions.execute(status -> work.get()));
            } catch (RuntimeException thrown) {
                RuntimeException fault = thrown instanceof PersistenceException
                        ? DataAccessUtils.translateIfNecessary(thrown, translator)
                        : thrown;
                if (fault instanceof PessimisticLockingFailureException && attempt < TRIES) {
                    continue;
                }
                throw storeAway(fault) ? new LedgerUnavailable(fault) : fault;
            }
        }
    }

    private static boolean storeAway(RuntimeException fault) {
        if (fault instanceof PessimisticLockingFailureException) {
            return true;
        }
        boolean inTransaction = fault instanceof TransactionException;
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                String state = Objects.requireNonNullElse(sql.getSQLState(), "");
                return !STATEMENT_FAULTS.contains(state.substring(0, Math.min(2, state.length())));
            }
        }
        return inTransaction;
    }
}
