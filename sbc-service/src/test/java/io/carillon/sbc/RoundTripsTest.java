package io.carillon.sbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.sbc.pcscf.AccessUsers;
import io.carillon.sip.message.HeaderName;
import io.carillon.stores.EmbeddedRedis;
import io.carillon.stores.RedisCommands;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a call that is answered at once asks of Redis, by Redis' own count. One that rings is written once more. */
class RoundTripsTest extends GmTest {
    private static final String OFFER = sdp("10.0.0.1", 4000);
    private static final String ANSWER = sdp("10.0.0.2", 5000);

    /** Call and policy session, and when to look at the call. */
    private static final Map<String, Long> ONCE = Map.of("psetex", 2L, "zadd", 1L, "del", 2L, "zrem", 1L);

    @TempDir
    private Path data;

    private EmbeddedRedis store;
    private Sbc border;

    @BeforeEach
    void start() {
        store = EmbeddedRedis.start(data, 0);
        border = Sbc.start(
                        "sbc-41",
                        NODES,
                        "--spring.data.redis.port=" + store.address().getPort())
                .withPolicy();
    }

    @AfterEach
    void stop() {
        border.close();
        store.close();
    }

    private Peer registeredHere() {
        var phone = phone();
        phone.send(register(phone), border.access());
        var register = core.expect("REGISTER");
        core.reply(register, granted(register, phone, 600));
        phone.expect(200);
        return phone;
    }

    private void fromThePhone(Peer phone) {
        phone.send(invite(phone, OFFER), border.access());
        var invite = core.expect("INVITE");
        core.reply(invite, with(fromCore(invite, 200), ANSWER));
        var ok = phone.expect(200);
        phone.send(phone.inDialog("ACK", 1, ok), border.access());
        core.expect("ACK");
        phone.send(phone.inDialog("BYE", 2, ok), border.access());
        core.reply(core.expect("BYE"), 200);
        phone.expect(200);
        await().untilAsserted(() -> assertThat(border.records(ok.callId())).hasSize(1));
    }

    private void toThePhone(Peer phone, String path) {
        var sent = core.send(inviteTowards(phone, path, OFFER), border.core());
        var invite = phone.expect("INVITE");
        phone.reply(invite, with(phone.answer(invite, 200), ANSWER));
        var ok = core.expect(200);
        core.send(core.inDialog("ACK", 1, ok).removeFirst(HeaderName.ROUTE), border.core());
        phone.expect("ACK");
        core.send(core.inDialog("BYE", 2, ok).removeFirst(HeaderName.ROUTE), border.core());
        phone.reply(phone.expect("BYE"), 200);
        core.expect(200);
        await().untilAsserted(() -> assertThat(border.records(sent.callId())).hasSize(1));
    }

    /** Nobody waits for that. */
    private static void isForgotten(RedisCommands since) {
        await().untilAsserted(
                        () -> assertThat(since.since()).containsEntry("del", 2L).containsEntry("zrem", 1L));
    }

    /** The answer is written down before it leaves, with the call's policy session and when to look at it; then all goes. */
    @Test
    void a_call_is_written_once_and_deleted_once() {
        var phone = registeredHere();
        var first = RedisCommands.at(store.address());
        fromThePhone(phone); // the border has asked Redis to tell of changes by now
        isForgotten(first);

        var counted = RedisCommands.at(store.address());
        fromThePhone(phone);

        await().untilAsserted(() -> assertThat(counted.since()).isEqualTo(ONCE));
    }

    @Test
    void the_same_for_who_is_called() {
        var phone = phone();
        phone.send(register(phone), border.access());
        var register = core.expect("REGISTER");
        core.reply(register, granted(register, phone, 600));
        phone.expect(200);
        var path = register.first(HeaderName.PATH).orElseThrow();
        var first = RedisCommands.at(store.address());
        toThePhone(phone, path);
        isForgotten(first);

        var counted = RedisCommands.at(store.address());
        toThePhone(phone, path);

        await().untilAsserted(() -> assertThat(counted.since()).isEqualTo(ONCE));
    }

    /** What another node changes is read anew. */
    @Test
    void a_phone_that_is_gone_elsewhere_is_gone_here() {
        var phone = registeredHere();
        fromThePhone(phone);
        var flows = border.redis().keys("sbc:flow:*");
        border.redis().delete(flows);
        await("news of the change") // it comes on a connection of its own
                .until(() -> flows.stream()
                        .map(key -> key.substring("sbc:flow:".length()))
                        .allMatch(flow ->
                                border.bean(AccessUsers.class).onFlow(flow).isEmpty()));
        phone.send(invite(phone, OFFER), border.access());
        phone.expect(403);
    }
}
