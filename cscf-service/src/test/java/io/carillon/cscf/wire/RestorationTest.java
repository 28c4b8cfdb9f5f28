package io.carillon.cscf.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.cscf.scscf.Bindings;
import io.carillon.diameter.cx.ServerAssignmentRequest;
import io.carillon.diameter.cx.ServerAssignmentType;
import io.carillon.identity.Impu;
import io.carillon.sip.dialog.Dialog;
import io.carillon.sip.message.HeaderName;
import io.carillon.stores.EmbeddedRedis;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.RedisServerCommands.FlushOption;
import org.springframework.data.redis.core.StringRedisTemplate;

/** The store has lost everything: what the HSS keeps brings registrations back (TS 23.380 §4). */
class RestorationTest {
    private static EmbeddedRedis redis;
    private static Cluster core;

    private final Peer sbc = new Peer("sbc");
    private final Peer far = new Peer("far");
    private final Subscriber bob = core.hss.add(Subscriber.digest("bob"));
    private final Handset phone = new Handset(bob, sbc, "b");

    @BeforeAll
    static void start() {
        redis = EmbeddedRedis.start(Path.of("target", "stores", "cscf-restoration-" + UUID.randomUUID()), 0);
        core = Cluster.of(redis.address(), 2);
    }

    @AfterAll
    static void stop() {
        core.close();
        redis.close();
    }

    @BeforeEach
    void bob_is_registered() {
        assertThat(phone.registers(core.cscf(1)).status()).isEqualTo(200);
    }

    @AfterEach
    void close() {
        List.of(sbc, far).forEach(Peer::close);
    }

    private static void everythingIsLost() {
        core.bean(1, StringRedisTemplate.class)
                .execute((org.springframework.data.redis.core.RedisCallback<Object>) connection -> {
                    connection.serverCommands().flushAll(FlushOption.SYNC);
                    return true;
                });
    }

    @Test
    void the_hss_keeps_path_and_contact() {
        var kept = bob.kept.orElseThrow();
        assertThat(kept.userName()).isEqualTo(bob.impi);
        assertThat(kept.contacts()).singleElement().satisfies(each -> {
            assertThat(each.contact()).contains(phone.contact).contains(";expires=3600");
            assertThat(each.path()).isEqualTo("<sip:term@127.0.0.1:" + sbc.port() + ";lr>");
        });
    }

    @Test
    void the_first_call_to_the_phone_still_reaches_it() {
        everythingIsLost();
        var exchange = far.starts(
                far.request("INVITE", bob.impu, "sip:zoe@example.org").build(), core.cscf(2));
        var arrived = sbc.receives("INVITE");
        assertThat(arrived.request().uri()).isEqualTo(phone.contact);
        assertThat(arrived.request().all(HeaderName.ROUTE))
                .containsExactly("<sip:term@127.0.0.1:" + sbc.port() + ";lr>");
        sbc.replies(arrived, 486);
        assertThat(Answers.last(exchange).status()).isEqualTo(486);
        assertThat(core.hss.assignments(bob))
                .containsExactly(ServerAssignmentType.REGISTRATION, ServerAssignmentType.UNREGISTERED_USER);
        var contact = core.bean(1, Bindings.class)
                .find(Impu.parse(bob.tel))
                .orElseThrow()
                .contacts()
                .getFirst();
        assertThat(contact.secondsLeft(core.clock.instant())).isBetween(3_500L, 3_600L);
    }

    @Test
    void the_first_call_by_the_phone_is_served() {
        everythingIsLost();
        var exchange = sbc.starts(
                phone.request("MESSAGE", "sip:zoe@localhost:" + far.port()).build(), core.cscf(2));
        far.replies(far.receives("MESSAGE"), 200);
        assertThat(Answers.last(exchange).status()).isEqualTo(200);
        assertThat(core.hss.assignments(bob)).endsWith(ServerAssignmentType.NO_ASSIGNMENT);
    }

    @Test
    void a_call_that_stands_is_not_touched() {
        var invite = far.request("INVITE", bob.impu, "sip:zoe@example.org").build();
        var exchange = far.starts(invite, core.cscf(1));
        sbc.replies(sbc.receives("INVITE"), 200);
        var ok = Answers.last(exchange);
        everythingIsLost();
        var ending = far.starts(Dialog.uac(invite, ok).request("BYE").build(), core.cscf(2));
        sbc.replies(sbc.receives("BYE"), 200);
        assertThat(Answers.last(ending).status()).isEqualTo(200);
    }

    @Test
    void the_refresh_of_the_phone_makes_a_registration_as_ever() {
        everythingIsLost();
        assertThat(phone.registers(core.cscf(2)).all(HeaderName.CONTACT)).hasSize(1);
        assertThat(core.hss.received)
                .filteredOn(ServerAssignmentRequest.class::isInstance)
                .isNotEmpty();
    }
}
