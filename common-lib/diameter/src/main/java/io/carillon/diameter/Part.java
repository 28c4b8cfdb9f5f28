package io.carillon.diameter;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One line of a grammar. Decoded values wait in slots until the record can be made; a part owns a run of slots. */
sealed interface Part<T> {
    /** One attribute, one slot, one component. */
    record Field<T, V>(Attribute<V> attribute, Cardinality cardinality, Function<T, ?> get) implements Part<T> {
        @SuppressWarnings("unchecked")
        void write(T message, AvpWriter out) {
            Object value = get.apply(message);
            switch (cardinality) {
                case REQUIRED -> out.avp(attribute, (V) value);
                case OPTIONAL -> ((Optional<V>) value).ifPresent(v -> out.avp(attribute, v));
                case FILLED_IN ->
                    out.avp(
                            attribute,
                            ((Optional<V>) value)
                                    .orElseThrow(() -> new IllegalArgumentException(attribute + " is not set")));
                case REPEATED, SOME -> ((List<V>) value).forEach(v -> out.avp(attribute, v));
            }
        }

        /** From what the slot holds (a value, a list, nothing) to what the record wants. */
        @Nullable
        Object component(@Nullable Object held, boolean fromWire) {
            if (held == null && cardinality.onTheWire() && (fromWire || cardinality != Cardinality.FILLED_IN)) {
                throw attribute.missing();
            }
            return switch (cardinality) {
                case REQUIRED -> held;
                case OPTIONAL, FILLED_IN -> Optional.ofNullable(held);
                case REPEATED, SOME -> held == null ? List.of() : List.copyOf((List<?>) held);
            };
        }

        @Nullable
        Object held(T message) {
            Object value = get.apply(message);
            return switch (cardinality) {
                case REQUIRED -> value;
                case OPTIONAL, FILLED_IN -> ((Optional<?>) value).orElse(null);
                case REPEATED, SOME -> ((List<?>) value).isEmpty() ? null : value;
            };
        }
    }

    /** An attribute whose value is the same in every message: no component. */
    record Constant<T, V>(Attribute<V> attribute, V value) implements Part<T> {}

    /** Attributes of the message itself that make one component together, as the envelope and the result do. */
    record Inline<T, G>(Grammar<G> grammar, Function<T, G> get) implements Part<T> {}
}
