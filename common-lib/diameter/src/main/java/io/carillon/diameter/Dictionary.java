package io.carillon.diameter;

import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The attributes that an application recognises, by code and vendor. */
public final class Dictionary {
    private final Map<Long, Attribute<?>> attributes;

    private Dictionary(Map<Long, Attribute<?>> attributes) {
        this.attributes = Map.copyOf(attributes);
    }

    /** All {@code static Attribute} constants of these classes. */
    public static Dictionary of(Class<?>... holders) {
        var found = new HashMap<Long, Attribute<?>>();
        for (var holder : holders) {
            for (var field : holder.getFields()) {
                if (Modifier.isStatic(field.getModifiers()) && field.getType() == Attribute.class) {
                    var attribute = constant(field);
                    found.put(key(attribute.code(), attribute.vendor()), attribute);
                }
            }
        }
        return new Dictionary(found);
    }

    public Optional<Attribute<?>> find(int code, long vendor) {
        return Optional.ofNullable(attributes.get(key(code, vendor)));
    }

    public Iterable<Attribute<?>> all() {
        return attributes.values();
    }

    boolean knows(int code, long vendor) {
        return attributes.containsKey(key(code, vendor));
    }

    static long key(int code, long vendor) {
        return vendor << 32 | code & 0xffff_ffffL;
    }

    private static Attribute<?> constant(java.lang.reflect.Field field) {
        try {
            return (Attribute<?>) field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(field + " must be public", e);
        }
    }
}
