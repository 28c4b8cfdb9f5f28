package io.carillon.console.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.carillon.node.admin.AdminRole;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.crypto.password.PasswordEncoder;

/** Checks names and passwords; who guesses is locked out for a while, by name and by source. */
public final class SignIn {
    private static final Logger LOG = LoggerFactory.getLogger(SignIn.class);
    private static final int MOST_FAILURES = 10;
    private static final Duration LOCKED = Duration.ofMinutes(5);

    /** What came of it. */
    public sealed interface Result {
        record Welcome(Account account) implements Result {}

        record Wrong() implements Result {}

        record LockedOut(Duration pause) implements Result {}
    }

    private final Accounts accounts;
    private final PasswordEncoder passwords;
    private final Clock clock;
    /** Checked for a name that nobody has, so that such a name takes as long as any. */
    private final String nobody;

    private final Cache<String, AtomicInteger> failures =
            Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(LOCKED).build();

    public SignIn(Accounts accounts, PasswordEncoder passwords, Clock clock) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.clock = clock;
        this.nobody = hash("nobody has this password");
    }

    private String hash(String password) {
        return Optional.ofNullable(passwords.encode(password)).orElseThrow();
    }

    Result check(String name, String password, String source) {
        if (failed("name " + name).get() >= MOST_FAILURES
                || failed("from " + source).get() >= MOST_FAILURES) {
            return new Result.LockedOut(LOCKED);
        }
        var account = accounts.find(name);
        boolean right = passwords.matches(password, account.map(Account::secret).orElse(nobody));
        if (right && account.isPresent()) {
            failures.invalidate("name " + name);
            return new Result.Welcome(account.get());
        }
        failed("name " + name).incrementAndGet();
        failed("from " + source).incrementAndGet();
        LOG.info("Sign-in of '{}' from {} refused", name.replaceAll("[^A-Za-z0-9._@-]", "?"), source);
        return new Result.Wrong();
    }

    private AtomicInteger failed(String key) {
        return failures.get(key, fresh -> new AtomicInteger());
    }

    Account made(String name, String password, AdminRole role) {
        return new Account(name, role, hash(password), clock.instant());
    }
}
