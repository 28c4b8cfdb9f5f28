package io.carillon.cscf.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.cscf.reginfo.Told;
import io.carillon.cscf.scscf.Bindings;
import io.carillon.diameter.cx.ServerAssignmentType;
import io.carillon.identity.Impu;
import io.carillon.sip.dialog.Dialog;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.transport.Hop;
import io.carillon.stores.EmbeddedRedis;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.core.StringRedisTemplate;

/** A node is killed (kill -9) while it holds calls, registrations, challenges and subscriptions: the other goes on. */
class NodeDeathTest {
    private static EmbeddedRedis redis;
    private static Cluster core;
    private static Peer sbc;
    private static Peer far;
    private static Peer watcher;

    private static Handset callee;
    private static SipRequest invite;
    private static SipResponse ok;
    private static String forgotten;
    private static String unanswered;

    private static Handset challenged;
    private static SipRequest register;
    private static SipResponse challenge;

    private static Handset expiring;

    @BeforeAll
    static void the_first_node_dies_in_the_middle_of_its_work() {
        redis = EmbeddedRedis.start(Path.of("target", "stores", "cscf-death-" + UUID.randomUUID()), 0);
        core = Cluster.of(redis.address(), 1);
        sbc = new Peer("sbc");
        far = new Peer("far");
        watcher = new Peer("watcher");
        callee = new Handset(core.hss.add(Subscriber.digest("bob")), sbc, "b");
        challenged = new Handset(core.hss.add(Subscriber.digest("carol")), sbc, "c");
        expiring = new Handset(core.hss.add(Subscriber.digest("dave")), sbc, "d");
        try (var victim = NodeProcess.start("cscf-victim", redis.address(), core)) {
            var hop = victim.hop();
            assertThat(callee.registers(hop).status()).isEqualTo(200);
            invite = far.request("INVITE", callee.user.impu, "sip:zoe@example.org")
                    .build();
            var exchange = far.starts(invite, hop);
            sbc.replies(sbc.receives("INVITE"), 200);
            ok = Answers.last(exchange);
            forgotten = callThatNobodyEnds(hop);
            unanswered = callThatNobodyAnswers(hop);
            register = challenged.register("<" + challenged.contact + ">;expires=3600", e -> e);
            challenge = sbc.asks(register, hop);
            assertThat(expiring.registers(hop, "<" + expiring.contact + ">;expires=100", e -> e)
                            .status())
                    .isEqualTo(200);
            var subscribe = watcher.request("SUBSCRIBE", expiring.user.impu, expiring.user.impu)
                    .append(HeaderName.ROUTE, "<sip:icscf." + Cluster.HOME + ";lr>")
                    .append(HeaderName.P_ASSERTED_IDENTITY, "<" + expiring.user.impu + ">")
                    .append(HeaderName.EVENT, "reg")
                    .build();
            assertThat(watcher.asks(subscribe, hop).status()).isEqualTo(200);
            watcher.replies(watcher.receives("NOTIFY"), 200);
            victim.kill();
        }
    }

    private static String callThatNobodyEnds(Hop hop) {
        var request =
                far.request("INVITE", callee.user.impu, "sip:yan@example.org").build();
        var exchange = far.starts(request, hop);
        var arrived = sbc.receives("INVITE");
        arrived.respond(sbc.reply(arrived, 200)
                .append(HeaderName.SESSION_EXPIRES, "1800;refresher=uac")
                .build());
        assertThat(Answers.last(exchange).status()).isEqualTo(200);
        return request.callId();
    }

    private static String callThatNobodyAnswers(Hop hop) {
        var request =
                far.request("INVITE", callee.user.impu, "sip:xia@example.org").build();
        var exchange = far.starts(request, hop);
        sbc.replies(sbc.receives("INVITE"), 180);
        assertThat(Answers.progress(exchange).status()).isEqualTo(180);
        var store = core.bean(1, StringRedisTemplate.class);
        await().until(() -> store.opsForValue().multiGet(store.keys("cscf:session:*")).stream()
                .anyMatch(session -> session.contains(request.callId())));
        return request.callId();
    }

    @AfterAll
    static void close() {
        List.of(sbc, far, watcher).forEach(Peer::close);
        core.close();
        redis.close();
    }

