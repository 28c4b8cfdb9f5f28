package io.carillon.launcher.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplicationsTest {
    @TempDir
    private Path home;

    private Layout layout;

    @BeforeEach
    void lay() {
        layout = new Layout(home, home.resolve("run"));
    }

    @Test
    void a_newer_build_gets_a_folder_of_its_own_and_the_older_one_goes_when_asked() throws IOException {
        build("first");
        var applications = new Applications(layout);
        Path before = applications.launcherJar();
        assertThat(applications.launcherJar()).isEqualTo(before);
        build("second");
        Path after = applications.launcherJar();
        assertThat(after).isNotEqualTo(before);
        assertThat(before).exists();
        applications.removeOthers("launcher", after);
        assertThat(before).doesNotExist();
        assertThat(after.resolveSibling("lib/carillon-stores.jar")).exists();
    }

    @Test
    void what_is_not_built_says_how_to_build_it() {
        assertThatThrownBy(() -> new Applications(layout).jar(Role.CSCF))
                .isInstanceOf(SuiteException.class)
                .hasMessageContaining("carillon-cscf.jar")
                .hasMessageContaining("./ims up");
    }

    @Test
    void a_cache_is_only_used_for_the_jar_and_the_flags_it_was_trained_with() throws IOException {
        build("first");
        Path jar = new Applications(layout).launcherJar();
        var caches = new AotCaches(layout);
        Files.createFile(caches.folder().resolve("x.fresh"));
        Path cache = Files.createFile(caches.file("stores", jar, List.of("-Xmx640m")));
        assertThat(caches.flags("stores", jar, List.of("-Xmx640m"))).containsExactly("-XX:AOTCache=" + cache);
        assertThat(caches.flags("stores", jar, List.of("-Xmx128m"))).isEmpty();
        assertThat(caches.flags("hss", jar, List.of("-Xmx640m"))).isEmpty();
        caches.removeUnfinished();
        assertThat(caches.folder().resolve("x.fresh")).doesNotExist();
        caches.removeOthers("stores", caches.file("stores", jar, List.of("-Xmx128m")));
        assertThat(cache).doesNotExist();
    }

    private void build(String content) throws IOException {
        Path target = Files.createDirectories(home.resolve("deploy/launcher/target/lib"));
        zip(target.resolve("carillon-stores.jar"), content);
        zip(target.resolveSibling("carillon-launcher.jar"), "the same");
    }

    private static void zip(Path file, String content) throws IOException {
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("content"));
            zip.write(content.getBytes());
        }
    }
}
