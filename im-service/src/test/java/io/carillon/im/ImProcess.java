package io.carillon.im;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.im.adapter.hbase.HbaseTables;
import io.carillon.node.cdr.MemoryCdrs;
import io.carillon.node.directory.NodeInfo;
import io.carillon.node.directory.StaticNodes;
import io.carillon.sip.transaction.SipStack;
import io.carillon.sip.transport.Hop;
import io.carillon.sip.transport.Transport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A messaging node that can be killed with kill -9: a process of its own. */
final class ImProcess implements AutoCloseable {
    private static final String READY = "ready at ";

    private final Process process;
    private final Path log;

    private ImProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** A node of this core. */
    static ImProcess start(FakeScscf scscf, StaticNodes directory, String... more) throws IOException {
        return start(List.of(), scscf, directory, more);
    }

    /** One with no more heap than that. */
    static ImProcess within(int megabytes, FakeScscf scscf, StaticNodes directory, String... more) throws IOException {
        return start(List.of("-Xmx" + megabytes + "m"), scscf, directory, more);
    }

    private static ImProcess start(List<String> flags, FakeScscf scscf, StaticNodes directory, String... more)
            throws IOException {
        var log = Files.createTempFile(Path.of("target"), "im", ".log");
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                ImProcess.class.getName(),
                scscf.info().addresses().get("sip")));
        command.addAll(1, flags);
        command.addAll(TestIm.arguments(directory, more));
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new ImProcess(process, log);
    }

    /** Where it listens, once it does. By TCP: who sends to a dead process learns it at once. */
    Hop hop() throws IOException {
        await().atMost(Duration.ofMinutes(2)).until(() -> at() >= 0 || !process.isAlive());
        assertThat(process.isAlive()).as("the node runs, see " + log).isTrue();
        var port =
                Files.readString(log).substring(at() + READY.length()).lines().findFirst();
        return Hop.tcp(new InetSocketAddress("127.0.0.1", Integer.parseInt(port.orElseThrow())));
    }

    private int at() throws IOException {
        var text = Files.readString(log);
        int at = text.indexOf(READY);
        return at >= 0 && text.indexOf('\n', at) > 0 ? at : -1;
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** @param arguments the S-CSCF, then the node's settings */
    public static void main(String[] arguments) throws Exception {
        var scscf = new NodeInfo("cscf", "cscf-1", Map.of("sip", arguments[0]), 100, 0);
        var settings = List.of(arguments).subList(1, arguments.length);
        var context = TestIm.run(StaticNodes.of(scscf), new MemoryCdrs(), settings);
        await().atMost(Duration.ofMinutes(1)).ignoreExceptions().until(() -> {
            context.getBean(HbaseTables.class).check();
            return true;
        });
        var address = context.getBean(SipStack.class).address("core", Transport.TCP);
        System.out.println(READY + address.getPort());
        Thread.currentThread().join();
    }
}
