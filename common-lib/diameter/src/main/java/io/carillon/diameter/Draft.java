package io.carillon.diameter;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A message or group in the making: attributes are set by name, the compiler checks their types. */
public final class Draft<T> {
    private final Grammar<T> grammar;
    private final @Nullable Object[] held;
    private final List<Avp> extra;

    Draft(Grammar<T> grammar, @Nullable Object[] held, List<Avp> extra) {
        this.grammar = grammar;
        this.held = held;
        this.extra = new ArrayList<>(extra);
    }

    /** The one value of this attribute. */
    public <V> Draft<T> set(Attribute<V> attribute, V value) {
        int slot = grammar.slots().find(attribute);
        if (grammar.slots().many(slot)) {
            held[slot] = new ArrayList<Object>(List.of(value));
        } else {
            held[slot] = value;
        }
        return this;
    }

    /** One more value of a repeated attribute. */
    public <V> Draft<T> add(Attribute<V> attribute, V value) {
        int slot = grammar.slots().find(attribute);
        if (!grammar.slots().many(slot)) {
            throw new IllegalArgumentException(attribute + " stands once only");
        }
        held[slot] = held[slot] == null ? new ArrayList<>() : new ArrayList<>((List<?>) held[slot]);
        Slots.append(held, slot, value);
        return this;
    }

    public <V> Draft<T> addAll(Attribute<V> attribute, Iterable<? extends V> values) {
        values.forEach(value -> add(attribute, value));
        return this;
    }

    public Draft<T> extra(Avp avp) {
        extra.add(avp);
        return this;
    }

    public Draft<T> envelope(Envelope envelope) {
        return inline(envelope);
    }

    public Draft<T> result(Result result) {
        return inline(result);
    }

    /** IllegalStateException if a required attribute is not set. */
    public T build() {
        try {
            return grammar.make(held, 0, List.copyOf(extra), false);
        } catch (AvpException missing) {
            throw new IllegalStateException("not set: " + missing.getMessage(), missing);
        }
    }

    private Draft<T> inline(Object value) {
        int slot = 0;
        for (var part : grammar.parts()) {
            if (part instanceof Part.Inline<T, ?> inline && inline.grammar().spreadIfOwn(value, held, slot)) {
                return this;
            }
            slot += Slots.width(part);
        }
        throw new IllegalArgumentException("no place for " + value);
    }
}
