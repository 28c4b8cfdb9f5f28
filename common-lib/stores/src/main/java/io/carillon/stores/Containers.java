package io.carillon.stores;

import com.github.dockerjava.api.exception.NotFoundException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.mysql.MySQLContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * The same stores as containers, of images that the engine already has: a test never pulls, so that the same
 * checkout tests the same things with and without a network.
 */
final class Containers {
    private static final Logger log = LoggerFactory.getLogger(Containers.class);
    static final Containers SHARED = new Containers();

    static final String MYSQL = "mysql:8.4";
    static final String REDIS = "redis:7";
    static final String ZOOKEEPER = "zookeeper:3.9";
    static final String KAFKA = "apache/kafka:4.2.1";

    private final Map<String, GenericContainer<?>> running = new ConcurrentHashMap<>();

    private Containers() {}

    Optional<MySqlServer> mysql() {
        return started(MYSQL, () -> new MySQLContainer(DockerImageName.parse(MYSQL)).withUsername("root"))
                .map(mysql -> new MySqlServer(mysql.getHost(), mysql.getMappedPort(3306), "root", "test"));
    }

    Optional<InetSocketAddress> redis() {
        return started(REDIS, () -> exposing(REDIS, 6379)).map(container -> address(container, 6379));
    }

    Optional<InetSocketAddress> zooKeeper() {
        return started(ZOOKEEPER, () -> exposing(ZOOKEEPER, 2181)).map(container -> address(container, 2181));
    }

    Optional<InetSocketAddress> kafka() {
        return started(KAFKA, () -> new KafkaContainer(DockerImageName.parse(KAFKA)))
                .map(container -> address(container, 9092));
    }

    private Optional<GenericContainer<?>> started(String image, Supplier<GenericContainer<?>> creation) {
        if (!present(image)) {
            return Optional.empty();
        }
        return Optional.of(running.computeIfAbsent(image, key -> {
            GenericContainer<?> container = creation.get();
            container.start();
            Runtime.getRuntime().addShutdownHook(new Thread(container::stop, "stop-" + image));
            return container;
        }));
    }

    private static boolean present(String image) {
        try {
            DockerClientFactory.instance().client().inspectImageCmd(image).exec();
            return true;
        } catch (NotFoundException e) {
            return false;
        } catch (RuntimeException e) {
            log.warn("The Docker engine does not answer as it should, so stores are embedded: {}", e.toString());
            return false;
        }
    }

    private static GenericContainer<?> exposing(String image, int port) {
        return new GenericContainer<>(DockerImageName.parse(image)).withExposedPorts(port);
    }

    private static InetSocketAddress address(GenericContainer<?> container, int port) {
        return new InetSocketAddress(container.getHost(), container.getMappedPort(port));
    }
}
