package io.carillon.charging.ocs;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Prices by destination: the longest matching number prefix wins, and what matches none has the default rate. */
public final class Tariff {

    /** {@code prefix} of a global number, {@code +49170}; empty for the default. */
    public record Rate(String prefix, Price voice, Price message) {}

    private static final Pattern NUMBER =
            Pattern.compile("(?:(?:tel|sips?):)?(\\+[-.()0-9]+)", Pattern.CASE_INSENSITIVE);

    private final Rate fallback;
    private final List<Rate> longestFirst;

    public Tariff(Rate fallback, List<Rate> destinations) {
        this.fallback = fallback;
        this.longestFirst = destinations.stream()
                .sorted(Comparator.comparingInt((Rate rate) -> rate.prefix().length())
                        .reversed())
                .toList();
    }

    Price price(String destination, Unit unit) {
        Rate rate = rate(number(destination));
        return unit == Unit.EVENTS ? rate.message() : rate.voice();
    }

    private Rate rate(String number) {
        return longestFirst.stream()
                .filter(rate -> number.startsWith(rate.prefix()))
                .findFirst()
                .orElse(fallback);
    }

    /** The global number in a {@code tel:} URI or in the user part of a SIP URI (RFC 3261 §19.1.6); else nothing. */
    private static String number(String destination) {
        Matcher written = NUMBER.matcher(destination);
        return written.lookingAt() ? written.group(1).replaceAll("[-.()]", "") : "";
    }
}
