package io.carillon.cscf.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.sip.dialog.Dialog;
import io.carillon.stores.EmbeddedRedis;
import io.carillon.stores.RedisCommands;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a call that is answered at once asks of Redis at the S-CSCF of both its users, by Redis' own count. */
class RoundTripsTest {
    @Test
    void of_a_call_only_its_session_is_written_and_deleted(@TempDir Path data) {
        try (var redis = EmbeddedRedis.start(data, 0);
                var core = Cluster.of(redis.address(), 1);
                var sbc = new Peer("sbc")) {
            var caller = new Handset(core.hss.add(Subscriber.digest("alice")), sbc, "a");
            var callee = new Handset(core.hss.add(Subscriber.digest("bob")), sbc, "b");
            caller.registers(core.cscf(1));
            callee.registers(core.cscf(1));
            call(core, sbc, caller, callee); // from now on the node hears of changes
            call(core, sbc, caller, callee); // and remembers both registrations

            var counted = RedisCommands.at(redis.address());
            call(core, sbc, caller, callee);

            await().untilAsserted(() ->
                    assertThat(counted.since()).isEqualTo(Map.of("psetex", 1L, "zadd", 1L, "del", 1L, "zrem", 1L)));
        }
    }

    private static void call(Cluster core, Peer sbc, Handset caller, Handset callee) {
        var invite = caller.request("INVITE", callee.user.impu).build();
        var exchange = sbc.starts(invite, core.cscf(1));
        sbc.replies(sbc.receives("INVITE"), 200);
        var ok = Answers.last(exchange);
        var ending = sbc.starts(Dialog.uac(invite, ok).request("BYE").build(), core.cscf(1));
        sbc.replies(sbc.receives("BYE"), 200);
        assertThat(Answers.last(ending).status()).isEqualTo(200);
        await().untilAsserted(() -> assertThat(core.records(invite.callId())).hasSize(2));
    }
}
