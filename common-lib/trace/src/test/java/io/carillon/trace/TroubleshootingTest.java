package io.carillon.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.trace.Verdict.Kind;
import io.carillon.trace.Verdict.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TroubleshootingTest {
    private static final Path DOCUMENT = Path.of("../../docs/troubleshooting.md");

    @Test
    void of_every_verdict_of_a_failure_the_document_says_what_to_do() throws IOException {
        Set<String> advised = Files.readAllLines(DOCUMENT).stream()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(3, line.indexOf('`', 3)))
                .collect(Collectors.toSet());

        assertThat(advised)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Kind.values())
                        .filter(kind -> Verdict.of(kind).outcome() == Outcome.FAILED)
                        .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                        .toList());
    }
}
