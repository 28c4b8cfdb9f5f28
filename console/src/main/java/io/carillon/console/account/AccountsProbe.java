package io.carillon.console.account;

import io.carillon.node.health.FunctionalProbe;
import org.springframework.stereotype.Component;

/** A console on which nobody can sign in is down. */
@Component
class AccountsProbe implements FunctionalProbe {
    private final Accounts accounts;

    AccountsProbe(Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public String name() {
        return "accounts";
    }

    @Override
    public void check() {
        accounts.find("probe");
    }
}
