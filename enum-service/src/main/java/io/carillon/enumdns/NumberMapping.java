package io.carillon.enumdns;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is known of a number.
 *
 * @param uri the SIP URI the number is reached at; empty for a number that was ported out
 * @param routingNumber where a ported number is routed (RFC 4694 rn)
 * @param dipped the portability database was asked, whatever it said (RFC 4694 npdi)
 */
public record NumberMapping(E164 number, Optional<String> uri, Optional<String> routingNumber, boolean dipped) {
    /** The regexp field holds 255 octets (RFC 1035 §3.3), of which eight frame the URI. */
    private static final int MAX_URI = 240;

    /** No {@code !}, which delimits the substitution, and no backslash, which would refer back (RFC 3402 §3.2). */
    private static final Pattern URI = Pattern.compile("sips?:[\\x21-\\x7e&&[^!\\\\\"<>]]{1," + MAX_URI + "}");

    private static final Pattern ROUTING_NUMBER = Pattern.compile("\\+?[0-9]{1,20}");

    public NumberMapping {
        if (uri.isEmpty() && routingNumber.isEmpty()) {
            throw new IllegalArgumentException("a number needs a uri, a routingNumber or both");
        }
        if (uri.isPresent() && !URI.matcher(uri.get()).matches()) {
            throw new IllegalArgumentException(
                    "uri must be a SIP URI of printable ASCII without ! and \\, at most " + MAX_URI + " characters");
        }
        if (routingNumber.isPresent()
                && !ROUTING_NUMBER.matcher(routingNumber.get()).matches()) {
            throw new IllegalArgumentException("routingNumber must be 1 to 20 digits, with + when it is global");
        }
    }
}
