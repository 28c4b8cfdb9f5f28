package io.carillon.testkit.ladder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/flows/ cannot rot. */
class FlowFileTest {
    @TempDir
    private Path folder;

    private FlowFile file(boolean write) {
        return FlowFile.at(folder.resolve("flow.md"), write);
    }

    @Test
    void what_was_written_compares_equal() {
        file(true).check("A flow", "RFC 1.", "sequenceDiagram\n    A->>B: INVITE\n");
        file(false).check("A flow", "RFC 1.", "sequenceDiagram\n    A->>B: INVITE\n");
    }

    @Test
    void another_ladder_fails_and_shows_both() {
        file(true).check("A flow", "RFC 1.", "sequenceDiagram\n    A->>B: INVITE\n");
        assertThatThrownBy(() -> file(false).check("A flow", "RFC 1.", "sequenceDiagram\n    A->>B: BYE\n"))
                .isInstanceOf(LadderMismatch.class)
                .hasMessageContaining("    A->>B: INVITE | ")
                .hasMessageContaining("| " + "    A->>B: BYE");
    }

    @Test
    void a_missing_file_says_how_to_write_it() {
        assertThatThrownBy(() -> file(false).check("A flow", "RFC 1.", "sequenceDiagram\n"))
                .isInstanceOf(LadderMismatch.class)
                .hasMessageContaining("-Dcarillon.flows.write=true");
    }

    @Test
    void flows_stand_in_the_checkout() {
        assertThat(FlowFile.of("call").toString())
                .endsWith("docs/flows/call.md")
                .doesNotContain("testkit");
    }
}
