package io.carillon.hss.slf;

import java.util.List;
import java.util.Set;

/**
 * The users of one HSS: those named, and those whose number lies in a range.
 *
 * @param hosts the nodes of that HSS, the first preferred
 * @param ranges of telephone numbers and IMSIs
 * @param identities private or public, as they are written
 */
public record Route(List<String> hosts, List<Range> ranges, Set<String> identities) {
    /** Digits, both ends of the same length; a number of another length is not in between. */
    public record Range(String from, String to) {
        public Range {
            boolean digits = (from + to).chars().allMatch(c -> c >= '0' && c <= '9');
            if (!digits || from.isEmpty() || from.length() != to.length() || from.compareTo(to) > 0) {
                throw new IllegalArgumentException(
                        "a range goes from digits to as many digits, not from '" + from + "' to '" + to + "'");
            }
        }

        boolean holds(String number) {
            return number.length() == from.length() && number.compareTo(from) >= 0 && number.compareTo(to) <= 0;
        }
    }
}
