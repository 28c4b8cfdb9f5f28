package io.carillon.sbc.media;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A call's media as its relay counted them, both ways together.
 *
 * @param lost packets that did not come to the relay; empty if it does not count them
 * @param mos the worse of the two ways (ITU-T P.800.1)
 */
public record MediaFigures(
        long packets, long octets, OptionalLong lost, OptionalLong jitterMillis, OptionalDouble mos) {
    /** As a call's record names them. */
    public Map<String, String> fields() {
        var fields = new LinkedHashMap<String, String>();
        fields.put("packets", Long.toString(packets));
        fields.put("octets", Long.toString(octets));
        lost.ifPresent(value -> fields.put("packetsLost", Long.toString(value)));
        jitterMillis.ifPresent(value -> fields.put("jitterMs", Long.toString(value)));
        mos.ifPresent(value -> fields.put("mos", Double.toString(value)));
        return fields;
    }
}
