package io.carillon.tas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.diameter.ro.RequestType;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipRequest;
import io.carillon.stores.EmbeddedRedis;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Redis goes away and comes back: calls are refused with the protocol's own error, and then served. */
class StoreAwayTest extends IscTest {
    @TempDir
    Path data;

    @Test
    void calls_fail_clearly_while_redis_is_away_and_work_when_it_is_back() {
        var redis = EmbeddedRedis.start(data, 0);
        int port = redis.address().getPort();
        try (var node = Tas.start(
                        "tas-6",
                        NODES,
                        RECORDS,
                        CLOCK,
                        "--spring.data.redis.host=127.0.0.1",
                        "--spring.data.redis.port=" + port,
                        "--spring.data.redis.timeout=500ms")
                .charged()) {
            assertThat(node.redis().hasKey("any")).as("connected").isFalse();
            var invite = caller.send(invite("<" + user + ">;sescase=orig", user("bob")), node.sip());
            var onward = callee.expect("INVITE");
            redis.close();
            anAnswerThatCannotBeStoredIsNone(invite, onward);
            var refused = terminating(node);
            assertThat(caller.expect(503).callId()).isEqualTo(refused.callId());
            caller.send(strayBye(), node.sip());
            caller.expect(503);

            redis = EmbeddedRedis.start(data, port);
            await().ignoreExceptions().until(() -> !node.redis().hasKey("any"));
            terminating(node);
            callee.reply(callee.expect("INVITE"), 200);
            caller.expect(200);
        } finally {
            redis.close();
        }
    }

    private SipRequest terminating(Tas node) {
        return caller.send(invite("<" + user + ">;sescase=term", user), node.sip());
    }

    /** It may belong to a call, who knows. */
    private SipRequest strayBye() {
        return caller.request("BYE", user)
                .edit()
                .set(HeaderName.TO, "<" + user + ">;tag=1")
                .build();
    }

    /** The called side has a call for a moment; it ends with BYE, and its credit is given back. */
    private void anAnswerThatCannotBeStoredIsNone(SipRequest invite, SipRequest onward) {
        callee.reply(onward, 200);
        callee.expect("ACK");
        callee.reply(callee.expect("BYE"), 200);
        caller.expect(500);
        OCS.expect(RequestType.INITIAL_REQUEST);
        assertThat(Ocs.seconds(OCS.expect(RequestType.TERMINATION_REQUEST))).isZero();
        assertThat(RECORDS.expect(invite.callId()).cause()).isEqualTo("RELEASED 500");
    }
}
