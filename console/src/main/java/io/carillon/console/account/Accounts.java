package io.carillon.console.account;

import java.util.List;
import java.util.Optional;

/** The local accounts. */
public interface Accounts {
    Optional<Account> find(String name);

    List<Account> all();

    /** False if the name is taken. */
    boolean add(Account account);

    /** Only while there is none: two first sign-ins at once make one account. */
    boolean addFirst(Account account);

    void replace(Account account);

    boolean remove(String name);
}
