package io.carillon.launcher.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * Application contexts that Spring worked out ahead of a start (its AOT processing): bean definitions as classes, where a
 * start would search for them. They hold for one build and for one choice of settings, since settings decide which
 * beans there are; a start with others does without.
 */
final class PreparedContexts {
    private static final String PROCESSOR = "org.springframework.boot.SpringApplicationAotProcessor";
    private static final List<String> SETTINGS =
            List.of("CARILLON_", "SPRING_", "SERVER_", "MANAGEMENT_", "LOGGING_", "JAVA_TOOL_OPTIONS");
    /** No bean depends on how long a stop takes; and of the JVM's options only what sets a property counts. */
    private static final Set<String> SHAPELESS = Set.of("CARILLON_SIP_DRAIN", "CARILLON_JAVA_OPTS");

    private final Path folder;

    PreparedContexts(Layout layout) {
        this.folder = layout.aotCaches();
    }

    /** What follows the JVM's flags on the command line of that application. */
    List<String> application(String name, Path jar) {
        Path prepared = file(name, jar);
        return Files.exists(prepared)
                ? List.of("-Dspring.aot.enabled=true", "-cp", prepared + ":" + jar, mainClass(jar))
                : List.of("-jar", jar.toString());
    }

    /**
     * By the build, which the folder of the jar is named after, and by the settings that the user gave; those of the suite
     * are ports and addresses, which shape no context.
     */
    private Path file(String name, Path jar) {
        Stream<String> given = System.getenv().entrySet().stream()
                .filter(each ->
                        !SHAPELESS.contains(each.getKey()) && SETTINGS.stream().anyMatch(each.getKey()::startsWith))
                .map(each -> each.getKey() + "=" + each.getValue());
        Stream<String> properties = JavaFlags.chosenByUser().stream().filter(flag -> flag.startsWith("-D"));
        List<String> state = Stream.concat(
                        Stream.of(jar.toString()),
                        Stream.concat(given, properties).sorted())
                .toList();
        return folder.resolve(name + "-" + Fingerprint.of(state) + ".jar");
    }

    /** Works it out, in processes of its own. Without a compiler (a JRE) there is none, and starts do without. */
    void prepare(String name, Path jar, Map<String, String> environment) {
        Path prepared = file(name, jar);
        Path compiler = Path.of(System.getProperty("java.home"), "bin", "javac");
        if (Files.exists(prepared) || Files.notExists(compiler)) {
            return;
        }
        Path work = folder.resolve(name + ".prepared.fresh");
        Applications.delete(work);
        try {
            Path classes = Files.createDirectories(work.resolve("classes"));
            Path sources = Files.createDirectories(work.resolve("sources"));
            List<String> process = List.of(
                    JavaFlags.java(),
                    "-Xmx256m",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    jar.toString(),
                    PROCESSOR,
                    mainClass(jar),
                    sources.toString(),
                    classes.toString(),
                    classes.toString(),
                    "io.carillon",
                    name);
            if (Training.run(process, environment) == 0
                    && Training.run(compile(compiler, jar, sources, classes), Map.of()) == 0) {
                publish(name, pack(work, classes), prepared);
            }
            Applications.delete(work);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> compile(Path compiler, Path jar, Path sources, Path classes) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                compiler.toString(), "-J-Xmx256m", "-nowarn", "-cp", jar + ":" + classes, "-d", classes.toString()));
        try (Stream<Path> files = Files.walk(sources)) {
            files.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(command::add);
        }
        return command;
    }

    private static Path pack(Path work, Path classes) throws IOException {
        Path packed = work.resolve("prepared.jar");
        try (var jar = new JarOutputStream(Files.newOutputStream(packed));
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                jar.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, jar);
            }
        }
        return packed;
    }

    private void publish(String name, Path packed, Path prepared) throws IOException {
        Files.move(packed, prepared, StandardCopyOption.ATOMIC_MOVE);
        AotCaches.remove(
                folder,
                file -> file.getFileName().toString().matches(name + "-[0-9a-f]+\\.jar") && !file.equals(prepared));
    }

    private static String mainClass(Path jar) {
        try (var file = new JarFile(jar.toFile())) {
            return Optional.ofNullable(file.getManifest())
                    .map(manifest -> manifest.getMainAttributes().getValue(Attributes.Name.MAIN_CLASS))
                    .orElseThrow(() -> new SuiteException(jar + " names no main class"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + jar, e);
        }
    }
}
