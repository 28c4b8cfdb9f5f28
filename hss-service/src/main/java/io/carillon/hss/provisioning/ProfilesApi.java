package io.carillon.hss.provisioning;

import io.carillon.hss.subscriber.ServiceProfile;
import io.carillon.hss.subscriber.Subscribers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

@RestController
@RequestMapping("/api/v1/profiles")
@Tag(name = "profiles")
class ProfilesApi {
    private static final int LONGEST_NAME = 64;

    private final Subscribers subscribers;
    private final ProfilePush push;

    ProfilesApi(Subscribers subscribers, ProfilePush push) {
        this.subscribers = subscribers;
        this.push = push;
    }

    @GetMapping
    @Operation(summary = "List the names of the service profiles", operationId = "listProfiles")
    List<String> list() {
        return subscribers.profileNames();
    }

    @GetMapping("/{name}")
    @Operation(summary = "Show a service profile", operationId = "showProfile")
    ResponseEntity<ServiceProfile> show(@PathVariable String name) {
        Subscribers.StoredProfile stored = subscribers
                .profile(name)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "there is no profile " + name));
        return ResponseEntity.ok().eTag(Tags.of(stored.version())).body(stored.profile());
    }

    @PutMapping("/{name}")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            summary = "Store a service profile; S-CSCFs that serve its subscribers are sent it",
            operationId = "putProfile")
    void put(
            @PathVariable String name,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String ifNoneMatch,
            @Valid @RequestBody ServiceProfile profile) {
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException("the name of a profile has 1 to " + LONGEST_NAME + " characters");
        }
        var before = subscribers.profile(name).map(Subscribers.StoredProfile::profile);
        switch (subscribers.putProfile(name, profile, Tags.precondition(ifMatch, ifNoneMatch))) {
            case CHANGED -> push.changed(name, before, profile);
            case ALIKE -> {}
            case REFUSED ->
                throw new ResponseStatusException(
                        HttpStatus.PRECONDITION_FAILED, "profile " + name + " is not what the request was made for");
        }
    }
}
