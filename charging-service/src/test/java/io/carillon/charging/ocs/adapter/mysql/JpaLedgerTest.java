package io.carillon.charging.ocs.adapter.mysql;

import io.carillon.charging.SharedNode;
import io.carillon.charging.ocs.Ledger;
import io.carillon.charging.ocs.LedgerContract;

class JpaLedgerTest extends LedgerContract {

    @Override
    protected Ledger ledger() {
        return SharedNode.get().bean(Ledger.class);
    }
}
