package io.carillon.charging;

import static io.carillon.charging.RoClient.initial;
import static io.carillon.charging.RoClient.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.charging.cdf.CdrTopic;
import io.carillon.diameter.BaseResult;
import io.carillon.diameter.ro.CreditControlAnswer;
import io.carillon.node.admin.AdminRole;
import io.carillon.stores.EmbeddedMariaDb;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The database goes and comes back under a running node. */
class StoreAwayTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void requests_are_put_off_records_wait_and_both_go_on_afterwards() {
        Path data = Path.of("target", "stores", "away-" + UUID.randomUUID(), "data");
        EmbeddedMariaDb database = EmbeddedMariaDb.start(data, 0);
        int port = database.server().port();
        try (ChargingNode node = ChargingNode.start(
                        "spring.datasource.url=" + database.jdbcUrl("charging"),
                        "spring.datasource.hikari.connection-timeout=500",
                        "carillon.charging.ocs.unknown-user=create",
                        "carillon.charging.ocs.default-credit=100");
                RoClient tas = new RoClient(node);
                CdrTopic cdrs = new CdrTopic(node)) {
            Rest viewer = new Rest(node, AdminRole.VIEWER);
            String session = tas.newSessionId();
            assertThat(tas.sends(initial(session, "sip:alice@example.org")).result())
                    .isEqualTo(BaseResult.SUCCESS);

            long server = database.pid();
            database.close();
            await().atMost(SOON)
                    .until(() -> ProcessHandle.of(server)
                            .filter(ProcessHandle::isAlive)
                            .isEmpty());
            CreditControlAnswer away = tas.sends(update(session, 1, "sip:alice@example.org", 60));
            assertThat(away.result()).isEqualTo(BaseResult.TOO_BUSY);
            assertThat(viewer.get("/api/v1/balances/sip:alice@example.org").statusCode())
                    .isEqualTo(503);
            assertThat(viewer.get("/api/v1/cdrs").statusCode()).isEqualTo(503);
            cdrs.write(CdrTopic.call("away-1"));

            try (EmbeddedMariaDb back = EmbeddedMariaDb.start(data, port)) {
                await().atMost(SOON)
                        .until(() -> tas.sends(update(session, 1, "sip:alice@example.org", 60))
                                .result()
                                .success());
                assertThat(viewer.get("/api/v1/balances/sip:alice@example.org").body())
                        .contains("\"balance\":90,\"reserved\":10");
                await().atMost(SOON)
                        .until(() -> viewer.get("/api/v1/cdrs").body().contains("away-1"));
                assertThat(back.server().port()).isEqualTo(port);
            }
        }
    }
}
