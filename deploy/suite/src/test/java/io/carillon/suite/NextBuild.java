package io.carillon.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * What a checkout of the next release would build, in a folder of its own: nodes whose stored values have a version one
 * above ours, and whose JSON objects all have a field that this build does not know.
 */
final class NextBuild {
    private static final String STORED_FORMAT =
            "common-lib/node/src/main/java/io/carillon/node/store/StoredFormat.java";
    private static final String VERSION = "\"\\\":\" + version;";
    private static final String SERVICE = "META-INF/services/tools.jackson.databind.JacksonModule";

    private final Path root = SourceTree.root();
    private final Path home = root.resolve("deploy/suite/target/next");

    private NextBuild() {}

    /** @param roles whose nodes are others */
    static NextBuild of(String... roles) {
        var next = new NextBuild();
        try {
            next.remove();
            var classes = next.compile();
            for (var role : roles) {
                next.build(role, classes);
            }
            var launcher = Files.createDirectories(next.home.resolve("deploy")).resolve("launcher");
            Files.createSymbolicLink(launcher, next.root.resolve("deploy/launcher"));
            return next;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void remove() throws IOException {
        if (Files.exists(home)) {
            try (var files = Files.walk(home)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /** The format's own source, but for the version. */
    private Path compile() throws IOException {
        var source = Files.readString(root.resolve(STORED_FORMAT));
        assertThat(source).contains(VERSION);
        var classes = Files.createDirectories(home.resolve("classes"));
        var file = new SimpleJavaFileObject(URI.create("string:///StoredFormat.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source.replace(VERSION, "\"\\\":\" + (version + 1);");
            }
        };
        var options = List.of("-proc:none", "-d", classes.toString(), "-cp", System.getProperty("java.class.path"));
        var compiled = ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, null, options, null, List.of(file))
                .call();
        assertThat(compiled).isTrue();
        return classes;
    }

    /** The application's own classes come before those of its libraries. */
    private void build(String role, Path classes) throws IOException {
        var built = role + "-service/target/carillon-" + role + ".jar";
        var jar = home.resolve(built);
        Files.createDirectories(jar.getParent());
        Files.copy(root.resolve(built), jar);
        try (var inside = FileSystems.newFileSystem(jar)) {
            var application = inside.getPath("BOOT-INF/classes");
            add(classes, Files.walk(classes), application);
            var here = root.resolve("deploy/suite/target/test-classes");
            var added = OneFieldMore.class.getPackageName().replace('.', '/');
            add(here, Files.list(here.resolve(added)).filter(NextBuild::isAdded), application);
            var service = application.resolve(SERVICE);
            Files.createDirectories(service.getParent());
            Files.writeString(service, OneFieldMore.class.getName());
        }
    }

    private static boolean isAdded(Path file) {
        return file.getFileName().toString().startsWith(OneFieldMore.class.getSimpleName());
    }

    private static void add(Path folder, Stream<Path> files, Path application) throws IOException {
        try (files) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var target = application.resolve(folder.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** Starts these nodes in that house, as {@code ./ims} of that checkout does. */
    void up(Map<String, String> house, String... nodes) {
        var words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dcarillon.home=" + home,
                "-jar",
                root.resolve("deploy/launcher/target/carillon-launcher.jar").toString(),
                "up",
                String.join(",", Arrays.asList(nodes))));
        var result = Command.of(words.toArray(String[]::new)).with(house).run(Duration.ofMinutes(4));
        assertThat(result.exit()).as(result.output()).isZero();
    }
}
