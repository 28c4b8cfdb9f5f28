package io.carillon.launcher.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The search for a JDK that ./ims and ./mvnw share, among JDKs that are only folders. */
class JdkSearchTest {
    private static final Path SEARCH = Path.of("../../.mvn/jdk.sh").toAbsolutePath();

    @TempDir
    private Path machine;

    private record Answer(int exit, String words) {}

    @Test
    void java_home_is_taken_if_it_is_new_enough() throws Exception {
        Path jdk = jdk("mine", "26.0.1");
        assertThat(search(jdk.toString())).isEqualTo(new Answer(0, jdk.toString()));
    }

    @Test
    void an_old_java_home_is_passed_over_for_a_newer_jdk_of_the_system() throws Exception {
        Path old = jdk("old", "17.0.15");
        Path system = jdk("jvm/temurin", "25");
        assertThat(search(old.toString())).isEqualTo(new Answer(0, system.toString()));
    }

    @Test
    void without_any_it_says_what_is_missing_and_where_it_looked() throws Exception {
        Path old = jdk("old", "17.0.15");
        Answer answer = search(old.toString());
        assertThat(answer.exit()).isEqualTo(1);
        assertThat(answer.words())
                .contains("needs a JDK 25 or newer")
                .contains(old.toString())
                .contains(machine.resolve("jvm").toString());
    }

    private Answer search(String javaHome) throws Exception {
        var builder = new ProcessBuilder("/bin/sh", "-c", ". \"$0\" && printf %s \"$JAVA_HOME\"", SEARCH.toString())
                .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of(
                        "JAVA_HOME", javaHome,
                        "JDK_FOLDER", machine.resolve("jvm").toString(),
                        "HOME", machine.toString(),
                        "PATH", toolsWithoutJava().toString()));
        Process process = builder.start();
        String words = new String(process.getInputStream().readAllBytes());
        return new Answer(process.waitFor(), words);
    }

    private Path toolsWithoutJava() throws IOException {
        Path tools = Files.createDirectories(machine.resolve("tools"));
        for (String tool : new String[] {"sed", "readlink", "dirname"}) {
            Path link = tools.resolve(tool);
            if (Files.notExists(link)) {
                Files.createSymbolicLink(link, Path.of("/usr/bin", tool));
            }
        }
        return tools;
    }

    private Path jdk(String name, String version) throws IOException {
        Path jdk = Files.createDirectories(machine.resolve(name));
        Path bin = Files.createDirectories(jdk.resolve("bin"));
        Files.writeString(bin.resolve("javac"), "");
        assertThat(bin.resolve("javac").toFile().setExecutable(true)).isTrue();
        Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        return jdk;
    }
}
