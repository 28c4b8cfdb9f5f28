package io.carillon.diameter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Declares a grammar line by line, each line with the component that holds it. */
public final class GrammarBuilder<T> {
    private final Class<T> type;
    private final Maker<T> maker;
    private final Dictionary dictionary;
    private final List<Part<T>> parts = new ArrayList<>();

    GrammarBuilder(Class<T> type, Maker<T> maker, Dictionary dictionary) {
        this.type = type;
        this.maker = maker;
        this.dictionary = dictionary;
    }

    /** {@code { AVP }}. */
    public <V> GrammarBuilder<T> required(Attribute<V> attribute, Function<T, V> get) {
        return field(attribute, Cardinality.REQUIRED, get);
    }

    /** {@code { AVP }} that whoever sends the message may fill in. */
    <V> GrammarBuilder<T> filledIn(Attribute<V> attribute, Function<T, Optional<V>> get) {
        return field(attribute, Cardinality.FILLED_IN, get);
    }

    /** {@code [ AVP ]}. */
    public <V> GrammarBuilder<T> optional(Attribute<V> attribute, Function<T, Optional<V>> get) {
        return field(attribute, Cardinality.OPTIONAL, get);
    }

    /** {@code *[ AVP ]}. */
    public <V> GrammarBuilder<T> repeated(Attribute<V> attribute, Function<T, List<V>> get) {
        return field(attribute, Cardinality.REPEATED, get);
    }

    /** {@code 1*{ AVP }}. */
    public <V> GrammarBuilder<T> some(Attribute<V> attribute, Function<T, List<V>> get) {
        return field(attribute, Cardinality.SOME, get);
    }

    /** {@code { AVP }} with the same value in every message. */
    public <V> GrammarBuilder<T> constant(Attribute<V> attribute, V value) {
        parts.add(new Part.Constant<>(attribute, value));
        return this;
    }

    /** Lines of the message itself that make one component together. */
    public <G> GrammarBuilder<T> inline(Grammar<G> grammar, Function<T, G> get) {
        parts.add(new Part.Inline<>(grammar, get));
        return this;
    }

    /** {@code *[ AVP ]} of any kind, which ends the grammar. */
    public Grammar<T> extra(Function<T, List<Avp>> get) {
        return checked(get);
    }

    Grammar<T> closed() {
        return checked(null);
    }

    private GrammarBuilder<T> field(Attribute<?> attribute, Cardinality cardinality, Function<T, ?> get) {
        parts.add(new Part.Field<>(attribute, cardinality, get));
        return this;
    }

    private Grammar<T> checked(@Nullable Function<T, List<Avp>> extra) {
        if (type.isRecord() && extra != null) {
            checkComponents();
        }
        return new Grammar<>(type, parts, maker, extra, dictionary);
    }

    /** A grammar that does not fit its record is a programming error: better said when the class loads. */
    private void checkComponents() {
        var lines = parts.stream().filter(p -> !(p instanceof Part.Constant)).toList();
        var components = type.getRecordComponents();
        if (components.length != lines.size() + 1) {
            throw new IllegalStateException(type + " has " + components.length + " components for " + lines);
        }
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i) instanceof Part.Field<T, ?> field
                    && components[i].getType() != held(field, components[i].getType())) {
                throw new IllegalStateException(type + "." + components[i].getName() + " cannot hold " + field);
            }
        }
    }

    private static Class<?> held(Part.Field<?, ?> field, Class<?> declared) {
        return switch (field.cardinality()) {
            case OPTIONAL, FILLED_IN -> Optional.class;
            case REPEATED, SOME -> List.class;
            case REQUIRED -> declared;
        };
    }
}
