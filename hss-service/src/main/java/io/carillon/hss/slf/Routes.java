package io.carillon.hss.slf;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** User → HSS as the settings have it. */
public final class Routes {
    /** The number in an IMPI (001010000000001@home), a SIP URI (sip:+491@home) or a tel URI (tel:+491). */
    private static final Pattern NUMBER = Pattern.compile("(?:sips?:|tel:)?\\+?([0-9]{3,20})(?:[@;].*)?");

    private final List<Route> routes;
    private final Map<String, Route> table = new HashMap<>();

    public Routes(List<Route> routes) {
        this.routes = List.copyOf(routes);
        routes.forEach(route -> route.identities().forEach(identity -> table.putIfAbsent(identity, route)));
    }

    Optional<List<String>> named(List<String> identities) {
        return identities.stream()
                .flatMap(each -> Optional.ofNullable(table.get(each)).stream())
                .findFirst()
                .map(Route::hosts);
    }

    Optional<List<String>> ranged(List<String> identities) {
        return identities.stream()
                .flatMap(each -> number(each).stream())
                .flatMap(number ->
                        routes.stream().filter(route -> route.ranges().stream().anyMatch(each -> each.holds(number))))
                .findFirst()
                .map(Route::hosts);
    }

    static Optional<String> number(String identity) {
        Matcher number = NUMBER.matcher(identity);
        return number.matches() ? Optional.of(number.group(1)) : Optional.empty();
    }
}
