package io.carillon.console.adapter.mysql;

import io.carillon.console.account.Account;
import io.carillon.console.account.Accounts;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.data.domain.Sort;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

@Repository
class MysqlAccounts implements Accounts {
    private final AccountRows rows;

    MysqlAccounts(AccountRows rows) {
        this.rows = rows;
    }

    @Override
    public Optional<Account> find(String name) {
        return rows.findById(name).map(AccountEntity::account);
    }

    @Override
    public List<Account> all() {
        return rows.findAll(Sort.by("name")).stream()
                .map(AccountEntity::account)
                .toList();
    }

    @Override
    public boolean add(Account account) {
        if (rows.existsById(account.name())) {
            return false;
        }
        rows.save(new AccountEntity(account));
        return true;
    }

    @Override
    @Transactional(isolation = Isolation.SERIALIZABLE)
    public boolean addFirst(Account account) {
        try {
            return rows.count() == 0 && rows.saveAndFlush(new AccountEntity(account)) != null;
        } catch (ConcurrencyFailureException | DataIntegrityViolationException e) {
            return false;
        }
    }

    @Override
    public void replace(Account account) {
        rows.save(new AccountEntity(account));
    }

    @Override
    public boolean remove(String name) {
        if (!rows.existsById(name)) {
            return false;
        }
        rows.deleteById(name);
        return true;
    }
}
