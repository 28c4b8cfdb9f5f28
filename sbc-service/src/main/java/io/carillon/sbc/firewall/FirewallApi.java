package io.carillon.sbc.firewall;

import io.carillon.sip.admission.Firewall;
import io.carillon.sip.admission.Network;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The firewall at run time. The policy is every border's; bans are each border's own. */
@RestController
@RequestMapping("/api/v1/firewall")
@Tag(name = "firewall")
class FirewallApi {
    private static final int LONGEST_BAN = 30 * 24 * 3_600;

    private final FirewallControl control;

    FirewallApi(FirewallControl control) {
        this.control = control;
    }

    /** @param source an address; of IPv6 its whole /64 is meant */
    record NewBan(
            @NotBlank String source,
            @Min(1) @Max(LONGEST_BAN) int seconds,
            @Nullable String reason) {}

    @GetMapping
    @Operation(summary = "Show the policy", operationId = "showFirewall")
    FirewallDocument show() {
        return control.document();
    }

    @PutMapping
    @Operation(summary = "Set the policy of all borders", operationId = "setFirewall")
    FirewallDocument set(@RequestBody FirewallDocument document) {
        control.set(document);
        return control.document();
    }

    @GetMapping("/statistics")
    @Operation(summary = "Count what was turned away here", operationId = "countFirewall")
    Firewall.Statistics statistics() {
        return control.firewall().statistics();
    }

    @GetMapping("/bans")
    @Operation(summary = "List the bans of this border", operationId = "listBans")
    List<Firewall.Ban> bans() {
        return control.firewall().bans();
    }

    @PostMapping("/bans")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Ban a source at this border", operationId = "addBan")
    void ban(@Valid @RequestBody NewBan ban) {
        var reason = ban.reason();
        control.firewall()
                .ban(address(ban.source()), Duration.ofSeconds(ban.seconds()), reason == null ? "by hand" : reason);
    }

    @DeleteMapping("/bans/{source}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Lift a ban at this border", operationId = "liftBan")
    void lift(@PathVariable String source) {
        if (!control.firewall().lift(address(source))) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, source + " is not banned");
        }
    }

    private static InetAddress address(String source) {
        return Network.parse(source).address();
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> notStored(IllegalStateException e) {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .body(ProblemDetail.forStatusAndDetail(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "The policy is in force here, but the other borders cannot be told: " + e.getMessage()));
    }
}
