package io.carillon.sdp;

import java.util.List;
import java.util.OptionalLong;

/**
 * The {@code b=} lines of a section in bits per second: AS and TIAS (RFC 8866 §5.8, RFC 3890), RS and RR (RFC 3556).
 * AS is written in kilobits, the others in bits.
 */
public record Bandwidth(OptionalLong as, OptionalLong tias, OptionalLong rs, OptionalLong rr) {
    public static final Bandwidth NONE =
            new Bandwidth(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());

    static Bandwidth in(List<SdpLine> lines) {
        return new Bandwidth(
                read(lines, "AS", 1000), read(lines, "TIAS", 1), read(lines, "RS", 1), read(lines, "RR", 1));
    }

    private static OptionalLong read(List<SdpLine> lines, String modifier, long unit) {
        for (SdpLine line : lines) {
            String value = line.value();
            int colon = modifier.length();
            if (line.type() == 'b'
                    && value.startsWith(modifier)
                    && value.length() > colon
                    && value.charAt(colon) == ':') {
                String number = value.substring(colon + 1).trim();
                return OptionalLong.of(Numbers.atMost(Integer.MAX_VALUE, number, "bandwidth") * unit);
            }
        }
        return OptionalLong.empty();
    }
}
