package io.carillon.hss.provisioning;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Collects what is wrong with an order, field by field, so that it can all be mended at once. */
final class Faults {
    private final List<Fault> found = new ArrayList<>();

    /** The value, or its fault noted. */
    <T> Optional<T> check(String field, Supplier<T> value) {
        try {
            return Optional.of(value.get());
        } catch (IllegalArgumentException wrong) {
            add(field, String.valueOf(wrong.getMessage()));
            return Optional.empty();
        }
    }

    void add(String field, String message) {
        found.add(new Fault(field, message));
    }

    void raise() {
        if (!found.isEmpty()) {
            throw new InvalidOrder(List.copyOf(found));
        }
    }
}
