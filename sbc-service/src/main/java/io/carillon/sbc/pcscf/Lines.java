package io.carillon.sbc.pcscf;

import io.carillon.sip.transport.Arrival;
import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;

/**
 * Which line of the fixed access network a phone is on: what the network says of it, in P-Access-Network-Info (TS 24.229
 * §5.2.2.1, §7.2A.4).
 *
 * @param values by the address that the line has
 */
public record Lines(Map<InetAddress, String> values) {
    public Lines {
        values = Map.copyOf(values);
    }

    /** The value for a line of that kind. */
    public static String value(String access, String name) {
        return access + ";dsl-location=\"" + name.replace("\"", "") + "\";network-provided";
    }

    Optional<String> of(Arrival arrival) {
        return Optional.ofNullable(values.get(arrival.remote().getAddress()));
    }
}
