package io.carillon.lab.pcf;

import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Nnrf_AccessToken (TS 29.510 §5.4.2.2, RFC 6749 §4.4). */
@RestController
class TokenController {
    static final String PATH = "/oauth2/token";

    private final AccessTokens tokens;
    private final Place place;

    TokenController(AccessTokens tokens, Place place) {
        this.tokens = tokens;
        this.place = place;
    }

    @PostMapping(path = PATH, consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<Map<String, Object>> give(
            @RequestParam("grant_type") String grant,
            @RequestParam("nfInstanceId") String consumer,
            @RequestParam("targetNfType") String target,
            @RequestParam("scope") String scope) {
        if (!grant.equals("client_credentials")) {
            return ResponseEntity.badRequest().body(Map.of("error", "unsupported_grant_type"));
        }
        if (!target.equals("PCF") || !scope.equals(PolicyAuthorizationController.SERVICE)) {
            return ResponseEntity.badRequest().body(Map.of("error", "invalid_scope"));
        }
        return ResponseEntity.ok(Map.of(
                "access_token",
                tokens.issue(place.instance(), consumer, target, scope),
                "token_type",
                "Bearer",
                "expires_in",
                AccessTokens.VALID.toSeconds(),
                "scope",
                scope));
    }
}
