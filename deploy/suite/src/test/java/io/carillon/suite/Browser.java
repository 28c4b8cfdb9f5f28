package io.carillon.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A person with the console in Chromium, one step of a journey at a time; the browser keeps its session between them. */
final class Browser {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final House house;
    private final Path profile;
    private final Path pictures;

    Browser(House house) throws IOException {
        this.house = house;
        this.profile = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "chromium-");
        this.pictures = Boolean.getBoolean("carillon.flows.write")
                ? SourceTree.root().resolve("docs/console")
                : Files.createDirectories(Path.of("target/console").toAbsolutePath());
        Files.createDirectories(pictures);
    }

    /** @param words the step and what it needs; see {@code journey.mjs} */
    void does(String... words) {
        var token = house.ims(Duration.ofMinutes(1), "token");
        assertThat(token.exit()).as(token.output()).isZero();
        var all = new String[words.length + 6];
        all[0] = "node";
        all[1] = Path.of("src/test/resources/browser/journey.mjs")
                .toAbsolutePath()
                .toString();
        all[2] = "http://127.0.0.1:" + House.port(8_080);
        all[3] = token.output().strip();
        all[4] = profile.toString();
        all[5] = pictures.toString();
        System.arraycopy(words, 0, all, 6, words.length);
        var result = Command.of(all).run(PATIENCE);
        assertThat(result.exit())
                .as(String.join(" ", words) + "\n" + result.output())
                .isZero();
    }
}
