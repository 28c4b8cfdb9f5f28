package io.carillon.tas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.stores.EmbeddedRedis;
import io.carillon.stores.RedisCommands;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a call asks of Redis, by Redis' own count. */
class RoundTripsTest extends IscTest {
    /**
     * One round trip before the caller hears of the answer, for the call under both of its dialogs and its place among those
     * of this node; one at the end, which nobody waits for. What the user has set is read there only in tests.
     */
    private static final Map<String, Long> ONCE = Map.of("get", 1L, "psetex", 3L, "del", 1L, "sadd", 1L, "srem", 1L);

    @Test
    void a_call_is_written_once_and_its_end_once(@TempDir Path data) {
        try (var store = EmbeddedRedis.start(data, 0);
                var node = Tas.start(
                                "tas-41",
                                NODES,
                                RECORDS,
                                CLOCK,
                                "--carillon.tas.lease=1h",
                                "--spring.data.redis.port=" + store.address().getPort())
                        .charged()) {
            OCS.answers(request -> Ocs.granted(request, 600));
            var first = RedisCommands.at(store.address());
            through(node);
            await().untilAsserted(
                            () -> assertThat(first.since()).containsEntry("srem", 1L)); // nobody waits for its end

            var counted = RedisCommands.at(store.address());
            through(node);

            await().untilAsserted(() -> assertThat(counted.since()).isEqualTo(ONCE));
        }
    }

    private void through(Tas node) {
        var invite = caller.send(invite("<" + user + ">;sescase=orig", user("bob")), node.sip());
        var onward = callee.expect("INVITE");
        assertThat(onward.callId()).isNotEqualTo(invite.callId());
        var answer = answer(onward, node);
        assertThat(answer.callId()).isEqualTo(invite.callId());
        callerHangsUp(answer, node);
        RECORDS.expect(invite.callId());
    }
}
