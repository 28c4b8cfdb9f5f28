package io.carillon.hss.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.hss.HssNode;
import io.carillon.stores.TestStores;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The master key is changed under a store of subscribers. */
class MasterKeysTest {
    private static final String NEXT = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";

    @Test
    void secrets_move_to_a_new_master_key_while_they_are_in_use() {
        try (HssNode before = HssNode.start("hss-11", TestStores.mysql(), "hss_rotation")) {
            for (int i = 0; i < 3; i++) {
                before.put("/api/v1/subscribers/r" + i + "@home", order(i));
            }
        }
        try (HssNode both = HssNode.start(
                "hss-12",
                TestStores.mysql(),
                "hss_rotation",
                "--carillon.hss.master-key=" + NEXT,
                "--carillon.hss.former-master-keys=" + HssNode.MASTER_KEY)) {
            assertThat(both.put("/api/v1/subscribers/r0@home", order(0))
                            .headers()
                            .firstValue("ETag"))
                    .as("readable, and so known to be the same")
                    .contains("\"1\"");
            assertThat(both.get("/api/v1/master-keys").body())
                    .contains("NEVER_RUN")
                    .doesNotContain(NEXT);
            assertThat(both.post("/api/v1/master-keys/rotation", "").statusCode())
                    .isEqualTo(202);
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(
                            () -> assertThat(both.get("/api/v1/master-keys").body())
                                    .contains("\"state\":\"DONE\"", "\"rewrapped\":3", "\"unreadable\":0"));
        }
        try (HssNode after =
                HssNode.start("hss-13", TestStores.mysql(), "hss_rotation", "--carillon.hss.master-key=" + NEXT)) {
            assertThat(after.put("/api/v1/subscribers/r1@home", order(1))
                            .headers()
                            .firstValue("ETag"))
                    .contains("\"1\"");
        }
    }

    private static String order(int i) {
        return "{\"impus\":[\"sip:r" + i + "@home\"],\"password\":\"p" + i + "\"}";
    }
}
