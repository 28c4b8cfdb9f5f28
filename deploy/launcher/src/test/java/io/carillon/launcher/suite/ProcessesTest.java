package io.carillon.launcher.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessesTest {
    @TempDir
    private Path run;

    private ProcessRecords records;
    private final List<Process> started = new ArrayList<>();

    @BeforeEach
    void openRecords() {
        records = new ProcessRecords(new Layout(run, run));
    }

    @AfterEach
    void endProcesses() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void who_listens_ends_and_who_does_not_is_killed_and_named() throws IOException {
        var processes = new Processes(records);
        var polite = start("sbc-1", "exec sleep 600");
        var deaf = start("sbc-2", "trap '' TERM; echo ready; exec sleep 600");
        started.getLast().inputReader().readLine();

        assertThat(processes.stop(List.of(polite))).isEmpty();
        assertThat(processes.stop(List.of(deaf), Duration.ofMillis(100), left -> {}))
                .containsExactly("sbc-2");

        assertThat(polite.alive() || deaf.alive()).isFalse();
        assertThat(records.all()).isEmpty();
    }

    private RecordedProcess start(String name, String script) throws IOException {
        var process = new ProcessBuilder("sh", "-c", script).start();
        started.add(process);
        return records.write(name, process.toHandle(), "sleep");
    }
}
