package io.carillon.bench.hss;

import io.carillon.bench.AdminRest;
import io.carillon.bench.BenchException;
import io.carillon.bench.Peer;
import io.carillon.bench.Provisioning;
import io.carillon.bench.RunningPeer;
import io.carillon.bench.Settings;
import io.carillon.bench.Workplace;
import io.carillon.stores.EmbeddedMariaDb;
import io.carillon.stores.EmbeddedZooKeeper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Our hss-service as it is deployed, with its subscribers in MariaDB, in a JVM with the full compiler. */
record HssPeer() implements Peer {
    private static final Path JAR = Path.of("hss-service", "target", "carillon-hss.jar");

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
        var home = Path.of(System.getProperty("carillon.home", "../.."));
        var jar = home.resolve(JAR).toAbsolutePath();
        if (!Files.isReadable(jar)) {
            throw new BenchException("hss-service is not built: " + jar);
        }
        // MariaDB does not want its data below the folder for temporary files, where the rest of a measurement is.
        var data = home.resolve("deploy/bench/target/mariadb");
        Files.createDirectories(data);
        var store = EmbeddedMariaDb.start(data, 0);
        place.afterwards(store::close);
        var directory = EmbeddedZooKeeper.start(place.folder().resolve("zookeeper"), 0);
        place.afterwards(directory::close);
        var diameter = DiameterPeer.freeAddress();
        var admin = DiameterPeer.freeAddress();
        var secret = Base64.getEncoder().encodeToString(new byte[32]);
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags());
        command.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-jar",
                jar.toString(),
                "--carillon.node.id=hss-1",
                "--carillon.home-domain=" + DiameterPeer.DOMAIN,
                "--carillon.diameter.port=" + diameter.getPort(),
                "--carillon.trace.enabled=false",
                "--carillon.data-dir=" + place.folder().resolve("hss"),
                "--carillon.admin.secret=" + secret,
                "--carillon.hss.master-key=" + secret,
                "--spring.cloud.zookeeper.connect-string=127.0.0.1:"
                        + directory.address().getPort(),
                "--spring.datasource.url=" + store.jdbcUrl("hss"),
                "--server.port=" + admin.getPort()));
        var peer = DiameterPeer.started(place, name(), place.server(command), diameter, true);
        new Provisioning(new AdminRest(secret), admin.getPort(), DiameterPeer.DOMAIN).withPassword(UarLoad.USERS);
        return peer;
    }
}
