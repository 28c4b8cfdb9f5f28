package io.carillon.sip.ims;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.NameAddr;
import io.carillon.sip.message.SipMessage;
import java.util.List;

/**
 * Geolocation and Geolocation-Routing: where the sender is, as a body of this message or by reference (RFC 6442 §4).
 *
 * @param locations URIs: {@code cid:} for a body part, else where the location is to be asked for
 * @param forRouting whether nodes on the way may route by it; without the header they may not (§4.2)
 */
public record Geolocation(List<String> locations, boolean forRouting) {
    private static final HeaderName ROUTING = HeaderName.of("Geolocation-Routing");

    public static Geolocation of(SipMessage message) {
        return new Geolocation(
                message.addresses(HeaderName.GEOLOCATION).stream()
                        .map(NameAddr::uri)
                        .toList(),
                message.first(ROUTING)
                        .map(String::strip)
                        .filter("yes"::equalsIgnoreCase)
                        .isPresent());
    }
}
