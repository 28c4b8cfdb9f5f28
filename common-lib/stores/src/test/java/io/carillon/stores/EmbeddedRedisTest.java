package io.carillon.stores;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedRedisTest {

    @Test
    void keys_survive_a_clean_restart(@TempDir(factory = UnderTarget.class) Path folder) {
        Path data = folder.resolve("data");
        long pid;
        try (var first = EmbeddedRedis.start(data, 0)) {
            pid = first.pid();
            ask(first.address(), redis -> redis.set("bell", "bourdon"));
        }
        assertThat(ProcessHandle.of(pid)).isEmpty();
        try (var second = EmbeddedRedis.start(data, 0)) {
            String bell = ask(second.address(), redis -> redis.get("bell"));
            assertThat(bell).isEqualTo("bourdon");
        }
    }

    private static <T> T ask(InetSocketAddress address, Function<RedisCommands<String, String>, T> question) {
        var client = RedisClient.create(RedisURI.create(address.getHostString(), address.getPort()));
        try (client;
                var connection = client.connect()) {
            return question.apply(connection.sync());
        }
    }
}
