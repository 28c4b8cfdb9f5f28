package io.carillon.im.smsip.pdu;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Cuts a text into as few short messages as can carry it (TS 23.040 §9.2.3.24.1). */
public final class Segments {
    /** As many parts as one octet can count. */
    private static final int MOST = 255;

    private Segments() {}

    /**
     * @param languages national language identifiers (TS 23.038 §6.2.1.2.4) that the receivers' phones know; a text that
     *     the default alphabet has is written with that
     * @param reference what the parts have in common, 0 to 255; not used for a text of one part
     * @throws IllegalArgumentException for a text of more than 255 parts
     */
    public static List<UserData> of(String text, Set<Integer> languages, int reference) {
        var best = cut(text, UCS_2, reference);
        for (var alphabet : alphabets(languages)) {
            var septets = alphabet.septets(text);
            if (septets != null) {
                var parts = cut(text, new Septets(alphabet), reference);
                if (parts.size() < best.size() || alphabet.equals(Alphabet7.DEFAULT)) {
                    best = parts;
                }
                if (alphabet.equals(Alphabet7.DEFAULT)) {
                    break;
                }
            }
        }
        if (best.size() > MOST) {
            throw new IllegalArgumentException(
                    "a text of " + text.length() + " characters is " + best.size() + " parts, more than " + MOST);
        }
        return best;
    }

    private static List<Alphabet7> alphabets(Set<Integer> languages) {
        var all = new ArrayList<Alphabet7>();
        all.add(Alphabet7.DEFAULT);
        for (int language : languages.stream().sorted().toList()) {
            all.add(new Alphabet7(0, language));
            all.add(new Alphabet7(language, 0));
            all.add(new Alphabet7(language, language));
        }
        return all;
    }

    /** How characters become user data. */
    private interface Writing {
        /** Units that one character takes. */
        int size(String character);

        /** Units that have room behind the header. */
        int room(Octets elements);

        Octets elements(Optional<Part> part);

        UserData write(Octets elements, String text);
    }

    private record Septets(Alphabet7 alphabet) implements Writing {
        @Override
        public int size(String character) {
            var septets = alphabet.septets(character);
            return septets == null ? 0 : septets.length;
        }

        @Override
        public int room(Octets elements) {
            return UserData.septetsBehind(elements);
        }

        @Override
        public Octets elements(Optional<Part> part) {
            return HeaderElements.of(alphabet, part);
        }

        @Override
        public UserData write(Octets elements, String text) {
            var septets = alphabet.septets(text);
            return UserData.ofSeptets(elements, septets == null ? new byte[0] : septets);
        }
    }

    private static final Writing UCS_2 = new Writing() {
        @Override
        public int size(String character) {
            return 2 * character.length();
        }

        @Override
        public int room(Octets elements) {
            return UserData.octetsBehind(elements);
        }

        @Override
        public Octets elements(Optional<Part> part) {
            return HeaderElements.of(Alphabet7.DEFAULT, part);
        }

        @Override
        public UserData write(Octets elements, String text) {
            return UserData.ofOctets(DataCoding.UCS_2, elements, text.getBytes(StandardCharsets.UTF_16BE));
        }
    };

    private static List<UserData> cut(String text, Writing writing, int reference) {
        var alone = writing.elements(Optional.empty());
        var whole = pieces(text, writing, writing.room(alone));
        if (whole.size() <= 1) {
            return List.of(writing.write(alone, text));
        }
        var pieces = pieces(text, writing, writing.room(writing.elements(Optional.of(new Part(reference, 1, 1)))));
        var parts = new ArrayList<UserData>();
        for (int i = 0; i < pieces.size(); i++) {
            var part = new Part(reference, pieces.size(), i + 1);
            parts.add(writing.write(writing.elements(Optional.of(part)), pieces.get(i)));
        }
        return List.copyOf(parts);
    }

    /** Neither an escape and its code nor the halves of a surrogate pair are parted. */
    private static List<String> pieces(String text, Writing writing, int room) {
        var pieces = new ArrayList<String>();
        var piece = new StringBuilder();
        int used = 0;
        for (int at = 0; at < text.length(); ) {
            int next = text.offsetByCodePoints(at, 1);
            var character = text.substring(at, next);
            int size = writing.size(character);
            if (used + size > room) {
                pieces.add(piece.toString());
                piece.setLength(0);
                used = 0;
            }
            piece.append(character);
            used += size;
            at = next;
        }
        pieces.add(piece.toString());
        return pieces;
    }
}
