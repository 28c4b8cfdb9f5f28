package io.carillon.hss.slf;

import java.util.List;

/**
 * An HSS and the users that are there by their numbers.
 *
 * @param hosts its nodes, the first preferred: Diameter host names, or ids of nodes of the home domain
 */
public record Location(String name, List<String> hosts, List<Route.Range> ranges) {
    private static final int MOST_HOSTS = 16;
    private static final int MOST_RANGES = 10_000;

    public Location {
        hosts = List.copyOf(hosts);
        ranges = List.copyOf(ranges);
        boolean named = hosts.stream().allMatch(each -> each.matches("[A-Za-z0-9.-]{1,120}"));
        if (hosts.isEmpty() || hosts.size() > MOST_HOSTS || !named) {
            throw new IllegalArgumentException("hosts names 1 to " + MOST_HOSTS + " Diameter hosts");
        }
        if (ranges.size() > MOST_RANGES) {
            throw new IllegalArgumentException("ranges has " + MOST_RANGES + " entries at most");
        }
    }

    boolean holds(String number) {
        return ranges.stream().anyMatch(each -> each.holds(number));
    }
}
