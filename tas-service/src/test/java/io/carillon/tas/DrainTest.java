package io.carillon.tas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.diameter.ro.RequestType;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipRequest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A node is told to stop while calls ring there: what they still need is there, and others go on with what comes of it. */
class DrainTest extends IscTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @Test
    void calls_that_ring_are_answered_or_given_up_and_go_on_at_another_node() throws InterruptedException {
        var leaving = Tas.start(
                        "tas-5",
                        NODES,
                        RECORDS,
                        CLOCK,
                        "--carillon.tas.lease=1s",
                        "--carillon.sip.drain=10m",
                        "--carillon.sip.quiet=50ms",
                        "--carillon.directory.drain-pause=10ms")
                .charged();
        OCS.answers(request -> Ocs.granted(request, 60));
        var unwanted = invites(leaving);
        var onwardInVain = callee.expect("INVITE");
        callee.reply(onwardInVain, 180);
        caller.expect(180);
        invites(leaving);
        var onward = callee.expect("INVITE");
        callee.reply(
                onward, 183, edit -> edit.append(HeaderName.REQUIRE, "100rel").append(HeaderName.RSEQ, "1"));
        var progress = caller.expect(183);

        var stopping = Thread.ofVirtual().start(leaving::close);
        await().untilAsserted(() -> {
            caller.send(caller.request("OPTIONS", "sip:tas." + Tas.HOME), leaving.sip());
            assertThat(caller.expect(503).number(HeaderName.RETRY_AFTER)).isPresent();
        });

        caller.send(caller.cancel(unwanted), leaving.sip());
        callee.reply(callee.expect("CANCEL"), 200);
        callee.reply(onwardInVain, 487);
        callee.expect("ACK");
        caller.awaits(487);
        OCS.expect(RequestType.TERMINATION_REQUEST);

        caller.send(
                caller.next("PRACK", 2, progress)
                        .edit()
                        .append(HeaderName.RACK, "1 1 INVITE")
                        .build(),
                leaving.sip());
        callee.reply(callee.expect("PRACK"), 200);
        caller.expect(200);
        callee.reply(onward, 200);
        var answer = caller.expect(200);
        assertThat(stopping.join(Duration.ofMillis(300)))
                .as("the answer is not acknowledged yet")
                .isFalse();
        caller.send(caller.next("ACK", 1, answer), leaving.sip());
        callee.expect("ACK");

        assertThat(stopping.join(LONG)).isTrue();
        await().atMost(LONG)
                .until(() -> Boolean.TRUE.equals(tas().redis()
                        .opsForSet()
                        .isMember(
                                "tas:watched:tas-1",
                                answer.callId() + "/" + answer.toTag().orElseThrow())));
        callerHangsUp(answer);
        OCS.expect(RequestType.TERMINATION_REQUEST);
    }

    private SipRequest invites(Tas node) {
        var sent = caller.send(
                invite("<" + user + ">;sescase=orig", user("bob"))
                        .edit()
                        .append(HeaderName.SUPPORTED, "100rel")
                        .build(),
                node.sip());
        OCS.expect(RequestType.INITIAL_REQUEST);
        return sent;
    }
}
