package io.carillon.cscf.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.stores.EmbeddedRedis;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A store or the HSS goes away and comes back: 5xx meanwhile, never an authentication failure. */
class AwayTest {
    @Test
    void redis() {
        var data = Path.of("target", "stores", "cscf-away-" + UUID.randomUUID());
        var redis = EmbeddedRedis.start(data, 0);
        int port = redis.address().getPort();
        try (var core = Cluster.of(redis.address(), 1);
                var sbc = new Peer("sbc")) {
            var alice = core.hss.add(Subscriber.digest("alice"));
            var phone = new Handset(alice, sbc, "a");
            assertThat(phone.registers(core.cscf(1)).status()).isEqualTo(200);

            redis.close();
            assertThat(phone.registers(core.cscf(1)).status()).isEqualTo(504);
            var message = phone.request("MESSAGE", alice.impu).build();
            assertThat(sbc.asks(message, core.cscf(1)).status()).isEqualTo(504);

            redis = EmbeddedRedis.start(data, port);
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() ->
                            assertThat(phone.registers(core.cscf(1)).status()).isEqualTo(200));
        } finally {
            redis.close();
        }
    }

    @Test
    void the_hss() {
        var redis = io.carillon.stores.TestStores.redis();
        try (var core = Cluster.of(redis, 1);
                var sbc = new Peer("sbc")) {
            var alice = core.hss.add(Subscriber.digest("away"));
            var phone = new Handset(alice, sbc, "a");
            core.hss.restart(
                    () -> assertThat(phone.registers(core.cscf(1)).status()).isEqualTo(504));
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() ->
                            assertThat(phone.registers(core.cscf(1)).status()).isEqualTo(200));
        }
    }
}
