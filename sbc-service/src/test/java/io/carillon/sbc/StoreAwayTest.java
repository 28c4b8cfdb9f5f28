package io.carillon.sbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.carillon.stores.EmbeddedRedis;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.StringRedisTemplate;

/** Redis goes away and comes back: a store that is down is a 5xx, never an answer about the phone. */
class StoreAwayTest extends GmTest {
    @TempDir
    Path data;

    @Test
    void requests_fail_clearly_while_redis_is_away_and_work_when_it_is_back() {
        var redis = EmbeddedRedis.start(data, 0);
        int port = redis.address().getPort();
        try (var node = Sbc.start(
                "sbc-3",
                NODES,
                "--spring.data.redis.host=127.0.0.1",
                "--spring.data.redis.port=" + port,
                "--spring.data.redis.timeout=500ms")) {
            var phone = phone();
            registers(phone, node, 200);
            phone.send(invite(phone, ""), node.access());
            var invite = core.expect("INVITE");
            core.reply(invite, fromCore(invite, 200));
            var ok = phone.expect(200);

            redis.close();
            assertThatThrownBy(() -> node.bean(StringRedisTemplate.class).hasKey("any"))
                    .isInstanceOf(DataAccessException.class);
            phone.send(phone.request("MESSAGE", BOB), node.access());
            phone.expect(503);
            phone.send(phone.inDialog("INFO", 2, ok), node.access());
            phone.expect(503);
            phone.send(phone.inDialog("ACK", 1, ok), node.access());
            registers(phone, node, 500);
            assertThat(core.hasMore()).isFalse();

            redis = EmbeddedRedis.start(data, port);
            await().ignoreExceptions().until(() -> !node.redis().hasKey("any"));
            registers(phone, node, 200);
            phone.send(phone.inDialog("BYE", 3, ok), node.access());
            core.reply(core.expect("BYE"), 200);
            phone.expect(200);
        } finally {
            redis.close();
        }
    }

    private void registers(Peer phone, Sbc node, int status) {
        phone.send(register(phone), node.access());
        var register = core.expect("REGISTER");
        core.reply(register, granted(register, phone, 600));
        phone.expect(status);
    }
}
