package io.carillon.console.account;

import io.carillon.node.admin.AdminRole;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The people who may sign in; an admin's affair. */
@RestController
@RequestMapping("/api/v1/accounts")
@Tag(name = "accounts")
@PreAuthorize("hasRole('ADMIN')")
class AccountApi {
    static final String NAME = "[A-Za-z0-9][A-Za-z0-9._@-]{0,63}";
    static final int SHORTEST = 12;

    private final Accounts accounts;
    private final SignIn signIn;

    AccountApi(Accounts accounts, SignIn signIn) {
        this.accounts = accounts;
        this.signIn = signIn;
    }

    record View(String name, String role, Instant created) {
        static View of(Account account) {
            return new View(account.name(), account.role().claim(), account.created());
        }
    }

    record NewAccount(
            @NotNull @Pattern(regexp = NAME) String name,
            @NotNull @Size(min = SHORTEST, max = 200) String password,
            @NotNull String role) {}

    /** What is null stays as it is. */
    record Change(
            @Nullable @Size(min = SHORTEST, max = 200) String password,
            @Nullable String role) {}

    @GetMapping
    @Operation(summary = "List accounts", operationId = "listAccounts")
    List<View> list() {
        return accounts.all().stream().map(View::of).toList();
    }

    @PostMapping
    @Operation(summary = "Add an account", operationId = "addAccount")
    ResponseEntity<View> add(@Valid @RequestBody NewAccount wanted) {
        var account = signIn.made(wanted.name(), wanted.password(), role(wanted.role()));
        if (!accounts.add(account)) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, "there is an account " + wanted.name());
        }
        return ResponseEntity.status(HttpStatus.CREATED).body(View.of(account));
    }

    @PutMapping("/{name}")
    @Operation(summary = "Give an account another password or role", operationId = "changeAccount")
    View change(
            @Parameter(description = "of the account") @PathVariable String name,
            @Valid @RequestBody Change change,
            Authentication who) {
        var account = accounts.find(name).orElseThrow(() -> unknown(name));
        var role = Optional.ofNullable(change.role()).map(AccountApi::role).orElse(account.role());
        if (who.getName().equals(name) && role != account.role()) {
            throw new IllegalArgumentException("nobody changes their own role: ask another admin");
        }
        var secret = Optional.ofNullable(change.password())
                .map(password -> signIn.made(name, password, role).secret())
                .orElse(account.secret());
        var changed = new Account(name, role, secret, account.created());
        accounts.replace(changed);
        return View.of(changed);
    }

    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Remove an account", operationId = "removeAccount")
    void remove(@Parameter(description = "of the account") @PathVariable String name, Authentication who) {
        if (who.getName().equals(name)) {
            throw new IllegalArgumentException("nobody removes their own account: ask another admin");
        }
        if (!accounts.remove(name)) {
            throw unknown(name);
        }
    }

    private static AdminRole role(String name) {
        try {
            return AdminRole.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("a role is viewer, operator or admin", e);
        }
    }

    private static ResponseStatusException unknown(String name) {
        return new ResponseStatusException(HttpStatus.NOT_FOUND, "there is no account " + name);
    }
}
