package io.carillon.cscf.ifc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node does not start with sets of criteria that it cannot read. */
class SharedCriteriaFilesTest {
    @TempDir
    Path files;

    private Path written(String xml) throws IOException {
        return Files.writeString(files.resolve("set.xml"), xml);
    }

    @Test
    void without_files_there_are_no_sets() {
        assertThat(SharedCriteria.read(Map.of()).isEmpty()).isTrue();
    }

    @Test
    void a_file_that_is_missing_or_broken_is_named_or_explained() throws IOException {
        assertThatThrownBy(() -> SharedCriteria.read(Map.of(1, files.resolve("none.xml"))))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("none.xml");
        var broken = written("<SharedIFCSet><InitialFilterCriteria><Priority>x</Priority></InitialFilterCriteria>"
                + "</SharedIFCSet>");
        assertThatThrownBy(() -> SharedCriteria.read(Map.of(1, broken))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_file_cannot_bring_in_another_one() throws IOException {
        var secret = Files.writeString(files.resolve("secret"), "4711");
        var hostile = written("<!DOCTYPE s [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]><s><InitialFilterCriteria>"
                + "<Priority>&x;</Priority></InitialFilterCriteria></s>");
        assertThatThrownBy(() -> SharedCriteria.read(Map.of(1, hostile)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("4711");
    }
}
