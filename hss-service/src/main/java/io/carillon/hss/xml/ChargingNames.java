package io.carillon.hss.xml;

import java.util.Optional;
import java.util.stream.Stream;

/** The charging functions of the home network, as Diameter URIs (TS 29.228 §6.1.2.1, TS 29.328 §7.6.8). */
public record ChargingNames(
        Optional<String> primaryEvent,
        Optional<String> secondaryEvent,
        Optional<String> primaryCollection,
        Optional<String> secondaryCollection) {

    public boolean isNone() {
        return Stream.of(primaryEvent, secondaryEvent, primaryCollection, secondaryCollection)
                .allMatch(Optional::isEmpty);
    }
}
