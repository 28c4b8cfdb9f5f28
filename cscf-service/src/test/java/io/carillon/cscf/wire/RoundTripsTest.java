package io.carillon.cscf.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.sip.dialog.Dialog;
import io.carillon.sip.transaction.SipClient;
import io.carillon.stores.EmbeddedRedis;
import io.carillon.stores.RedisCommands;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a flow asks of Redis at the S-CSCF, by Redis' own count. */
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
            var first = RedisCommands.at(redis.address());
            call(core, sbc, caller, callee); // from now on the node hears of changes
            call(core, sbc, caller, callee); // and remembers both registrations
            await().untilAsserted(
                            () -> // nobody waits for their ends
                            assertThat(first.since()).containsEntry("del", 2L).containsEntry("zrem", 2L));

            var counted = RedisCommands.at(redis.address());
            call(core, sbc, caller, callee);

            await().untilAsserted(() ->
                    assertThat(counted.since()).isEqualTo(Map.of("psetex", 1L, "zadd", 1L, "del", 1L, "zrem", 1L)));
        }
    }

    /** What comes back to the node that asked a server is known there; else somebody may have marked it. */
    @Test
    void of_a_message_that_its_server_sends_on_nothing_is_asked(@TempDir Path data) {
        try (var redis = EmbeddedRedis.start(data, 0);
                var core = Cluster.of(redis.address(), 1);
                var sbc = new Peer("sbc");
                var im = new Peer("im")) {
            var bob = core.hss.add(Subscriber.digest("bob"));
            bob.profile.asks(10, "MESSAGE", 1, im.uri());
            new Handset(bob, sbc, "b").registers(core.cscf(1));
            await().untilAsserted(
                            () -> { // when it remembers the registration
                                var counted = RedisCommands.at(redis.address());
                                var exchange = texts(core, sbc, bob);
                                var asked = im.receives("MESSAGE");
                                var onward = im.passesOn(asked.request(), core.cscf(1));
                                sbc.replies(sbc.receives("MESSAGE"), 200);
                                assertThat(Answers.last(onward).status()).isEqualTo(200);
                                im.replies(asked, 202);
                                assertThat(Answers.last(exchange).status()).isEqualTo(202);
                                assertThat(counted.since()).isEmpty();
                            });

            var counted = RedisCommands.at(redis.address());
            var kept = texts(core, sbc, bob);
            im.replies(im.receives("MESSAGE"), 202);
            assertThat(Answers.last(kept).status()).isEqualTo(202);
            await().untilAsserted(() -> assertThat(counted.since()).isEqualTo(Map.of("del", 1L)));
        }
    }

    private static SipClient.Exchange texts(Cluster core, Peer sbc, Subscriber recipient) {
        var message = sbc.request("MESSAGE", recipient.impu, "sip:zoe@example.org");
        return sbc.starts(message.body("text/plain", "hello").build(), core.cscf(1));
    }

    /**
     * The challenge is one round trip. Its answer is two: what is known of who gives it (the four reading commands), and what
     * he is bound to from now on, with a look whether anybody else was bound or watches.
     */
    @Test
    void of_a_registration_each_command_is_given_once(@TempDir Path data) {
        try (var redis = EmbeddedRedis.start(data, 0);
                var core = Cluster.of(redis.address(), 1);
                var sbc = new Peer("sbc")) {
            var phone = new Handset(core.hss.add(Subscriber.aka("alice")), sbc, "a");
            new Handset(core.hss.add(Subscriber.digest("bob")), sbc, "b").registers(core.cscf(1));

            var first = RedisCommands.at(redis.address());
            assertThat(phone.registers(core.cscf(1)).status()).isEqualTo(200);
            await().untilAsserted(() -> assertThat(first.since()).isEqualTo(REGISTRATION));

            var again = RedisCommands.at(redis.address());
            assertThat(phone.registers(core.cscf(1)).status()).isEqualTo(200);
            await().untilAsserted(() -> assertThat(again.since()).isEqualTo(REGISTRATION));
        }
    }

    /** A hash and its end for each identity of the set, and the set of the private one. */
    private static final Map<String, Long> REGISTRATION = Map.of(
            "psetex", 1L, "get", 2L, "getdel", 1L, "hgetall", 1L, "hset", 2L, "pexpire", 3L, "sadd", 1L, "zadd", 1L,
            "hkeys", 1L, "exists", 1L);

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
