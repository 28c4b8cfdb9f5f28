package io.carillon.im.adapter.hbase;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.im.store.History;
import io.carillon.im.store.HistoryContract;
import io.carillon.im.store.Kind;
import io.carillon.im.store.MessageId;
import io.carillon.im.store.StoredMessage;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
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
        TABLES.inHistory(table -> {
            try (var rows = table.getScanner(new Scan())) {
                for (var row : rows) {
                    salts.add(row.getRow()[0]);
                }
            }
            return salts;
        });
        assertThat(salts).hasSize(HbaseTables.SALTS);
    }
}
