package io.carillon.im;

import io.carillon.stores.EmbeddedHbase;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/** An HBase that can be killed: a process of its own. */
final class HbaseProcess {
    private HbaseProcess() {}

    /** @param arguments its folder, and its ZooKeeper's port */
    public static void main(String[] arguments) throws InterruptedException {
        var hbase = EmbeddedHbase.start(
                Path.of(arguments[0]), new InetSocketAddress("127.0.0.1", Integer.parseInt(arguments[1])));
        System.out.println("ready " + hbase.address());
        Thread.currentThread().join();
    }
}
