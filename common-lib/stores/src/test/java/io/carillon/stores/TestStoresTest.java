package io.carillon.stores;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.Socket;
import java.sql.Connection;
import java.sql.DriverManager;
import org.junit.jupiter.api.Test;

/** Whatever stands behind them, a container or an embedded server: each answers, and is the same one each time. */
class TestStoresTest {

    @Test
    void mysql_answers() throws Exception {
        MySqlServer server = TestStores.mysql();
        assertThat(TestStores.mysql()).isEqualTo(server);
        try (Connection connection =
                DriverManager.getConnection(server.jdbcUrl("tower"), server.user(), server.password())) {
            assertThat(connection.isValid(10)).isTrue();
        }
    }

    @Test
    void redis_zookeeper_and_kafka_answer() throws Exception {
        for (InetSocketAddress address :
                new InetSocketAddress[] {TestStores.redis(), TestStores.zooKeeper(), TestStores.kafka()}) {
            try (var socket = new Socket()) {
                socket.connect(address, 10_000);
                assertThat(socket.isConnected()).isTrue();
            }
        }
        assertThat(TestStores.redis()).isEqualTo(TestStores.redis());
    }
}
