package io.carillon.launcher.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootJarTest {
    @TempDir
    private Path folder;

    private Path executable;

    /** As Boot lays it out: classes under BOOT-INF/classes, a stored library under BOOT-INF/lib. */
    @BeforeEach
    void build() throws IOException {
        compile("Words", "class Words { static String greeting() { return \"good morning\"; } }");
        compile("Main", """
                class Main {
                    public static void main(String[] arguments) throws Exception {
                        var settings = Main.class.getResourceAsStream("/application.yaml");
                        System.out.print(Words.greeting() + " " + new String(settings.readAllBytes()));
                    }
                }
                """);
        var library = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(library)) {
            add(zip, "Words.class", Files.readAllBytes(folder.resolve("Words.class")));
        }
        executable = folder.resolve("carillon-greeter.jar");
        try (var zip = new ZipOutputStream(Files.newOutputStream(executable))) {
            add(zip, "META-INF/MANIFEST.MF", bytes("Manifest-Version: 1.0\nStart-Class: Main\n"));
            add(zip, "org/springframework/boot/loader/launch/JarLauncher.class", bytes("not wanted"));
            add(zip, "BOOT-INF/classes/Main.class", Files.readAllBytes(folder.resolve("Main.class")));
            add(zip, "BOOT-INF/classes/application.yaml", bytes("to you"));
            add(zip, "BOOT-INF/lib/words.jar", library.toByteArray());
        }
    }

    @Test
    void what_was_taken_apart_runs_with_its_libraries_and_resources() throws Exception {
        Path plain = Files.createDirectory(folder.resolve("plain"));
        BootJar.extract(executable, plain);
        Process run = new ProcessBuilder(
                        JavaFlags.java(),
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        plain.resolve("carillon-greeter.jar").toString())
                .redirectErrorStream(true)
                .start();
        assertThat(new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("good morning to you");
        assertThat(plain.resolve("lib/words.jar")).exists();
    }

    private void compile(String name, String source) throws IOException {
        Path file = Files.writeString(folder.resolve(name + ".java"), source);
        int status = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-cp", folder.toString(), "-d", folder.toString(), file.toString());
        assertThat(status).isZero();
    }

    private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
