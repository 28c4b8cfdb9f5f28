package io.carillon.stores;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hbase.HBaseConfiguration;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.ColumnFamilyDescriptorBuilder;
import org.apache.hadoop.hbase.client.Connection;
import org.apache.hadoop.hbase.client.ConnectionFactory;
import org.apache.hadoop.hbase.client.Get;
import org.apache.hadoop.hbase.client.Put;
import org.apache.hadoop.hbase.client.TableDescriptorBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedHbaseTest {
    private static final TableName TOWER = TableName.valueOf("tower");
    private static final byte[] FAMILY = bytes("f");

    @Test
    void rows_survive_a_clean_restart(@TempDir(factory = UnderTarget.class) Path folder) throws IOException {
        try (var zooKeeper = EmbeddedZooKeeper.start(folder.resolve("zookeeper"), 0)) {
            try (var first = EmbeddedHbase.start(folder.resolve("hbase"), zooKeeper.address());
                    Connection connection = connect(first)) {
                connection
                        .getAdmin()
                        .createTable(TableDescriptorBuilder.newBuilder(TOWER)
                                .setColumnFamily(ColumnFamilyDescriptorBuilder.of(FAMILY))
                                .build());
                connection
                        .getTable(TOWER)
                        .put(new Put(bytes("bell")).addColumn(FAMILY, bytes("name"), bytes("bourdon")));
            }
            try (var second = EmbeddedHbase.start(folder.resolve("hbase"), zooKeeper.address());
                    Connection connection = connect(second)) {
                var row = connection.getTable(TOWER).get(new Get(bytes("bell")));
                assertThat(row.getValue(FAMILY, bytes("name"))).isEqualTo(bytes("bourdon"));
            }
        }
    }

    @Test
    void its_timer_turns_slowly() throws ReflectiveOperationException {
        HbaseWheel.slowDown();

        assertThat(HbaseWheel.ticks().getLong(HbaseWheel.wheel())).isEqualTo(HbaseWheel.TICK.toNanos());
    }

    private static Connection connect(EmbeddedHbase server) throws IOException {
        Configuration settings = HBaseConfiguration.create();
        settings.set("hbase.zookeeper.quorum", server.address().getHostString());
        settings.setInt("hbase.zookeeper.property.clientPort", server.address().getPort());
        return ConnectionFactory.createConnection(settings);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
