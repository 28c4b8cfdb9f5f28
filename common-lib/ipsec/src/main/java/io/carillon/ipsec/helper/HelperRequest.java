package io.carillon.ipsec.helper;

import io.carillon.ipsec.AkaKeys;
import io.carillon.ipsec.AssociationSet;
import io.carillon.ipsec.SecurityMechanism.Ends;
import io.carillon.ipsec.Suite;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Pattern;

/** What may be asked of the helper: one line each, fixed words, nothing free (the answer is ok or a reason). */
sealed interface HelperRequest {
    /** Longer lines end the conversation. */
    int LONGEST = 400;

    Duration LONGEST_LIFE = Duration.ofDays(8);
    Pattern ID = Pattern.compile("[a-zA-Z0-9-]{1,48}");
    Pattern KEY = Pattern.compile("[0-9a-f]{32}");

    String id();

    record Install(String id, AssociationSet set, Duration lifetime) implements HelperRequest {}

    record Live(String id, Duration lifetime) implements HelperRequest {}

    record Remove(String id) implements HelperRequest {}

    /** @throws IllegalArgumentException if it is none; its message holds nothing of the line */
    static HelperRequest parse(String line) {
        var words = line.split(" ", -1);
        if (words.length < 2 || !ID.matcher(words[1]).matches()) {
            throw new IllegalArgumentException("no request");
        }
        return switch (words[0] + words.length) {
            case "install17" -> install(words);
            case "live3" -> new Live(words[1], seconds(words[2]));
            case "remove2" -> new Remove(words[1]);
            default -> throw new IllegalArgumentException("unknown request");
        };
    }

    private static Install install(String[] words) {
        var here = ends(Arrays.copyOfRange(words, 4, 8));
        var there = ends(Arrays.copyOfRange(words, 8, 12));
        if (!KEY.matcher(words[14]).matches() || !KEY.matcher(words[15]).matches()) {
            throw new IllegalArgumentException("bad key");
        }
        return new Install(
                words[1],
                new AssociationSet(
                        address(words[2]),
                        address(words[3]),
                        here,
                        there,
                        Suite.parse(words[12] + "/" + words[13]),
                        AkaKeys.ofHex(words[14], words[15])),
                seconds(words[16]));
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("bad address", e);
        }
    }

    private static Ends ends(String[] words) {
        return new Ends(number(words[0]), number(words[1]), (int) number(words[2]), (int) number(words[3]));
    }

    private static long number(String text) {
        if (text.isEmpty() || text.length() > 10 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException("bad number");
        }
        return Long.parseLong(text);
    }

    private static Duration seconds(String text) {
        var lifetime = Duration.ofSeconds(number(text));
        if (lifetime.isZero() || lifetime.compareTo(LONGEST_LIFE) > 0) {
            throw new IllegalArgumentException("bad lifetime");
        }
        return lifetime;
    }
}
