package io.carillon.hss.slf;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** User → HSS: by the settings' table and ranges, and by what operators have said since. A named user comes before a range. */
public final class Directory {
    /** How old what is known of the locations may be; who is named is looked up each time. */
    private static final Duration FRESH = Duration.ofSeconds(1);

    private record Read(List<Location> locations, Instant at) {}

    private final Routes settings;
    private final Locations locations;
    private final Clock clock;
    private volatile Read read = new Read(List.of(), Instant.MIN);

    public Directory(Routes settings, Locations locations, Clock clock) {
        this.settings = settings;
        this.locations = locations;
        this.clock = clock;
    }

    /** The nodes of the HSS that has a user known by these identities. */
    Optional<List<String>> of(List<String> identities) {
        return settings.named(identities)
                .or(() -> locations.ofUser(identities).flatMap(this::hosts))
                .or(() -> settings.ranged(identities))
                .or(() -> identities.stream()
                        .flatMap(each -> Routes.number(each).stream())
                        .flatMap(number -> known().stream().filter(each -> each.holds(number)))
                        .findFirst()
                        .map(Location::hosts));
    }

    private Optional<List<String>> hosts(String name) {
        return known().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .map(Location::hosts);
    }

    private List<Location> known() {
        var now = clock.instant();
        var last = read;
        if (last.at().isBefore(now.minus(FRESH))) {
            last = new Read(locations.all(), now);
            read = last;
        }
        return last.locations();
    }
}
