package io.carillon.launcher.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryTest {
    private static final List<NodeInstance> ONE_NODE = List.of(new NodeInstance(Role.HSS, 1, 0));

    @TempDir
    private Path root;

    @Test
    void a_machine_with_room_is_not_complained_of() throws IOException {
        machineHas(8_000_000);
        assertThat(new Memory(root).lacking(ONE_NODE)).isEmpty();
    }

    @Test
    void a_small_machine_is_told_what_is_needed_and_what_there_is() throws IOException {
        machineHas(512_000);
        assertThat(new Memory(root).lacking(ONE_NODE))
                .hasValueSatisfying(
                        words -> assertThat(words).contains("920 MB").contains("500 MB"));
    }

    @Test
    void the_limit_of_a_container_counts_too() throws IOException {
        machineHas(8_000_000);
        Files.createDirectories(root.resolve("sys/fs/cgroup"));
        Files.writeString(root.resolve("sys/fs/cgroup/memory.max"), String.valueOf(600 << 20));
        Files.writeString(root.resolve("sys/fs/cgroup/memory.current"), String.valueOf(100 << 20));
        assertThat(new Memory(root).lacking(ONE_NODE))
                .hasValueSatisfying(words -> assertThat(words).contains("500 MB"));
    }

    @Test
    void an_unlimited_container_is_the_machine() throws IOException {
        machineHas(8_000_000);
        Files.createDirectories(root.resolve("sys/fs/cgroup"));
        Files.writeString(root.resolve("sys/fs/cgroup/memory.max"), "max\n");
        Files.writeString(root.resolve("sys/fs/cgroup/memory.current"), "1");
        assertThat(new Memory(root).lacking(ONE_NODE)).isEmpty();
    }

    private void machineHas(int kilobytes) throws IOException {
        Files.createDirectories(root.resolve("proc"));
        Files.write(
                root.resolve("proc/meminfo"),
                List.of("MemTotal:       99999999 kB", "MemAvailable:   " + kilobytes + " kB"));
    }
}
