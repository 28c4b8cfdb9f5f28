package io.carillon.hss.adapter.mysql;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.carillon.identity.Impu;
import io.carillon.identity.WildcardedIdentity;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The wildcarded identities of all subscriptions. They are few and asked for only when an identity has no row of its
 * own, so they are kept in memory for a few seconds; their expressions run in linear time.
 */
final class Wildcards {
    private static final Logger log = LoggerFactory.getLogger(Wildcards.class);
    private static final Duration FRESH = Duration.ofSeconds(2);
    private static final int MOST = 10_000;
    private static final String ALL = """
            SELECT impu FROM public_identity WHERE kind IN ('WILDCARDED_PSI', 'WILDCARDED_IMPU')
             ORDER BY CHAR_LENGTH(impu) DESC, impu LIMIT ?""";

    private record Wildcard(Impu impu, Pattern pattern) {}

    private record Read(List<Wildcard> wildcards, Instant at) {}

    private final JdbcTemplate jdbc;
    private final Clock clock;
    private volatile Read read = new Read(List.of(), Instant.EPOCH);

    Wildcards(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The longest that matches. */
    Optional<Impu> match(Impu impu) {
        return current().stream()
                .filter(each -> each.pattern().matches(impu.value()))
                .map(Wildcard::impu)
                .findFirst();
    }

    private List<Wildcard> current() {
        Read last = read;
        Instant now = clock.instant();
        if (last.at().plus(FRESH).isBefore(now)) {
            last = new Read(
                    jdbc.queryForList(ALL, String.class, MOST).stream()
                            .flatMap(Wildcards::compiled)
                            .toList(),
                    now);
            read = last;
        }
        return last.wildcards();
    }

    private static Stream<Wildcard> compiled(String impu) {
        try {
            return WildcardedIdentity.parse(impu).stream()
                    .map(each -> new Wildcard(new Impu(impu), Pattern.compile(each.regularExpression())));
        } catch (PatternSyntaxException unknown) {
            log.warn("the wildcarded identity {} is no expression: {}", impu, unknown.getMessage());
            return Stream.empty();
        }
    }
}
