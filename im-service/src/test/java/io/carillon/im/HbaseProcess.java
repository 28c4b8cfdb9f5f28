package io.carillon.im;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.stores.EmbeddedHbase;
import io.carillon.stores.EmbeddedZooKeeper;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** An HBase that can be killed: a process of its own. */
public final class HbaseProcess implements AutoCloseable {
    private final Process process;

    private HbaseProcess(Process process) {
        this.process = process;
    }

    /** With what is in that folder; returns when its master works. */
    public static HbaseProcess start(Path folder, EmbeddedZooKeeper zooKeeper) throws IOException {
        return start(folder, zooKeeper, "1g");
    }

    /** @param settings of HBase's, as {@code name=value} */
    public static HbaseProcess start(Path folder, EmbeddedZooKeeper zooKeeper, String heap, String... settings)
            throws IOException {
        var log = Files.createTempFile(Path.of("target"), "hbase", ".log");
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx" + heap,
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                HbaseProcess.class.getName(),
                folder.toString(),
                Integer.toString(zooKeeper.address().getPort())));
        command.addAll(List.of(settings));
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        await().atMost(Duration.ofMinutes(4))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> Files.readString(log).contains("ready ") || !process.isAlive());
        assertThat(process.isAlive()).as("HBase runs, see " + log).isTrue();
        return new HbaseProcess(process);
    }

    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** @param arguments its folder, its ZooKeeper's port, and settings */
    public static void main(String[] arguments) throws InterruptedException {
        var settings = List.of(arguments).stream()
                .skip(2)
                .map(each -> each.split("=", 2))
                .collect(Collectors.toMap(each -> each[0], each -> each[1]));
        var hbase = EmbeddedHbase.start(
                Path.of(arguments[0]), new InetSocketAddress("127.0.0.1", Integer.parseInt(arguments[1])), settings);
        System.out.println("ready " + hbase.address());
        Thread.currentThread().join();
    }
}