    @Test
    void the_call_is_changed_and_ended_through_the_other() {
        var dialog = Dialog.uac(invite, ok);
        assertThat(ok.all(HeaderName.RECORD_ROUTE))
                .singleElement()
                .asString()
                .matches("<sip:scscf\\." + Cluster.HOME + ";node=cscf-victim;session=[0-9a-f]{16};lr>");
        var changing = far.starts(dialog.request("INVITE").build(), core.cscf(1));
        var again = sbc.receives("INVITE");
        assertThat(again.request().callId()).isEqualTo(invite.callId());
        sbc.replies(again, 200);
        assertThat(Answers.last(changing).status()).isEqualTo(200);
        far.stack.sendAck(dialog.ack(2).build(), core.cscf(1), "core");
        assertThat(sbc.receivesAck().callId()).isEqualTo(invite.callId());
        var bye = dialog.request("BYE").set(HeaderName.CSEQ, "3 BYE").build();
        var ending = far.starts(bye, core.cscf(1));
        sbc.replies(sbc.receives("BYE"), 200);
        assertThat(Answers.last(ending).status()).isEqualTo(200);
        assertThat(core.records(invite.callId()))
                .as("one record, by who is left")
                .singleElement()
                .satisfies(record -> {
                    assertThat(record.id()).startsWith("cscf-victim-");
                    assertThat(record.node()).isEqualTo("cscf-1");
                    assertThat(record.servedUser()).isEqualTo(callee.user.impu);
                    assertThat(record.cause()).isEqualTo("BYE 200");
                    assertThat(record.answer()).isNotNull();
                });
    }

    @Test
    void a_session_that_nobody_refreshes_or_ends_has_its_record_too() {
        core.clock.advance(Duration.ofSeconds(1_921));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(core.records(forgotten))
                        .singleElement()
                        .satisfies(record -> {
                            assertThat(record.cause()).isEqualTo("RELEASED 503");
                            assertThat(record.extra()).containsEntry("reason", "session expired");
                        }));
    }

    /** Nobody will ever answer it: the transactions went with the node. */
    @Test
    void a_call_that_rang_has_its_record_too() {
        core.clock.advance(Duration.ofSeconds(21));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(core.records(unanswered))
                        .singleElement()
                        .satisfies(record -> {
                            assertThat(record.id()).startsWith("cscf-victim-");
                            assertThat(record.cause()).isEqualTo("REFUSED 503");
                            assertThat(record.answer()).isNull();
                            assertThat(record.extra()).containsEntry("reason", "node gone");
                        }));
    }

    @Test
    void its_challenge_is_answered_at_the_other() {
        assertThat(challenge.status()).isEqualTo(401);
        assertThat(challenged.answers(core.cscf(1), register, challenge).status())
                .isEqualTo(200);
    }

    @Test
    void its_registrations_expire_at_the_other_and_watchers_are_told() {
        core.clock.advance(Duration.ofSeconds(101));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(core.hss.assignments(expiring.user))
                        .containsExactly(
                                ServerAssignmentType.REGISTRATION, ServerAssignmentType.TIMEOUT_DEREGISTRATION));
        var notify = watcher.receives("NOTIFY");
        watcher.replies(notify, 200);
        assertThat(Told.by(notify.request()).events(expiring.user.impu))
                .containsExactly(Map.entry(expiring.contact, "expired"));
        assertThat(core.bean(1, Bindings.class).find(Impu.parse(expiring.user.impu)))
                .isEmpty();
    }

    /** A node may die with the lease of an expired contact in its hands. */
    @Test
    void what_it_had_begun_to_expire_is_taken_up_by_the_other() {
        var frank = new Handset(core.hss.add(Subscriber.digest("frank")), sbc, "f");
        frank.registers(core.cscf(1), "<" + frank.contact + ">;expires=5000", e -> e);
        var bindings = core.bean(1, Bindings.class);
        var later = core.clock.instant().plusSeconds(5_001);
        assertThat(bindings.takeExpired(later, 100))
                .extracting(Bindings.Expired::impu)
                .contains(Impu.parse(frank.user.impu));
        assertThat(bindings.takeExpired(later.plusSeconds(1), 100)).isEmpty();
        core.clock.advance(Duration.ofSeconds(5_100));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(core.hss.assignments(frank.user))
                        .endsWith(ServerAssignmentType.TIMEOUT_DEREGISTRATION));
    }
}
