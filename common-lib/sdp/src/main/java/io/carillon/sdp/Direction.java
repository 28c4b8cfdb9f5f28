package io.carillon.sdp;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Media direction seen from the one who wrote the description (RFC 8866 §6.7). */
public enum Direction {
    SENDRECV(true, true),
    SENDONLY(true, false),
    RECVONLY(false, true),
    INACTIVE(false, false);

    private final boolean sends;
    private final boolean receives;

    Direction(boolean sends, boolean receives) {
        this.sends = sends;
        this.receives = receives;
    }

    public static Direction of(boolean sends, boolean receives) {
        if (sends) {
            return receives ? SENDRECV : SENDONLY;
        }
        return receives ? RECVONLY : INACTIVE;
    }

    public boolean sends() {
        return sends;
    }

    public boolean receives() {
        return receives;
    }

    /** The same flow seen from the other end. */
    public Direction reversed() {
        return of(receives, sends);
    }

    /** What both allow. */
    public Direction and(Direction other) {
        return of(sends && other.sends, receives && other.receives);
    }

    /** The attribute's name. */
    public String sdp() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Direction> in(List<SdpLine> lines) {
        for (SdpLine line : lines) {
            if (isDirection(line)) {
                return Optional.of(valueOf(line.value().toUpperCase(Locale.ROOT)));
            }
        }
        return Optional.empty();
    }

    static boolean isDirection(SdpLine line) {
        return line.type() == 'a'
                && switch (line.value()) {
                    case "sendrecv", "sendonly", "recvonly", "inactive" -> true;
                    default -> false;
                };
    }
}
