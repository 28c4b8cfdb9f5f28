package io.carillon.launcher.suite;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.Deflater;

/**
 * Spring Boot's executable jar taken apart, as its own {@code jarmode=tools extract} does it: the libraries beside a
 * plain jar that names them. Here because ten JVMs for ten jars are a twentieth of the work of a first start.
 */
final class BootJar {
    private static final String CLASSES = "BOOT-INF/classes/";
    private static final String LIBRARIES = "BOOT-INF/lib/";
    private static final Attributes.Name START_CLASS = new Attributes.Name("Start-Class");

    private BootJar() {}

    /** Writes the plain jar under the name of the executable one, and {@code lib/} beside it. */
    static void extract(Path executable, Path folder) throws IOException {
        Path lib = Files.createDirectories(folder.resolve("lib"));
        try (JarFile jar = new JarFile(executable.toFile())) {
            List<String> libraries = new ArrayList<>();
            List<JarEntry> classes = new ArrayList<>();
            for (JarEntry entry : Collections.list(jar.entries())) {
                String name = entry.getName();
                if (name.startsWith(LIBRARIES) && !entry.isDirectory()) {
                    String library = Path.of(name).getFileName().toString();
                    libraries.add("lib/" + library);
                    try (InputStream content = jar.getInputStream(entry)) {
                        Files.copy(content, lib.resolve(library));
                    }
                } else if (name.startsWith(CLASSES) || name.equals("META-INF/build-info.properties")) {
                    classes.add(entry);
                }
            }
            write(jar, classes, manifest(jar, libraries), folder.resolve(executable.getFileName()));
        }
    }

    private static Manifest manifest(JarFile jar, List<String> libraries) throws IOException {
        var manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.put(
                Attributes.Name.MAIN_CLASS,
                jar.getManifest().getMainAttributes().getValue(START_CLASS));
        main.put(Attributes.Name.CLASS_PATH, String.join(" ", libraries));
        return manifest;
    }

    /** Without compression: it is read once at every start. */
    private static void write(JarFile jar, List<JarEntry> entries, Manifest manifest, Path plain) throws IOException {
        try (var out = new JarOutputStream(Files.newOutputStream(plain), manifest)) {
            out.setLevel(Deflater.NO_COMPRESSION);
            for (JarEntry entry : entries) {
                String name = entry.getName();
                String plainName = name.startsWith(CLASSES) ? name.substring(CLASSES.length()) : name;
                if (plainName.isEmpty()) {
                    continue;
                }
                out.putNextEntry(new JarEntry(plainName));
                try (InputStream content = jar.getInputStream(entry)) {
                    content.transferTo(out);
                }
                out.closeEntry();
            }
        }
    }
}
