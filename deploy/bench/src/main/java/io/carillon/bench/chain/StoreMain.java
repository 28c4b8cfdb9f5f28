package io.carillon.bench.chain;

import io.carillon.stores.EmbeddedHbase;
import io.carillon.stores.EmbeddedKafka;
import io.carillon.stores.EmbeddedZooKeeper;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/** A store that is Java in a JVM of its own; it says its port and stays until it is ended. */
final class StoreMain {
    private StoreMain() {}

    /** zookeeper, kafka or hbase; a folder; for hbase the port of its ZooKeeper */
    public static void main(String[] arguments) throws InterruptedException {
        var folder = Path.of(arguments[1]);
        int port = switch (arguments[0]) {
            case "zookeeper" -> EmbeddedZooKeeper.start(folder, 0).address().getPort();
            case "kafka" -> EmbeddedKafka.start(folder, 0).address().getPort();
            case "hbase" -> {
                int zooKeeper = Integer.parseInt(arguments[2]);
                EmbeddedHbase.start(folder, new InetSocketAddress("127.0.0.1", zooKeeper));
                yield zooKeeper;
            }
            default -> throw new IllegalArgumentException("There is no store " + arguments[0]);
        };
        System.out.println(port);
        Thread.currentThread().join();
    }
}
