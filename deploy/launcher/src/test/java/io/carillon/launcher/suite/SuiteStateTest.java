package io.carillon.launcher.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuiteStateTest {
    @TempDir
    private Path run;

    private ProcessRecords records;
    private final List<Process> processes = new ArrayList<>();

    @BeforeEach
    void openRecords() {
        records = new ProcessRecords(new Layout(run, run));
    }

    @AfterEach
    void endProcesses() {
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    void without_records_nothing_runs() {
        assertThat(SuiteState.of(records.all())).isEqualTo(new SuiteState.Stopped(List.of()));
    }

    @Test
    void a_suite_whose_processes_all_live_runs() throws Exception {
        RecordedProcess stores = started("stores");
        RecordedProcess node = started("cscf-1");
        assertThat(SuiteState.of(records.all())).isEqualTo(new SuiteState.Running(List.of(node, stores)));
    }

    @Test
    void a_suite_that_lost_a_node_is_half_dead_but_its_stores_are_whole() throws Exception {
        RecordedProcess stores = started("stores");
        RecordedProcess node = killed("cscf-1");
        var state = new SuiteState.HalfDead(List.of(stores), List.of(node));
        assertThat(SuiteState.of(records.all())).isEqualTo(state);
        assertThat(state.storesAreWhole()).isTrue();
    }

    @Test
    void a_suite_whose_stores_were_killed_leaves_an_orphan_database() throws Exception {
        RecordedProcess orphan = started("mariadb");
        RecordedProcess stores = killed("stores");
        var state = new SuiteState.HalfDead(List.of(orphan), List.of(stores));
        assertThat(SuiteState.of(records.all())).isEqualTo(state);
        assertThat(state.storesAreWhole()).isFalse();
    }

    @Test
    void a_pid_that_somebody_else_has_now_is_not_ours() throws Exception {
        RecordedProcess ours = started("cscf-1");
        var olderOwner =
                new RecordedProcess("cscf-1", ours.pid(), ours.started().minusSeconds(60), "sleep");
        var otherCommand = new RecordedProcess("cscf-1", ours.pid(), ours.started(), "carillon-cscf.jar");
        assertThat(ours.alive()).isTrue();
        assertThat(olderOwner.alive()).isFalse();
        assertThat(otherCommand.alive()).isFalse();
    }

    @Test
    void a_record_that_was_cut_short_names_no_process() throws IOException {
        Files.createDirectories(run.resolve("pids"));
        Files.writeString(run.resolve("pids/cscf-1.pid"), "12");
        Files.writeString(run.resolve("pids/tas-1.pid"), "x y z");
        assertThat(records.all()).isEmpty();
    }

    @Test
    void down_ends_what_lives_and_forgets_it() throws Exception {
        started("mariadb");
        killed("stores");
        started("cscf-1");
        var suite = new Suite(new Layout(run, run), 0);
        suite.down(new Console(System.out));
        assertThat(processes).noneMatch(Process::isAlive);
        assertThat(records.all()).isEmpty();
    }

    private RecordedProcess started(String name) throws IOException {
        Process process = new ProcessBuilder("sleep", "600").start();
        processes.add(process);
        assertThat(Poll.within(
                        Duration.ofSeconds(10),
                        () -> process.info().commandLine().orElse("").contains("sleep")))
                .isTrue(); // until then it is still a copy of this JVM
        return records.write(name, process.toHandle(), "sleep");
    }

    private RecordedProcess killed(String name) throws Exception {
        RecordedProcess recorded = started(name);
        processes.getLast().destroyForcibly().waitFor();
        return recorded;
    }
}
