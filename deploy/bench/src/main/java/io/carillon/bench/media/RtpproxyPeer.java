package io.carillon.bench.media;

import io.carillon.bench.BenchException;
import io.carillon.bench.Peer;
import io.carillon.bench.RunningPeer;
import io.carillon.bench.Settings;
import io.carillon.bench.Workplace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Our rtpproxy-service as it is deployed, with one thread for packets, in a JVM with the full compiler. */
record RtpproxyPeer() implements Peer {
    private static final Path JAR = Path.of("rtpproxy-service", "target", "carillon-rtpproxy.jar");

    @Override
    public String name() {
        return "carillon";
    }

    /** Extra flags for a profiler: CARILLON_BENCH_JAVA_OPTS. */
    private static List<String> flags() {
        return Workplace.flags("-XX:+UseSerialGC", "-Xms512m", "-Xmx512m");
    }

    @Override
    public RunningPeer start(Workplace place, Settings settings) throws IOException {
        var jar = Path.of(System.getProperty("carillon.home", "../.."))
                .resolve(JAR)
                .toAbsolutePath();
        if (!Files.isReadable(jar)) {
            throw new BenchException("rtpproxy-service is not built: " + jar);
        }
        var control = Relay.freeAddress();
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags());
        command.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-jar",
                jar.toString(),
                "--carillon.rtpproxy.ng-port=" + control.getPort(),
                "--carillon.rtpproxy.port-min=44000",
                "--carillon.rtpproxy.port-max=53999",
                "--carillon.rtpproxy.relay-threads=1",
                "--carillon.trace.enabled=false",
                "--carillon.data-dir=" + place.folder().resolve("rtpproxy"),
                "--carillon.admin.secret=" + Base64.getEncoder().encodeToString(new byte[32]),
                "--spring.cloud.zookeeper.enabled=false",
                "--server.port=0"));
        return Relay.started(place, name(), place.server(command), control, true);
    }
}
