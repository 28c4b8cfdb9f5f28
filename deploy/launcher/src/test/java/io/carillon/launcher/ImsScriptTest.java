package io.carillon.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script itself in a checkout of nothing but folders, with a Maven and a JDK that only say what they were told. */
class ImsScriptTest {
    private static final Path REPOSITORY = Path.of("../..").toAbsolutePath().normalize();
    private static final List<String> MODULES = List.of(
            "hss-service",
            "charging-service",
            "deploy/lab",
            "enum-service",
            "rtpproxy-service",
            "cscf-service",
            "tas-service",
            "im-service",
            "sbc-service",
            "console",
            "deploy/launcher");

    @TempDir
    private Path home;

    private record Answer(int exit, String words) {}

    @BeforeEach
    void checkOut() throws IOException {
        for (String module : MODULES) {
            source(module + "/pom.xml");
            source(module + "/src/main/Some.java");
        }
        source("console/web/src/main.tsx");
        source("pom.xml");
        source("common-lib/sip/pom.xml");
        source("common-lib/sip/src/main/Some.java");
        copy("ims");
        copy(".mvn/jdk.sh");
        script("mvnw", """
                echo '[INFO] Building carillon-sip 0.1.0-SNAPSHOT                 [2/18]'
                echo "[INFO] told $*"
                for module in %s; do
                  name=${module##*/}
                  mkdir -p $module/target && : > $module/target/carillon-${name%%-service}.jar
                done
                """.formatted(String.join(" ", MODULES)));
        script("jdk/bin/java", "echo \"java $*\"");
        script("jdk/bin/javac", "");
        Files.writeString(home.resolve("jdk/release"), "JAVA_VERSION=\"25.0.1\"\n");
    }

    @Test
    void the_first_up_builds_with_progress_and_hands_over() throws Exception {
        Answer answer = ims("up", "hss");
        assertThat(answer.exit()).isZero();
        assertThat(answer.words())
                .contains("Building with " + home.resolve("jdk"))
                .contains("[2/18] carillon-sip")
                .contains("-jar " + home.resolve("deploy/launcher/target/carillon-launcher.jar") + " up hss");
        assertThat(Files.readString(home.resolve("run/logs/build.log"))).contains("-DskipTests");
    }

    @Test
    void what_is_built_is_not_built_again() throws Exception {
        ims("up");
        assertThat(ims("up").words()).doesNotContain("Building");
    }

    @Test
    void a_changed_library_is_built_for_up_but_does_not_delay_a_look_at_the_status() throws Exception {
        ims("up");
        Files.setLastModifiedTime(
                home.resolve("common-lib/sip/src/main/Some.java"),
                FileTime.from(Instant.now().plusSeconds(60)));
        assertThat(ims("status").words()).doesNotContain("Building").contains(" status");
        assertThat(ims("up").words()).contains("Building");
    }

    @Test
    void a_build_that_fails_shows_what_maven_said_and_starts_nothing() throws Exception {
        script("mvnw", "echo '[ERROR] Some.java: not a statement'; exit 1");
        Answer answer = ims("up");
        assertThat(answer.exit()).isEqualTo(1);
        assertThat(answer.words())
                .contains("The build failed")
                .contains("not a statement")
                .doesNotContain("java -XX");
    }

    @Test
    void without_a_jdk_it_says_what_is_missing() throws Exception {
        Files.writeString(home.resolve("jdk/release"), "JAVA_VERSION=\"17.0.15\"\n");
        Answer answer = ims("up");
        assertThat(answer.exit()).isEqualTo(1);
        assertThat(answer.words()).contains("needs a JDK 25 or newer");
    }

    private Answer ims(String... arguments) throws Exception {
        var builder = new ProcessBuilder(
                        Stream.concat(Stream.of("bash", home.resolve("ims").toString()), Stream.of(arguments))
                                .toList())
                .redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", home.resolve("jdk").toString());
        builder.environment().put("JDK_FOLDER", home.resolve("none").toString());
        builder.environment().put("HOME", home.toString());
        builder.environment().put("PATH", "/usr/bin:/bin");
        builder.environment().remove("IMS_RUN");
        Process process = builder.start();
        String words = new String(process.getInputStream().readAllBytes());
        return new Answer(process.waitFor(), words);
    }

    private void source(String name) throws IOException {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "");
    }

    private void script(String name, String body) throws IOException {
        source(name);
        Files.writeString(home.resolve(name), "#!/bin/sh\n" + body + "\n");
        assertThat(home.resolve(name).toFile().setExecutable(true)).isTrue();
    }

    private void copy(String name) throws IOException {
        Files.createDirectories(home.resolve(name).getParent());
        Files.copy(REPOSITORY.resolve(name), home.resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
    }
}
