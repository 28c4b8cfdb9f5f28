package io.carillon.sdp.ng;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;

/** A bencoded value. */
public sealed interface NgValue {

    /** A byte string, one character an octet. */
    record Text(String octets) implements NgValue {
        static Text ofUtf8(String text) {
            return new Text(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
        }
    }

    record Int(long value) implements NgValue {}

    record Items(List<NgValue> values) implements NgValue {
        public Items {
            values = List.copyOf(values);
        }

        public static Items ofTexts(Collection<String> texts) {
            return new Items(texts.stream().<NgValue>map(Text::new).toList());
        }
    }

    /** A dictionary in the order of its sender. */
    record Dict(Map<String, NgValue> entries) implements NgValue {
        public static final Dict EMPTY = new Dict(Map.of());

        public Dict {
            entries = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        public static Builder builder() {
            return new Builder();
        }

        public Optional<NgValue> get(String key) {
            return Optional.ofNullable(entries.get(key));
        }

        /** The text under {@code key}; a number is given as its digits, as C peers write either. */
        public Optional<String> text(String key) {
            return get(key).flatMap(value -> switch (value) {
                case Text(String octets) -> Optional.of(octets);
                case Int(long number) -> Optional.of(Long.toString(number));
                case Items _, Dict _ -> Optional.empty();
            });
        }

        public OptionalLong number(String key) {
            return entries.get(key) instanceof Int(long number) ? OptionalLong.of(number) : OptionalLong.empty();
        }

        /** The texts of a list; a lone text counts as a list of one. */
        public List<String> texts(String key) {
            return switch (entries.get(key)) {
                case Text(String octets) -> List.of(octets);
                case Items(List<NgValue> values) -> {
                    List<String> texts = new ArrayList<>(values.size());
                    for (NgValue value : values) {
                        if (value instanceof Text(String octets)) {
                            texts.add(octets);
                        }
                    }
                    yield List.copyOf(texts);
                }
                case null, default -> List.of();
            };
        }

        public Optional<Dict> dict(String key) {
            return entries.get(key) instanceof Dict dict ? Optional.of(dict) : Optional.empty();
        }

        /** What is left when the named keys are taken out. */
        public Dict without(Collection<String> keys) {
            SequencedMap<String, NgValue> rest = new LinkedHashMap<>(entries);
            rest.keySet().removeAll(keys);
            return new Dict(rest);
        }
    }

    /** Collects entries in order; empty texts and lists are left out. */
    final class Builder {
        private final SequencedMap<String, NgValue> entries = new LinkedHashMap<>();

        private Builder() {}

        public Builder put(String key, NgValue value) {
            entries.put(key, value);
            return this;
        }

        public Builder put(String key, String octets) {
            return put(key, new Text(octets));
        }

        public Builder put(String key, long number) {
            return put(key, new Int(number));
        }

        public Builder put(String key, Optional<String> octets) {
            octets.ifPresent(text -> put(key, text));
            return this;
        }

        public Builder put(String key, Collection<String> texts) {
            return texts.isEmpty() ? this : put(key, Items.ofTexts(texts));
        }

        public Builder putAll(Dict other) {
            other.entries().forEach(entries::putIfAbsent);
            return this;
        }

        public Dict build() {
            return new Dict(entries);
        }
    }
}
