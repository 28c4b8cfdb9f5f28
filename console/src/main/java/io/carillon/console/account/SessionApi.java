package io.carillon.console.account;

import io.carillon.node.NodeIdentity;
import io.carillon.node.admin.AdminRole;
import io.carillon.node.admin.AdminSecret;
import io.carillon.node.admin.AdminToken;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Signing in and out: the session is a signed token in a cookie that scripts cannot read. */
@RestController
@RequestMapping("/api/v1/session")
@Tag(name = "session")
class SessionApi {
    private static final Duration DAY = Duration.ofHours(12);

    private final SignIn signIn;
    private final Accounts accounts;
    private final AdminSecret secret;
    private final @Nullable String provider;
    private final String home;

    SessionApi(
            SignIn signIn,
            Accounts accounts,
            AdminSecret secret,
            ObjectProvider<OtherEntrance> other,
            NodeIdentity node) {
        this.signIn = signIn;
        this.accounts = accounts;
        this.secret = secret;
        var entrance = other.getIfAvailable();
        this.provider = entrance == null ? null : entrance.name();
        this.home = node.homeDomain();
    }

    record Credentials(@NotBlank String name, @NotBlank String password) {}

    /** The first account, made by who can show a token of the core's own. */
    record First(
            @Pattern(regexp = AccountApi.NAME) String name,
            @Size(min = AccountApi.SHORTEST, max = 200) String password) {}

    /**
     * @param firstRun no account exists yet: the first is made with the token that ./ims token prints
     * @param provider by which people may sign in too
     * @param home the home domain
     */
    record State(
            boolean signedIn,
            boolean firstRun,
            @Nullable String provider,
            String home,
            @Nullable String name,
            @Nullable String role) {}

    @GetMapping
    @Operation(summary = "Who is signed in", operationId = "session")
    State state(@Nullable Authentication who) {
        boolean signedIn = who != null && who.isAuthenticated();
        return new State(
                signedIn,
                accounts.all().isEmpty(),
                provider,
                home,
                signedIn ? who.getName() : null,
                signedIn ? role(who).claim() : null);
    }

    private static AdminRole role(Authentication who) {
        for (var role : AdminRole.values()) {
            if (who.getAuthorities().stream().anyMatch(each -> ("ROLE_" + role.name()).equals(each.getAuthority()))) {
                return role;
            }
        }
        return AdminRole.VIEWER;
    }

    @PostMapping
    @Operation(summary = "Sign in", operationId = "signIn")
    ResponseEntity<?> enter(@Valid @RequestBody Credentials credentials, HttpServletRequest request) {
        return switch (signIn.check(credentials.name(), credentials.password(), request.getRemoteAddr())) {
            case SignIn.Result.Welcome(var account) -> welcome(account, request);
            case SignIn.Result.Wrong() -> problem(HttpStatus.UNAUTHORIZED, "the name or the password is wrong");
            case SignIn.Result.LockedOut(var pause) ->
                ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS)
                        .header(HttpHeaders.RETRY_AFTER, String.valueOf(pause.toSeconds()))
                        .body(ProblemDetail.forStatusAndDetail(
                                HttpStatus.TOO_MANY_REQUESTS,
                                "too many wrong passwords; try again in " + pause.toMinutes() + " minutes"));
        };
    }

    /** Only with an admin's token of the core's own, and only once. */
    @PostMapping("/first")
    @Operation(summary = "Make the first account", operationId = "firstAccount")
    ResponseEntity<?> first(@Valid @RequestBody First first, Authentication who, HttpServletRequest request) {
        if (role(who) != AdminRole.ADMIN) {
            return problem(HttpStatus.FORBIDDEN, "the first account is made with an admin's token: ./ims token");
        }
        var account = signIn.made(first.name(), first.password(), AdminRole.ADMIN);
        return accounts.addFirst(account)
                ? welcome(account, request)
                : problem(HttpStatus.CONFLICT, "there are accounts already; sign in with one");
    }

    private ResponseEntity<State> welcome(Account account, HttpServletRequest request) {
        var token = AdminToken.mint(secret, account.name(), Set.of(account.role()), DAY);
        return ResponseEntity.ok()
                .header(
                        HttpHeaders.SET_COOKIE,
                        SessionCookie.made(token, DAY, request).toString())
                .body(new State(
                        true,
                        false,
                        provider,
                        home,
                        account.name(),
                        account.role().claim()));
    }

    @DeleteMapping
    @Operation(summary = "Sign out", operationId = "signOut")
    ResponseEntity<Void> leave(HttpServletRequest request) {
        return ResponseEntity.noContent()
                .header(
                        HttpHeaders.SET_COOKIE,
                        SessionCookie.made("", Duration.ZERO, request).toString())
                .build();
    }

    private static ResponseEntity<ProblemDetail> problem(HttpStatus status, String detail) {
        return ResponseEntity.status(status).body(ProblemDetail.forStatusAndDetail(status, detail));
    }
}
