package io.carillon.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedZooKeeperTest {

    @Test
    void entries_survive_a_clean_restart(@TempDir(factory = UnderTarget.class) Path data) throws Exception {
        try (var first = EmbeddedZooKeeper.start(data, 0);
                CuratorFramework client = client(first)) {
            client.create().creatingParentsIfNeeded().forPath("/tower/bell", new byte[] {1});
        }
        try (var second = EmbeddedZooKeeper.start(data, 0);
                CuratorFramework client = client(second)) {
            assertThat(client.getData().forPath("/tower/bell")).containsExactly(1);
        }
    }

    @Test
    void a_busy_port_is_an_exception_and_not_a_silent_exit(
            @TempDir(factory = UnderTarget.class) Path data, @TempDir(factory = UnderTarget.class) Path other) {
        try (var first = EmbeddedZooKeeper.start(data, 0)) {
            int busy = first.address().getPort();
            assertThatThrownBy(() -> EmbeddedZooKeeper.start(other, busy))
                    .isInstanceOf(StoreStartException.class)
                    .hasMessageContaining(String.valueOf(busy));
        }
    }

    @Test
    void the_uncaught_exception_handler_of_the_jvm_stays_ours(@TempDir(factory = UnderTarget.class) Path data) {
        var before = Thread.getDefaultUncaughtExceptionHandler();
        try (var server = EmbeddedZooKeeper.start(data, 0)) {
            assertThat(server.connectString()).startsWith("127.0.0.1:");
            assertThat(Thread.getDefaultUncaughtExceptionHandler()).isSameAs(before);
        }
    }

    private static CuratorFramework client(EmbeddedZooKeeper server) {
        CuratorFramework client = CuratorFrameworkFactory.newClient(server.connectString(), new RetryOneTime(100));
        client.start();
        return client;
    }
}
