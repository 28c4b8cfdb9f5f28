package io.carillon.diameter;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The attributes of a grammar in one row, found by code and vendor in an open hash table. */
final class Slots {
    private final List<Attribute<?>> attributes = new ArrayList<>();
    private final List<Cardinality> cardinalities = new ArrayList<>();
    private final long[] keys;
    private final int[] slots;

    Slots(List<? extends Part<?>> parts) {
        for (var part : parts) {
            switch (part) {
                case Part.Field<?, ?> field -> add(field.attribute(), field.cardinality());
                case Part.Constant<?, ?> constant -> add(constant.attribute(), Cardinality.REQUIRED);
                case Part.Inline<?, ?> inline -> {
                    var inner = inline.grammar().slots();
                    attributes.addAll(inner.attributes);
                    cardinalities.addAll(inner.cardinalities);
                }
            }
        }
        int size = Math.max(Integer.highestOneBit(attributes.size()) * 4, 4);
        keys = new long[size];
        slots = new int[size];
        for (int slot = 0; slot < attributes.size(); slot++) {
            put(attributes.get(slot), slot);
        }
    }

    private void add(Attribute<?> attribute, Cardinality cardinality) {
        attributes.add(attribute);
        cardinalities.add(cardinality);
    }

    private void put(Attribute<?> attribute, int slot) {
        long key = Dictionary.key(attribute.code(), attribute.vendor());
        int at = at(key);
        while (keys[at] != 0) {
            if (keys[at] == key) {
                throw new IllegalStateException(attribute + " stands twice in a grammar");
            }
            at = at + 1 & keys.length - 1;
        }
        keys[at] = key;
        slots[at] = slot;
    }

    private int at(long key) {
        return (int) (key ^ key >>> 32) & keys.length - 1;
    }

    int find(int code, long vendor) {
        long key = Dictionary.key(code, vendor);
        for (int at = at(key); keys[at] != 0; at = at + 1 & keys.length - 1) {
            if (keys[at] == key) {
                return slots[at];
            }
        }
        return -1;
    }

    int find(Attribute<?> attribute) {
        int slot = find(attribute.code(), attribute.vendor());
        if (slot < 0) {
            throw new IllegalArgumentException(attribute + " is not in this grammar");
        }
        return slot;
    }

    static int width(Part<?> part) {
        return part instanceof Part.Inline<?, ?> inline
                ? inline.grammar().slots().count()
                : 1;
    }

    int count() {
        return attributes.size();
    }

    boolean onTheWire(int slot) {
        return cardinalities.get(slot).onTheWire();
    }

    boolean many(int slot) {
        return cardinalities.get(slot).many();
    }

    void mark(boolean[] have, AvpCursor cursor) {
        int slot = find(cursor.code(), cursor.vendor());
        if (slot >= 0) {
            have[slot] = true;
        }
    }

    /** RFC 6733 §7.1.5: 5009 names the first AVP over the number allowed. */
    void hold(@Nullable Object[] held, int slot, AvpCursor cursor) {
        Object value = attributes.get(slot).decode(cursor.data());
        if (many(slot)) {
            append(held, slot, value);
        } else if (held[slot] == null) {
            held[slot] = value;
        } else {
            throw new AvpException(BaseResult.AVP_OCCURS_TOO_MANY_TIMES, cursor.avp());
        }
    }

    @SuppressWarnings("unchecked")
    static void append(@Nullable Object[] held, int slot, Object value) {
        if (held[slot] == null) {
            held[slot] = new ArrayList<>(4);
        }
        ((List<Object>) held[slot]).add(value);
    }
}
