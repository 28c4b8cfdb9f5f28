package io.carillon.launcher.stores;

import io.carillon.launcher.suite.Layout;
import io.carillon.launcher.suite.StorePorts;
import io.carillon.launcher.suite.StoreRestarts;
import io.carillon.launcher.suite.StoresProgress;
import java.nio.file.Path;

/** The JVM with ZooKeeper, HBase and Kafka inside and MariaDB and Redis as children; SIGTERM stops them all. */
public final class StoresMain {
    private StoresMain() {}

    /** Arguments: the run folder, five ports, and {@code --train} to start everything once and end. */
    public static void main(String[] arguments) {
        Path run = Path.of(arguments[0]);
        var layout = new Layout(run, run);
        var progress = new StoresProgress(layout);
        var stores = new Stores(layout, StorePorts.parse(arguments[1]), progress);
        Runtime.getRuntime().addShutdownHook(new Thread(stores::close, "stop-stores"));
        boolean started = stores.start();
        if (!started || arguments.length > 2) {
            System.exit(started ? 0 : 1);
        }
        new StoreRestarts(layout).each(stores::restart);
    }
}
