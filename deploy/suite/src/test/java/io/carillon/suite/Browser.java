package io.carillon.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/** A person with the console in Chromium, a few steps of a journey at a time; the browser keeps its session between them. */
final class Browser {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path profile;
    private final Path pictures;
    private final String token;
    private final List<String> plan = new ArrayList<>();

    Browser(House house) throws IOException {
        this.profile = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "chromium-");
        this.pictures = Boolean.getBoolean("carillon.flows.write")
                ? SourceTree.root().resolve("docs/console")
                : Files.createDirectories(Path.of("target/console").toAbsolutePath());
        Files.createDirectories(pictures);
        var printed = house.ims(Duration.ofMinutes(1), "token");
        assertThat(printed.exit()).as(printed.output()).isZero();
        this.token = printed.output().strip();
    }

    /** What the person does in one go with the next step, which is not begun by itself: a browser takes seconds to start. */
    void plans(String... step) {
        plan.addAll(List.of(step));
        plan.add("then");
    }

    /** @param step its name and what it needs; see {@code journey.mjs} */
    void does(String... step) {
        try (var journey = begins(step)) {
            ends(journey, step);
        }
    }

    /** What happens while the person looks on: the step says when its page is open. */
    void sees(Runnable happening, String... step) {
        try (var journey = begins(step)) {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> journey.output().contains("the page is open")
                            || !journey.process().isAlive());
            happening.run();
            ends(journey, step);
        }
    }

    private Command.Running begins(String... step) {
        var words = new ArrayList<>(List.of(
                "node",
                Path.of("src/test/resources/browser/journey.mjs")
                        .toAbsolutePath()
                        .toString(),
                "http://127.0.0.1:" + House.port(8_080),
                token,
                profile.toString(),
                pictures.toString()));
        words.addAll(plan);
        words.addAll(List.of(step));
        plan.clear();
        return Command.of(words.toArray(String[]::new)).start();
    }

    private static void ends(Command.Running journey, String... step) {
        var result = journey.await(PATIENCE);
        assertThat(result.exit())
                .as(String.join(" ", step) + "\n" + result.output())
                .isZero();
    }
}
