package io.carillon.sbc.msrp;

import io.carillon.identity.Impu;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** What a phone needs to use the border as its MSRP relay. */
@RestController
@RequestMapping("/api/v1/msrp-credentials")
@Tag(name = "messages")
public class RelayApi {
    private final Relay relay;

    RelayApi(Relay relay) {
        this.relay = relay;
    }

    /**
     * The relay as it is told to phones.
     *
     * @param uri that AUTH goes to
     * @param credentials empty if the border is no relay
     */
    public record Relay(String uri, String realm, Optional<RelayCredentials> credentials) {}

    /** @param user public identity */
    record Wish(String user) {}

    /** @param until when it is good for a new AUTH */
    record Credentials(String relay, String realm, String username, String password, Instant until) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "A user's password for AUTH at the MSRP relay", operationId = "issueMsrpCredentials")
    Credentials issue(@RequestBody Wish wish) {
        var credentials = relay.credentials()
                .orElseThrow(() -> new ResponseStatusException(
                        HttpStatus.CONFLICT,
                        "this border is no MSRP relay: it needs carillon.sbc.msrp.relay.secret and a certificate"));
        var issued = credentials.issue(Impu.parse(wish.user()).value());
        return new Credentials(relay.uri(), relay.realm(), issued.username(), issued.password(), issued.until());
    }
}
