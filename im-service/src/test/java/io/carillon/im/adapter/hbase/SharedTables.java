package io.carillon.im.adapter.hbase;

import static org.awaitility.Awaitility.await;

import io.carillon.stores.TestStores;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One connection to the tests' HBase, to tables of its own. */
final class SharedTables {
    private static @Nullable HbaseTables tables;

    private SharedTables() {}

    static synchronized HbaseTables get() {
        var open = tables;
        if (open == null) {
            var made = new HbaseTables(new HbaseProperties(
                            "127.0.0.1",
                            TestStores.hbase().getPort(),
                            Duration.ofSeconds(10),
                            Duration.ZERO,
                            "contract_",
                            Map.of()))
                    .indexing(true)
                    .start();
            await().atMost(Duration.ofMinutes(1)).ignoreExceptions().until(() -> {
                made.check();
                return true;
            });
            open = made;
            tables = made;
        }
        return open;
    }
}
