package io.carillon.console.adapter.mysql;

import io.carillon.console.account.Account;
import io.carillon.node.admin.AdminRole;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "account")
class AccountEntity {
    @Id
    private String name = "";

    private String role = "";
    private String secret = "";
    private Instant created = Instant.EPOCH;

    protected AccountEntity() {}

    AccountEntity(Account account) {
        this.name = account.name();
        this.role = account.role().name();
        this.secret = account.secret();
        this.created = account.created();
    }

    Account account() {
        return new Account(name, AdminRole.valueOf(role), secret, created);
    }
}
