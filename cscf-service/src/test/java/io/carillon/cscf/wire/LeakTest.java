package io.carillon.cscf.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.sip.dialog.Dialog;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.transaction.SipClient;
import io.carillon.sip.transaction.SipStack;
import io.carillon.stores.TestStores;
import io.carillon.testkit.Tables;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.core.StringRedisTemplate;

/** However calls end, 64·T1 after the last one the S-CSCF has nothing left of them: T1 is 50 ms here. */
class LeakTest {
    private static final int PROBES = 1;
    private final Peer sbc = new Peer("sbc");
    private final Peer far = new Peer("far");
    private final Peer as = new Peer("as");
    private Cluster core;
    private Subscriber bob;
    private Subscriber carol;

    @BeforeEach
    void start() {
        core = Cluster.of(TestStores.redis(), 1);
        bob = core.hss.add(Subscriber.digest("bob"));
        carol = core.hss.add(Subscriber.digest("carol"));
        carol.profile.asks(10, "INVITE", 1, as.uri());
        Stream.of(new Handset(bob, sbc, "b"), new Handset(carol, sbc, "c"))
                .forEach(phone -> phone.registers(core.cscf(1)));
    }

    @AfterEach
    void stop() {
        core.close();
        List.of(sbc, far, as).forEach(Peer::close);
    }

    private SipRequest invite(Subscriber user) {
        return far.request("INVITE", user.impu, "sip:zoe@example.org").build();
    }

    private SipClient.Exchange calls(SipRequest invite) {
        return far.starts(invite, core.cscf(1));
    }

    @Test
    void nothing_is_left_of_calls_good_and_bad() {
        // until both users are remembered, which begins when Redis tells the node of changes
        await().until(() -> {
            hangsUp();
            isSentRoundByItsServer();
            return core.tables(1).getOrDefault("Stored.contacts", 0) >= 2;
        });
        var stack = core.bean(1, SipStack.class);
        await().until(() -> stack.statistics().clientTransactions() == 0);
        var before = stored();
        var tables = core.tables(1);
        hangsUp();
        isRefused();
        isCancelled();
        isNotHeard();
        isSentRoundByItsServer();

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            var left = stack.statistics();
            assertThat(List.of(left.clientTransactions(), left.inFlight(), left.laneTasks()))
                    .as("transactions, requests and tasks")
                    .containsOnly(0);
            assertThat(left.serverTransactions())
                    .as("but for the node's own probe")
                    .isLessThanOrEqualTo(PROBES);
            assertThat(stored()).as("in the store").isSubsetOf(before);
            assertThat(Tables.grown(tables, core.tables(1))).as("tables").isEmpty();
        });
    }

    /** Sessions, those that somebody is to end, and marks of requests under way. */
    private Set<String> stored() {
        var redis = core.bean(1, StringRedisTemplate.class);
        var all = new HashSet<>(redis.keys("cscf:session:*"));
        all.addAll(redis.keys("cscf:sent-on:*"));
        all.addAll(redis.opsForZSet().range("cscf:sessions", 0, -1));
        return all;
    }

    private void hangsUp() {
        var invite = invite(bob);
        var exchange = calls(invite);
        sbc.replies(sbc.receives("INVITE"), 200);
        var ok = Answers.last(exchange);
        var ending = far.starts(Dialog.uac(invite, ok).request("BYE").build(), core.cscf(1));
        sbc.replies(sbc.receives("BYE"), 200);
        assertThat(Answers.last(ending).status()).isEqualTo(200);
    }

    private void isRefused() {
        var exchange = calls(invite(bob));
        sbc.replies(sbc.receives("INVITE"), 486);
        assertThat(Answers.last(exchange).status()).isEqualTo(486);
    }

    private void isCancelled() {
        var exchange = calls(invite(bob));
        var arrived = sbc.receives("INVITE");
        arrived.onCancel(() -> sbc.replies(arrived, 487));
        sbc.replies(arrived, 180);
        assertThat(Answers.progress(exchange).status()).isEqualTo(180);
        exchange.cancel();
        assertThat(Answers.last(exchange).status()).isEqualTo(487);
    }

    /** The phone takes the INVITE and says nothing ever. */
    private void isNotHeard() {
        var exchange = calls(invite(bob));
        sbc.receives("INVITE").abandon();
        assertThat(Answers.last(exchange).status()).isIn(408, 480);
    }

    /** A server that sends a request back without its original dialog identifier would be asked for ever. */
    private void isSentRoundByItsServer() {
        var exchange = calls(invite(carol));
        var asked = as.receives("INVITE");
        var round = as.starts(asked.request().edit().remove(HeaderName.ROUTE).build(), core.cscf(1));
        assertThat(Answers.last(round).status()).isEqualTo(482);
        as.replies(asked, 482);
        assertThat(Answers.last(exchange).status()).isEqualTo(482);
    }
}
