package io.carillon.stores;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * The stores of a test, one of each for the JVM: containers with the real thing where a Docker engine answers and
 * has the image, the embedded servers elsewhere. The tests are the same.
 */
public final class TestStores {
    private TestStores() {}

    public static MySqlServer mysql() {
        return containers()
                .flatMap(Containers::mysql)
                .orElseGet(() -> EmbeddedMariaDb.shared().server());
    }

    public static InetSocketAddress redis() {
        return containers()
                .flatMap(Containers::redis)
                .orElseGet(() -> EmbeddedRedis.shared().address());
    }

    public static InetSocketAddress zooKeeper() {
        return containers()
                .flatMap(Containers::zooKeeper)
                .orElseGet(() -> EmbeddedZooKeeper.shared().address());
    }

    /** The broker's bootstrap address. */
    public static InetSocketAddress kafka() {
        return containers()
                .flatMap(Containers::kafka)
                .orElseGet(() -> EmbeddedKafka.shared().address());
    }

    /** The ZooKeeper address of an HBase; always embedded, since region servers in a container advertise its name. */
    public static InetSocketAddress hbase() {
        return EmbeddedHbase.shared().address();
    }

    private static Optional<Containers> containers() {
        return DockerEngine.answers() ? Optional.of(Containers.SHARED) : Optional.empty();
    }
}
