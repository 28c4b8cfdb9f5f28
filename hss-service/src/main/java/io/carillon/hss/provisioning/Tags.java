package io.carillon.hss.provisioning;

import io.carillon.hss.subscriber.Precondition;
import org.jspecify.annotations.Nullable;

/** Entity tags (RFC 9110 §8.8.3) over revisions. Registrations come and go without moving them on. */
final class Tags {
    private Tags() {}

    static String of(long revision) {
        return "\"" + revision + '"';
    }

    /** If-Match and If-None-Match, either of which may be missing. */
    static Precondition precondition(@Nullable String ifMatch, @Nullable String ifNoneMatch) {
        if (ifNoneMatch != null) {
            if (ifMatch != null || !ifNoneMatch.strip().equals("*")) {
                throw new IllegalArgumentException("If-None-Match can only be *, and not beside If-Match");
            }
            return Precondition.ABSENT;
        }
        if (ifMatch == null) {
            return Precondition.NONE;
        }
        String tag = ifMatch.strip();
        if (tag.equals("*")) {
            return Precondition.PRESENT;
        }
        try {
            return Precondition.revision(Long.parseLong(tag.substring(1, tag.length() - 1)));
        } catch (NumberFormatException | IndexOutOfBoundsException foreign) {
            // No tag of ours: it matches nothing (RFC 9110 §13.1.1).
            return Precondition.revision(Long.MIN_VALUE);
        }
    }
}
