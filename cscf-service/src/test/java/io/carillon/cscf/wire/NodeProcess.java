package io.carillon.cscf.wire;

import static org.awaitility.Awaitility.await;

import io.carillon.cscf.CscfApplication;
import io.carillon.node.admin.AdminSecret;
import io.carillon.node.directory.NodeDirectory;
import io.carillon.node.directory.NodeInfo;
import io.carillon.node.directory.StaticNodes;
import io.carillon.node.trace.MemoryTraces;
import io.carillon.node.trace.TraceSink;
import io.carillon.sip.transaction.SipStack;
import io.carillon.sip.transport.Hop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ConditionTimeoutException;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.support.GenericApplicationContext;

/** A CSCF node in a process of its own, which a test can kill. */
final class NodeProcess implements AutoCloseable {
    private final Process process;
    private final int port;

    private NodeProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** @param core whose HSS and ENUM server it asks */
    static NodeProcess start(String id, InetSocketAddress redis, Cluster core, String... settings) {
        var told = Path.of("target", "run", id + "-" + ProcessHandle.current().pid() + ".port");
        try {
            Files.createDirectories(told.getParent());
            Files.deleteIfExists(told);
            var command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    NodeProcess.class.getName(),
                    told.toString(),
                    Integer.toString(core.hss.address().getPort()),
                    Integer.toString(core.numbers.port()),
                    "--carillon.node.id=" + id,
                    "--spring.data.redis.host=" + redis.getHostString(),
                    "--spring.data.redis.port=" + redis.getPort()));
            command.addAll(List.of(settings));
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(Path.of("target", id + ".log").toFile())
                    .start();
            try {
                await().atMost(Duration.ofMinutes(3)).until(() -> Files.exists(told) || !process.isAlive());
                return new NodeProcess(process, Integer.parseInt(Files.readString(told)));
            } catch (IOException | ConditionTimeoutException e) {
                process.destroyForcibly(); // it holds what the next one needs
                throw new IllegalStateException("see target/" + id + ".log", e);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The process: where to write the port, the ports of the HSS and of ENUM, Spring's arguments. */
    public static void main(String[] args) throws IOException {
        var hss = new NodeInfo("hss", "hss-1", Map.of("diameter", "127.0.0.1:" + args[1]), 100, 0);
        var numbers = new NodeInfo("enum", "enum-1", Map.of("dns", "127.0.0.1:" + args[2]), 100, 0);
        var settings = new ArrayList<>(List.of(
                "--carillon.home-domain=" + Cluster.HOME,
                "--carillon.admin.secret=" + AdminSecret.generate().toBase64(),
                "--carillon.data-dir=target/run/killed",
                "--carillon.sip.points.core.port=0",
                "--server.port=0",
                "--spring.cloud.zookeeper.enabled=false"));
        settings.addAll(List.of(args).subList(3, args.length));
        var node = new SpringApplicationBuilder(CscfApplication.class)
                .initializers(context -> {
                    var beans = (GenericApplicationContext) context;
                    beans.registerBean(NodeDirectory.class, () -> StaticNodes.of(hss, numbers));
                    beans.registerBean(TraceSink.class, MemoryTraces::new);
                })
                .run(settings.toArray(String[]::new));
        int port = node.getBean(SipStack.class).address("core").getPort();
        var whole = Files.writeString(Path.of(args[0] + ".part"), Integer.toString(port));
        Files.move(whole, Path.of(args[0]), StandardCopyOption.ATOMIC_MOVE);
    }

    Hop hop() {
        return Hop.udp(new InetSocketAddress("127.0.0.1", port));
    }

    /** SIGTERM: it is told to stop. */
    void terminate() {
        process.destroy();
    }

    /** SIGKILL: it can write or send nothing any more. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
