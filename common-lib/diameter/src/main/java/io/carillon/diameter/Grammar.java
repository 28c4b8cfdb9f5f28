package io.carillon.diameter;

import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a command or group is made of (RFC 6733 §3.2), said once: encoder, decoder and the checks for missing,
 * repeated and unsupported AVPs all follow from it.
 */
public final class Grammar<T> {
    private final Class<? super T> type;
    private final List<Part<T>> parts;
    private final Maker<T> maker;
    private final @Nullable Function<T, List<Avp>> extra;
    private final Dictionary dictionary;
    private final Slots slots;

    Grammar(
            Class<? super T> type,
            List<Part<T>> parts,
            Maker<T> maker,
            @Nullable Function<T, List<Avp>> extra,
            Dictionary dictionary) {
        this.type = type;
        this.parts = List.copyOf(parts);
        this.maker = maker;
        this.extra = extra;
        this.dictionary = dictionary;
        this.slots = new Slots(this.parts);
    }

    /** A grammar whose lines are the components of that record, in their order. */
    public static <R extends Record> GrammarBuilder<R> of(
            Class<R> type, MethodHandles.Lookup lookup, Dictionary dictionary) {
        return new GrammarBuilder<>(type, Maker.canonical(type, lookup), dictionary);
    }

    public Draft<T> draft() {
        return new Draft<>(this, new Object[slots.count()], List.of());
    }

    public Draft<T> draft(T message) {
        var held = new Object[slots.count()];
        spread(message, held, 0);
        return new Draft<>(this, held, extra == null ? List.of() : extra.apply(message));
    }

    public Dictionary dictionary() {
        return dictionary;
    }

    List<Part<T>> parts() {
        return parts;
    }

    Slots slots() {
        return slots;
    }

    void write(T message, AvpWriter out) {
        write(message, null, out);
    }

    /** Of lines that make something other than a record. */
    static <G> GrammarBuilder<G> of(Class<G> type, Maker<G> maker) {
        return new GrammarBuilder<>(type, maker, Dictionary.of());
    }

    /** With this envelope in place of the message's own, if one is given. */
    void write(T message, @Nullable Envelope envelope, AvpWriter out) {
        for (var part : parts) {
            switch (part) {
                case Part.Field<T, ?> field -> field.write(message, out);
                case Part.Constant<T, ?> constant -> write(constant, out);
                case Part.Inline<T, ?> inline -> write(inline, message, envelope, out);
            }
        }
        if (extra != null) {
            extra.apply(message).forEach(out::avp);
        }
    }

    private static <V> void write(Part.Constant<?, V> constant, AvpWriter out) {
        out.avp(constant.attribute(), constant.value());
    }

    @SuppressWarnings("unchecked")
    private <G> void write(Part.Inline<T, G> inline, T message, @Nullable Envelope envelope, AvpWriter out) {
        G own = inline.get().apply(message);
        inline.grammar().write(envelope != null && own instanceof Envelope ? (G) envelope : own, out);
    }

    T read(Octets body) {
        var held = new @Nullable Object[slots.count()];
        var others = new ArrayList<Avp>(0);
        for (var cursor = new AvpCursor(body); cursor.next(); ) {
            int slot = slots.find(cursor.code(), cursor.vendor());
            if (slot >= 0) {
                slots.hold(held, slot, cursor);
            } else {
                others.add(understood(cursor));
            }
        }
        return make(held, 0, List.copyOf(others), true);
    }

    /** RFC 6733 §4.1: an AVP with the M-bit that nobody here recognises rejects the whole message. */
    private Avp understood(AvpCursor cursor) {
        if (cursor.mandatory() && !dictionary.knows(cursor.code(), cursor.vendor())) {
            throw new AvpException(BaseResult.AVP_UNSUPPORTED, cursor.avp());
        }
        return cursor.avp();
    }

    T make(@Nullable Object[] held, int from, List<Avp> others, boolean fromWire) {
        var components = new ArrayList<@Nullable Object>(parts.size() + 1);
        int slot = from;
        for (var part : parts) {
            switch (part) {
                case Part.Field<T, ?> field -> components.add(field.component(held[slot], fromWire));
                case Part.Constant<T, ?> constant -> {
                    if (fromWire && held[slot] == null) {
                        throw constant.attribute().missing();
                    }
                }
                case Part.Inline<T, ?> inline -> components.add(inline.grammar().make(held, slot, List.of(), fromWire));
            }
            slot += Slots.width(part);
        }
        if (extra != null) {
            components.add(others);
        }
        return maker.make(components.toArray());
    }

    @SuppressWarnings("unchecked")
    boolean spreadIfOwn(Object value, @Nullable Object[] held, int from) {
        if (type.isInstance(value)) {
            spread((T) value, held, from);
            return true;
        }
        return false;
    }

    void spread(T message, @Nullable Object[] held, int from) {
        int slot = from;
        for (var part : parts) {
            switch (part) {
                case Part.Field<T, ?> field -> held[slot] = field.held(message);
                case Part.Constant<T, ?> constant -> held[slot] = constant.value();
                case Part.Inline<T, ?> inline -> spread(inline, message, held, slot);
            }
            slot += Slots.width(part);
        }
    }

    private <G> void spread(Part.Inline<T, G> inline, T message, @Nullable Object[] held, int from) {
        inline.grammar().spread(inline.get().apply(message), held, from);
    }

    /**
     * RFC 6733 §7.2: an error answer may lack what its command requires. What it lacks and the request has
     * (session state, application, request type and number) is added from the request.
     */
    Octets completed(Octets answer, Octets request) {
        var have = new boolean[slots.count()];
        for (var cursor = new AvpCursor(answer); cursor.next(); ) {
            slots.mark(have, cursor);
        }
        var out = new AvpWriter();
        out.octets(answer);
        for (var cursor = new AvpCursor(request); cursor.next(); ) {
            int slot = slots.find(cursor.code(), cursor.vendor());
            if (slot >= 0 && slots.onTheWire(slot) && !have[slot]) {
                have[slot] = true;
                out.avp(cursor.avp());
            }
        }
        return out.octets();
    }
}
