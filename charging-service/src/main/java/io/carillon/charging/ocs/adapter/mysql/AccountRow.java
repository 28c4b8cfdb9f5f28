package io.carillon.charging.ocs.adapter.mysql;

import io.carillon.charging.ocs.Account;
import io.carillon.identity.Impu;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

@Entity
@Table(name = "account")
class AccountRow {

    @Id
    @Column(name = "impu")
    private String impu = "";

    @Column(name = "balance")
    private long balance;

    @Column(name = "reserved")
    private long reserved;

    protected AccountRow() {}

    Account toAccount() {
        return new Account(Impu.parse(impu), balance, reserved);
    }

    void take(Account account) {
        balance = account.balance();
        reserved = account.reserved();
    }
}
