package io.carillon.charging.ocs;

import java.time.Clock;

class InMemoryLedgerTest extends LedgerContract {
    private final Ledger ledger = new InMemoryLedger(Clock.systemUTC());

    @Override
    protected Ledger ledger() {
        return ledger;
    }
}
