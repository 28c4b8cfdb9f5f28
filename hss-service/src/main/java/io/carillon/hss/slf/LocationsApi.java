package io.carillon.hss.slf;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Which HSS has which users, on a node that is a subscription locator. */
@RestController
@RequestMapping("/api/v1/locations")
@ConditionalOnProperty(name = "carillon.hss.slf.enabled", havingValue = "true")
@Tag(name = "locations")
class LocationsApi {
    private static final int LONGEST_NAME = 64;
    private static final int LONGEST_IDENTITY = 255;

    private final Locations locations;

    LocationsApi(Locations locations) {
        this.locations = locations;
    }

    /** What a location is to be. */
    record Order(@Nullable List<String> hosts, @Nullable List<Route.Range> ranges) {}

    /** A user and the location it was said to be at. */
    record UserView(String identity, String location) {}

    @GetMapping
    @Operation(summary = "List the HSSs and their ranges of numbers", operationId = "listLocations")
    List<Location> list() {
        return locations.all();
    }

    @PutMapping("/{name}")
    @Operation(
            summary = "Say what an HSS is called and which numbers and IMSIs it has; effective within a second",
            operationId = "putLocation")
    ResponseEntity<Location> put(@PathVariable String name, @RequestBody Order order) {
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException("the name of a location has 1 to " + LONGEST_NAME + " characters");
        }
        var location = new Location(
                name,
                Optional.ofNullable(order.hosts()).orElse(List.of()),
                Optional.ofNullable(order.ranges()).orElse(List.of()));
        return locations.put(location)
                ? ResponseEntity.created(URI.create("/api/v1/locations/" + name))
                        .body(location)
                : ResponseEntity.ok(location);
    }

    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Forget an HSS and every user said to be there", operationId = "removeLocation")
    void remove(@PathVariable String name) {
        if (!locations.remove(name)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "there is no location " + name);
        }
    }

    @GetMapping("/users/{identity}")
    @Operation(summary = "Where a user was said to be by name", operationId = "showUserLocation")
    UserView user(@PathVariable String identity) {
        return locations
                .ofUser(List.of(identity))
                .map(location -> new UserView(identity, location))
                .orElseThrow(() -> unknown(identity));
    }

    @PutMapping("/{name}/users/{identity}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            summary = "Say that a user, by private or public identity, is at an HSS, whatever the ranges say",
            operationId = "placeUser")
    void place(@PathVariable String name, @PathVariable String identity) {
        if (identity.isBlank() || identity.length() > LONGEST_IDENTITY) {
            throw new IllegalArgumentException("an identity has 1 to " + LONGEST_IDENTITY + " characters");
        }
        if (!locations.place(identity, name)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "there is no location " + name);
        }
    }

    @DeleteMapping("/users/{identity}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Forget where a user was said to be", operationId = "forgetUserLocation")
    void forget(@PathVariable String identity) {
        if (!locations.forget(identity)) {
            throw unknown(identity);
        }
    }

    private static ResponseStatusException unknown(String identity) {
        return new ResponseStatusException(HttpStatus.NOT_FOUND, identity + " was not said to be anywhere");
    }
}
