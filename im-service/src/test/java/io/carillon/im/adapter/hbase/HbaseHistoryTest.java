package io.carillon.im.adapter.hbase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.im.store.History;
import io.carillon.im.store.HistoryContract;
import io.carillon.im.store.Kind;
import io.carillon.im.store.MessageId;
import io.carillon.im.store.StoredMessage;
import io.carillon.stores.TestStores;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.hadoop.hbase.client.Scan;
import org.junit.jupiter.api.Test;

class HbaseHistoryTest extends HistoryContract {
    private static final HbaseTables TABLES = SharedTables.get();
    private static final History HISTORY = new HbaseHistory(TABLES);

    @Override
    protected History history() {
        return HISTORY;
    }

    @Test
    void one_busy_user_is_spread_over_all_regions() {
        var busy = "sip:busy-" + UUID.randomUUID() + "@example.org";
        var start = Instant.parse("2026-11-21T03:00:00Z");
        for (int i = 0; i < 200; i++) {
            var at = start.plusMillis(i);
            HISTORY.record(StoredMessage.accepted(
                    MessageId.of(at, busy, "" + i), Kind.TEXT, busy, "sip:b@c", "text/plain", Optional.empty(), at));
        }
        var salts = new HashSet<Byte>();
        TABLES.inHistory("look", table -> {
            try (var rows = table.getScanner(new Scan())) {
                for (var row : rows) {
                    salts.add(row.getRow()[0]);
                }
            }
            return salts;
        });
        assertThat(salts).hasSize(HbaseTables.SALTS);
    }

    private static HbaseTables keeping(Duration retention) {
        var tables = new HbaseTables(new HbaseProperties(
                        "127.0.0.1",
                        TestStores.hbase().getPort(),
                        Duration.ofSeconds(10),
                        retention,
                        "kept_",
                        Map.of()))
                .start();
        await().atMost(Duration.ofMinutes(1)).ignoreExceptions().until(() -> {
            tables.check();
            return true;
        });
        return tables;
    }

    @Test
    void what_is_older_than_the_operator_wants_is_forgotten() {
        var user = "sip:old-" + UUID.randomUUID() + "@example.org";
        var at = Instant.parse("2026-11-21T03:00:00Z");
        var all = new History.Query(Set.of(user), Set.of(), at, at.plusSeconds(1), 10, Optional.empty());
        try (var forever = keeping(Duration.ZERO)) {
            var history = new HbaseHistory(forever);
            history.record(StoredMessage.accepted(
                    MessageId.of(at, user), Kind.TEXT, user, "sip:b@c", "text/plain", Optional.empty(), at));
            assertThat(history.find(all).entries()).hasSize(1);
        }
        try (var briefly = keeping(Duration.ofSeconds(1))) {
            var history = new HbaseHistory(briefly);
            await().atMost(Duration.ofMinutes(1))
                    .ignoreExceptions()
                    .until(() -> history.find(all).entries().isEmpty());
        }
    }
}
