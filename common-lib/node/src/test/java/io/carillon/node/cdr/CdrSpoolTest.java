package io.carillon.node.cdr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CdrSpoolTest {
    private static final long ROOM = 64L << 20;

    @TempDir
    Path temporary;

    private Path directory = Path.of("");
    private Path copy = Path.of("");

    @BeforeEach
    void directory() throws Exception {
        directory = Files.createDirectory(temporary.resolve("spool"));
    }

    @Test
    void what_was_written_is_read_in_order_until_it_is_acknowledged() throws Exception {
        try (CdrSpool spool = open()) {
            spool.append(record("a"));
            spool.append(record("b"));

            assertThat(keys(spool.next(10))).containsExactly("a", "b");
            CdrSpool.Batch first = spool.next(1);
            assertThat(keys(first)).containsExactly("a");
            spool.acknowledge(first);
            assertThat(keys(spool.next(10))).containsExactly("b");
        }
    }

    @Test
    void a_new_process_finds_what_the_old_one_left() throws Exception {
        CdrSpool killed = open();
        killed.append(record("a"));
        killed.append(record("b"));

        try (CdrSpool next = openCopy()) {
            next.append(record("c"));
            CdrSpool.Batch left = next.next(10);
            assertThat(keys(left)).containsExactly("a", "b");
            next.acknowledge(left);
            assertThat(keys(next.next(10))).containsExactly("c");
        }
    }

    @Test
    void a_write_that_was_cut_off_costs_only_itself() throws Exception {
        CdrSpool killed = open();
        killed.append(record("a"));
        byte[] half = record("half").encode();
        Files.write(files().getLast(), Arrays.copyOf(half, half.length - 1), StandardOpenOption.APPEND);

        try (CdrSpool next = openCopy()) {
            next.append(record("b"));
            CdrSpool.Batch left = next.next(10);
            assertThat(keys(left)).containsExactly("a");
            next.acknowledge(left);
            CdrSpool.Batch own = next.next(10);
            assertThat(keys(own)).containsExactly("b");
            next.acknowledge(own);
            assertThat(next.next(10).records()).isEmpty();
        }
        assertThat(files(copy)).isEmpty();
    }

    @Test
    void what_was_acknowledged_is_off_the_disk() throws Exception {
        try (CdrSpool spool = open()) {
            spool.append(record("a"));
            spool.acknowledge(spool.next(10));
            spool.tidy();
            assertThat(spool.size()).isZero();
            assertThat(files()).hasSize(1).allSatisfy(file -> assertThat(file).isEmptyFile());

            spool.append(record("b"));
            assertThat(keys(spool.next(10))).containsExactly("b");
        }
        assertThat(files()).as("a record waits").hasSize(1);
    }

    @Test
    void many_megabytes_go_through_many_files_in_order() throws Exception {
        List<String> read = new ArrayList<>();
        try (CdrSpool spool = open()) {
            for (int i = 0; i < 200; i++) {
                spool.append(new Spooled("k" + i, new byte[100 << 10]));
            }
            assertThat(files()).hasSizeGreaterThan(3);
            for (CdrSpool.Batch batch = spool.next(50); !batch.records().isEmpty(); batch = spool.next(50)) {
                read.addAll(keys(batch));
                spool.acknowledge(batch);
            }
            assertThat(files()).hasSize(1);
        }
        assertThat(read)
                .isEqualTo(IntStream.range(0, 200).mapToObj(i -> "k" + i).toList());
    }

    @Test
    void a_full_spool_refuses_and_takes_again_when_there_is_room() throws Exception {
        try (CdrSpool spool = new CdrSpool(directory, 1_000)) {
            spool.append(new Spooled("a", new byte[900]));
            assertThatIOException()
                    .isThrownBy(() -> spool.append(new Spooled("b", new byte[900])))
                    .withMessageContaining("spool holds its");

            spool.acknowledge(spool.next(10));
            spool.append(new Spooled("c", new byte[900]));
            assertThat(keys(spool.next(10))).containsExactly("c");
        }
    }

    @Test
    void many_writers_share_the_disk_and_lose_nothing() throws Exception {
        try (CdrSpool spool = open();
                ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> done = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                Spooled record = record("k" + i);
                done.add(writers.submit(() -> {
                    spool.append(record);
                    return null;
                }));
            }
            for (Future<?> each : done) {
                each.get();
            }
            assertThat(keys(spool.next(1_000))).hasSize(500).doesNotHaveDuplicates();
        }
    }

    @Test
    void an_interrupted_writer_does_not_close_the_file_for_the_others() throws Exception {
        try (CdrSpool spool = open()) {
            Thread interrupted = Thread.ofVirtual().start(() -> {
                Thread.currentThread().interrupt();
                try {
                    spool.append(record("a"));
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            interrupted.join();
            spool.append(record("b"));

            assertThat(keys(spool.next(10))).containsExactly("a", "b");
        }
    }

    @Test
    void two_processes_never_share_a_spool() throws Exception {
        CdrSpool first = open();
        assertThatIOException().isThrownBy(this::open).withMessageContaining("another process");

        first.close();
        open().close();
    }

    /** The disk as a killed process leaves it. */
    private CdrSpool openCopy() throws IOException {
        copy = Files.createDirectory(directory.resolveSibling(directory.getFileName() + "-copy"));
        for (Path file : files()) {
            Files.copy(file, copy.resolve(file.getFileName()));
        }
        return new CdrSpool(copy, ROOM);
    }

    private CdrSpool open() throws IOException {
        return new CdrSpool(directory, ROOM);
    }

    private List<Path> files() throws IOException {
        return files(directory);
    }

    private static List<Path> files(Path where) throws IOException {
        try (Stream<Path> files = Files.list(where)) {
            return files.filter(file -> file.toString().endsWith(".cdr"))
                    .sorted()
                    .toList();
        }
    }

    private static Spooled record(String key) {
        return new Spooled(key, "{}".getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> keys(CdrSpool.Batch batch) {
        return batch.records().stream().map(Spooled::key).toList();
    }
}
