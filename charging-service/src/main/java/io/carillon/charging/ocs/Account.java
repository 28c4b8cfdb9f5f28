package io.carillon.charging.ocs;

import io.carillon.identity.Impu;

/**
 * A prepaid account, in minor currency units. {@code reserved} is the part of the balance that open charging sessions
 * hold; {@code 0 ≤ reserved ≤ balance} always.
 */
public record Account(Impu owner, long balance, long reserved) {

    /** A hundred thousand million in a currency with two decimals. */
    public static final long MAX_BALANCE = 10_000_000_000_000L;

    /** Longer names belong to no subscriber. */
    public static final int MAX_NAME = 255;

    public Account {
        if (reserved < 0 || balance < reserved || balance > MAX_BALANCE) {
            throw new IllegalArgumentException("balance " + balance + ", reserved " + reserved);
        }
    }

    public long available() {
        return balance - reserved;
    }

    Account debit(long amount) {
        return new Account(owner, balance - amount, reserved);
    }

    /** @throws IllegalArgumentException past {@link #MAX_BALANCE} */
    public Account credit(long amount) {
        return new Account(owner, Math.addExact(balance, amount), reserved);
    }

    /** @throws IllegalArgumentException below what is reserved, or past {@link #MAX_BALANCE} */
    public Account set(long newBalance) {
        return new Account(owner, newBalance, reserved);
    }

    Account reserve(long amount) {
        return new Account(owner, balance, reserved + amount);
    }

    Account release(long amount) {
        return new Account(owner, balance, reserved - amount);
    }
}
