package io.carillon.hss.cx;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Where subscribers may roam, by the name the network gives itself in P-Visited-Network-ID; anywhere if none is named. */
record VisitedNetworks(Set<String> allowed) {

    VisitedNetworks {
        allowed = allowed.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    boolean allow(String visited) {
        return allowed.isEmpty() || allowed.contains(visited.toLowerCase(Locale.ROOT));
    }
}
