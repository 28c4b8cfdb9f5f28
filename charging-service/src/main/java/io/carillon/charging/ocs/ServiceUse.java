package io.carillon.charging.ocs;

import java.util.OptionalLong;

/**
 * One Multiple-Services-Credit-Control of a request (RFC 8506 §8.16): what was used of a service since the last report,
 * and whether more is asked for. {@code requested} is empty when the server shall choose the amount.
 */
public record ServiceUse(String key, Unit unit, long used, boolean asks, OptionalLong requested) {

    /** Larger counts come from a broken peer: 136 years of talk, four thousand million messages. */
    private static final long MAX_UNITS = 0xFFFF_FFFFL;

    boolean plausible() {
        return inRange(used) && inRange(requested.orElse(0));
    }

    private static boolean inRange(long units) {
        return units >= 0 && units <= MAX_UNITS;
    }
}
