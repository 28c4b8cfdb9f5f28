package io.carillon.sbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.core.ZSetOperations.TypedTuple;

/** A border that lost its session at ZooKeeper, and nothing else, is gone to its neighbours: its calls stay with it. */
class LostBorderTest extends GmTest {
    private static final String OFFER = sdp("10.0.0.1", 4000);
    private static final String ANSWER = sdp("10.0.0.2", 5000);
    private static final String LOST = "sbc-35";
    private Sbc lost;

    @BeforeEach
    void another() {
        SBC.forgetCalls();
        lost = Sbc.start(LOST, NODES, "--carillon.sbc.ask-policy=false");
        NODES.put(node(lost, LOST));
    }

    @AfterEach
    void over() {
        lost.close();
    }

    /** A call and what the core got of it. */
    private record Begun(Peer phone, SipRequest invite) {}

    private Begun begins() {
        var phone = phone();
        phone.send(register(phone), lost.access());
        var register = core.expect("REGISTER");
        core.reply(register, granted(register, phone, 600));
        phone.expect(200);
        phone.send(invite(phone, OFFER), lost.access());
        return new Begun(phone, core.expect("INVITE"));
    }

    private SipResponse isAnswered(Begun call) {
        core.reply(call.invite(), with(fromCore(call.invite(), 200), ANSWER));
        var ok = call.phone().expect(200);
        call.phone().send(call.phone().inDialog("ACK", 1, ok), lost.access());
        core.expect("ACK");
        return ok;
    }

    @Test
    void calls_that_ring_and_calls_that_are_answered_go_on() {
        var answered = begins();
        var ok = isAnswered(answered);
        var ringing = begins();
        core.reply(ringing.invite(), with(fromCore(ringing.invite(), 183), ANSWER));
        ringing.phone().expect(183);
        await().until(() -> SBC.redis().opsForZSet().size("sbc:due") == 2);

        NODES.remove(node(lost, LOST));
        var now = Instant.now();
        SBC.look(now);
        assertThat(SBC.redis().opsForZSet().rangeWithScores("sbc:due", 0, -1))
                .as("the call that rings is looked at again soon")
                .extracting(TypedTuple::getScore)
                .anyMatch(due -> due > now.toEpochMilli());

        ends(ringing, isAnswered(ringing));
        ends(answered, ok);
    }

    private void ends(Begun call, SipResponse ok) {
        call.phone().send(call.phone().inDialog("BYE", 2, ok), lost.access());
        core.reply(core.expect("BYE"), 200);
        call.phone().expect(200);
        await().untilAsserted(() -> assertThat(lost.records(ok.callId()))
                .singleElement()
                .satisfies(record -> assertThat(record.cause()).isEqualTo("BYE 200")));
        assertThat(SBC.records(ok.callId())).isEmpty();
    }
}
