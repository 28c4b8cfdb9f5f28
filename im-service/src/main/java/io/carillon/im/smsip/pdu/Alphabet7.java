package io.carillon.im.smsip.pdu;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The characters of 7 bit codes: a locking shift table for codes by themselves and a single shift table for codes behind an
 * escape. The default alphabet and its extension stand where no national language is named (TS 23.038 §6.2.1, Annex A).
 *
 * @param locking the national language identifier of the locking shift table, 0 for the default alphabet
 * @param single the one of the single shift table, 0 for the default extension table
 */
record Alphabet7(int locking, int single) {
    static final Alphabet7 DEFAULT = new Alphabet7(0, 0);
    static final int ESCAPE = 0x1B;

    private static final int CODES = 128;
    /** No character has this code: U+0000 is in no table. */
    private static final char NONE = 0;

    private static final String BASIC = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\0ÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
            + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
    private static final Map<Integer, char[]> LOCKING = new HashMap<>();
    private static final Map<Integer, char[]> SINGLE = new HashMap<>();
    /** Made when first written with: most pairs of tables never are. */
    private static final Map<Alphabet7, Map<Character, int[]>> CHARACTERS = new ConcurrentHashMap<>();

    static {
        LOCKING.put(0, BASIC.toCharArray());
        SINGLE.put(0, single("0A=C 14=5E 28=7B 29=7D 2F=5C 3C=5B 3D=7E 3E=5D 40=7C 65=20AC".split(" ")));
        readNational();
    }

    private static void readNational() {
        try (var in = Alphabet7.class.getResourceAsStream("national-language-tables.txt")) {
            if (in == null) {
                throw new IllegalStateException("national-language-tables.txt is not beside its class");
            }
            new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .forEach(Alphabet7::table);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void table(String line) {
        var words = line.split(" ");
        var cells = Arrays.copyOfRange(words, 3, words.length);
        int language = Integer.parseInt(words[1]);
        if (words[0].equals("locking")) {
            LOCKING.put(language, locking(cells));
        } else {
            SINGLE.put(language, single(cells));
        }
    }

    private static char[] locking(String[] cells) {
        var table = new char[CODES];
        for (int code = 0; code < CODES; code++) {
            table[code] = cells[code].equals("-") ? NONE : (char) Integer.parseInt(cells[code], 16);
        }
        return table;
    }

    private static char[] single(String[] cells) {
        var table = new char[CODES];
        for (var cell : cells) {
            int equals = cell.indexOf('=');
            table[Integer.parseInt(cell, 0, equals, 16)] = (char) Integer.parseInt(cell, equals + 1, cell.length(), 16);
        }
        return table;
    }

    /** A code that the single shift table lacks is the locking shift table's, a second escape a space (§6.2.1.1). */
    String text(byte[] septets) {
        // A language that nobody has defined leaves the default alphabet in force (§6.2.1.2.4).
        var plain = LOCKING.getOrDefault(locking, LOCKING.get(0));
        var shifted = SINGLE.getOrDefault(single, SINGLE.get(0));
        var text = new StringBuilder(septets.length);
        for (int i = 0; i < septets.length; i++) {
            if (septets[i] != ESCAPE) {
                text.append(shown(plain[septets[i]]));
            } else if (++i < septets.length) {
                char extended = shifted[septets[i]];
                text.append(extended != NONE ? extended : shown(plain[septets[i]]));
            }
        }
        return text.toString();
    }

    private static char shown(char character) {
        return character == NONE ? ' ' : character;
    }

    /** The code of each character, or null if one has none. */
    byte @Nullable [] septets(String text) {
        var codes = CHARACTERS.computeIfAbsent(this, Alphabet7::codes);
        var septets = new byte[text.length() * 2];
        int count = 0;
        for (int i = 0; i < text.length(); i++) {
            var code = codes.get(text.charAt(i));
            if (code == null) {
                return null;
            }
            for (int part : code) {
                septets[count++] = (byte) part;
            }
        }
        return Arrays.copyOf(septets, count);
    }

    private Map<Character, int[]> codes() {
        var codes = new HashMap<Character, int[]>();
        var shifted = SINGLE.getOrDefault(single, SINGLE.get(0));
        var plain = LOCKING.getOrDefault(locking, LOCKING.get(0));
        for (int code = 0; code < CODES; code++) {
            if (shifted[code] != NONE) {
                codes.put(shifted[code], new int[] {ESCAPE, code});
            }
        }
        // The shorter code wins.
        for (int code = 0; code < CODES; code++) {
            if (plain[code] != NONE) {
                codes.put(plain[code], new int[] {code});
            }
        }
        return codes;
    }
}
