package io.carillon.charging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.charging.ocs.Account;
import io.carillon.charging.ocs.Ledger;
import io.carillon.diameter.BaseResult;
import io.carillon.identity.Impu;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SupervisionTest {

    @Test
    void a_call_whose_server_died_gives_its_reservation_back() {
        Impu alice = Impu.parse("sip:alice@example.org");
        try (ChargingNode node = ChargingNode.start(
                        "carillon.charging.ocs.supervision=500ms", "carillon.charging.ocs.sweep=100ms");
                RoClient tas = new RoClient(node)) {
            Ledger ledger = node.bean(Ledger.class);
            ledger.open(alice, 100);
            String session = tas.newSessionId();
            assertThat(tas.sends(RoClient.initial(session, alice.value())).result())
                    .isEqualTo(BaseResult.SUCCESS);
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(ledger.find(alice)).contains(new Account(alice, 100, 0)));
            assertThat(tas.sends(RoClient.update(session, 1, alice.value(), 60)).result())
                    .isEqualTo(BaseResult.UNKNOWN_SESSION_ID);
        }
    }
}
