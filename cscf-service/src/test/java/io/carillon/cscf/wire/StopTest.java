package io.carillon.cscf.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.transport.Addresses;
import io.carillon.stores.TestStores;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** A node is told to stop (SIGTERM) while it has a call in its hands. */
class StopTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void a_call_is_set_up_whose_number_was_being_looked_up_and_one_that_rings_goes_on_to_its_end() {
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
            var ringing = sbc.starts(caller.request("INVITE", callee.user.impu).build(), node.hop());
            var invite = sbc.receives("INVITE");
            sbc.replies(invite, 180);
            Answers.progress(ringing);
            var leaving = sbc.starts(caller.request("INVITE", callee.user.impu).build(), node.hop());
            var unwanted = sbc.receives("INVITE");
            sbc.replies(unwanted, 180);
            Answers.progress(leaving);

            node.terminate();

            var itself = "sip:" + Addresses.text(node.hop().address());
            await().atMost(PATIENCE).untilAsserted(() -> {
                var refused = sbc.asks(
                        sbc.request("OPTIONS", itself, "sip:sbc@localhost").build(), node.hop());
                assertThat(refused.status()).isEqualTo(503);
                assertThat(refused.number(HeaderName.RETRY_AFTER)).isPresent();
            });
            leaving.cancel();
            await().atMost(PATIENCE).until(unwanted::isCancelled);
            sbc.replies(unwanted, 487);
            assertThat(Answers.last(leaving).status()).isEqualTo(487);
            sbc.replies(invite, 200);
            var answer = Answers.last(ringing);
            assertThat(answer.status()).isEqualTo(200);
            sbc.stack.sendAck(inDialog("ACK", 1, answer), node.hop(), "core");
            assertThat(sbc.receivesAck().callId()).isEqualTo(answer.callId());
            var bye = sbc.starts(inDialog("BYE", 2, answer), node.hop());
            sbc.replies(sbc.receives("BYE"), 200);
            assertThat(Answers.last(bye).status()).isEqualTo(200);
            core.numbers.open.countDown();
            sbc.replies(sbc.receives("INVITE"), 200);
            assertThat(Answers.last(call).status()).isEqualTo(200);
        }
    }

    /** A request of the caller in the dialog that this answer made. */
    private static SipRequest inDialog(String method, int cseq, SipResponse answer) {
        return SipRequest.create(
                        method, answer.address(HeaderName.CONTACT).orElseThrow().uri())
                .append(HeaderName.MAX_FORWARDS, 70)
                .setAll(HeaderName.ROUTE, answer.all(HeaderName.RECORD_ROUTE).reversed())
                .append(HeaderName.FROM, answer.first(HeaderName.FROM).orElseThrow())
                .append(HeaderName.TO, answer.first(HeaderName.TO).orElseThrow())
                .append(HeaderName.CALL_ID, answer.callId())
                .append(HeaderName.CSEQ, cseq + " " + method)
                .build();
    }
}
