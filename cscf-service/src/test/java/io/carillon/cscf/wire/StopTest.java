package io.carillon.cscf.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.sip.transport.Addresses;
import io.carillon.stores.TestStores;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** A node is told to stop (SIGTERM) while it has a call in its hands. */
class StopTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void a_call_is_set_up_whose_number_was_being_looked_up() {
        try (var core = Cluster.of(TestStores.redis(), 0);
                var sbc = new Peer("sbc");
                var node = NodeProcess.start(
                        "cscf-leaving",
                        TestStores.redis(),
                        core,
                        "--carillon.cscf.enum-deadline=60s",
                        "--carillon.sip.drain=120s")) {
            var caller = new Handset(core.hss.add(Subscriber.digest("lea")), sbc, "a");
            var callee = new Handset(core.hss.add(Subscriber.digest("leo")), sbc, "b");
            assertThat(caller.registers(node.hop()).status()).isEqualTo(200);
            assertThat(callee.registers(node.hop()).status()).isEqualTo(200);
            core.numbers.put(callee.user.tel.substring("tel:".length()), "!^.*$!" + callee.user.impu + "!");
            core.numbers.open = new CountDownLatch(1);
            var call = sbc.starts(caller.request("INVITE", callee.user.tel).build(), node.hop());
            await().atMost(PATIENCE).until(() -> core.numbers.asked.get() > 0);

            node.terminate();

            var itself = "sip:" + Addresses.text(node.hop().address());
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(sbc.asks(
                                            sbc.request("OPTIONS", itself, "sip:sbc@localhost")
                                                    .build(),
                                            node.hop())
                                    .status())
                            .isEqualTo(503));
            core.numbers.open.countDown();
            sbc.replies(sbc.receives("INVITE"), 200);
            assertThat(Answers.last(call).status()).isEqualTo(200);
        }
    }
}
