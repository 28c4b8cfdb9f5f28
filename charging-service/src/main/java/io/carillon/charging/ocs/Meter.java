package io.carillon.charging.ocs;

/**
 * One service of a charging session: how much of it was used, what of that has been debited, and what is held on the
 * account for the units granted last.
 */
public record Meter(Unit unit, Price price, long used, long paid, long reserved) {

    static Meter start(Unit unit, Price price) {
        return new Meter(unit, price, 0, 0, 0);
    }

    Meter use(long units) {
        return new Meter(unit, price, Math.addExact(used, units), paid, reserved);
    }

    Meter pay(long amount) {
        return new Meter(unit, price, used, paid + amount, reserved);
    }

    Meter hold(long amount) {
        return new Meter(unit, price, used, paid, amount);
    }

    /** Owed for what was used and not yet debited. */
    long due() {
        return Math.max(0, price.cost(used) - paid);
    }

    /** What {@code units} more would cost on top of what is paid: nothing inside a step that is already paid for. */
    long costOf(long units) {
        return Math.max(0, price.cost(used + units) - paid);
    }

    /** How many units more can be given when {@code money} may be spent on them. */
    long affordable(long money) {
        return price.unitsFor(Math.addExact(paid, money)) - used;
    }
}
