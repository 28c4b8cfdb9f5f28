package io.carillon.tas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.diameter.ro.RequestType;
import io.carillon.sip.dialog.B2bua;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.transaction.SipStack;
import io.carillon.tas.diversion.DiversionRules;
import io.carillon.testkit.Tables;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** However calls end, 64·T1 after the last one the TAS has nothing left of them: T1 is much shorter here. */
class LeakTest extends IscTest {
    private static final int PROBES = 1;
    private Tas node;

    @BeforeEach
    void start() {
        node = Tas.start(
                        "tas-leak",
                        NODES,
                        RECORDS,
                        "--carillon.sip.t1=30ms",
                        "--carillon.tas.charging-deadline=10s",
                        "--carillon.tas.country-code=49")
                .charged();
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private InetSocketAddress here() {
        return node.sip();
    }

    private void calls() {
        caller.send(invite("<" + user + ">;sescase=orig;regstate=reg", user("zoe")), here());
    }

    @Test
    void nothing_is_left_of_calls_good_and_bad() {
        hangsUp();
        isDiverted(); // where these lead to is known from now on
        var stack = node.bean(SipStack.class);
        var all = node.bean(B2bua.class);
        await().until(() -> all.size() == 0 && stack.statistics().clientTransactions() == 0);
        var before = stored();
        var tables = node.tables();
        hangsUp();
        isRefused();
        isDiverted();
        isCancelled();
        neverAcknowledges();
        hasGoneRoundTooOften();

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            var left = stack.statistics();
            assertThat(List.of(left.clientTransactions(), left.inFlight(), left.laneTasks()))
                    .as("transactions, requests and tasks")
                    .containsOnly(0);
            assertThat(left.serverTransactions())
                    .as("but for the node's own probe")
                    .isLessThanOrEqualTo(PROBES);
            assertThat(all.size()).as("calls").isZero();
            assertThat(stored()).as("in the store").isSubsetOf(before);
            assertThat(unended()).as("Ro sessions").isEmpty();
            assertThat(Tables.grown(tables, node.tables())).as("tables").isEmpty();
        });
    }

    /** But for nodes and users, and the word that a call has ended, which other nodes may ask for. */
    private Set<String> stored() {
        var all = new HashSet<>(node.redis().keys("*"));
        all.removeIf(
                key -> Stream.of("tas:nodes", "tas:lease:", "tas:simservs:").anyMatch(key::startsWith));
        all.removeIf(key -> key.startsWith("tas:call:")
                && "ended".equals(node.redis().opsForValue().get(key)));
        return all;
    }

    private static HashSet<String> unended() {
        var open = new HashSet<String>();
        for (var request : OCS.rest()) {
            var session = request.envelope().sessionId().orElseThrow();
            if (request.type() == RequestType.INITIAL_REQUEST) {
                open.add(session);
            } else if (request.type() == RequestType.TERMINATION_REQUEST) {
                open.remove(session);
            }
        }
        return open;
    }

    private void hangsUp() {
        calls();
        callerHangsUp(answer(callee.expect("INVITE"), node), node);
    }

    private void isRefused() {
        calls();
        callee.reply(callee.expect("INVITE"), 486);
        callee.expect("ACK");
        caller.expect(486);
    }

    private void isCancelled() {
        var invite = caller.send(invite("<" + user + ">;sescase=orig;regstate=reg", user("zoe")), here());
        var atCallee = callee.expect("INVITE");
        callee.reply(atCallee, 180);
        caller.expect(180);
        caller.send(caller.cancel(invite), here());
        caller.expect(200);
        callee.reply(callee.expect("CANCEL"), 200);
        callee.reply(atCallee, 487);
        caller.expect(487);
    }

    /** RFC 3261 §13.3.1.4: 64·T1 after the 200 both sides hear BYE; the caller does not say a word to that either. */
    private void neverAcknowledges() {
        calls();
        callee.reply(callee.awaits("INVITE"), 200);
        caller.awaits(200);
        callee.awaits("BYE");
    }

    /** Its first target is busy, the second one answers; both legs are gone when it ends. */
    private void isDiverted() {
        rules(new DiversionRules(null, user("voicemail"), null, null, null));
        caller.send(invite("<" + user + ">;sescase=term;regstate=reg", user), here());
        callee.reply(callee.awaits("INVITE"), 486);
        callee.awaits("ACK");
        var onward = callee.awaits("INVITE");
        callee.reply(onward, 200);
        var answer = caller.awaits(200);
        caller.send(caller.next("ACK", 1, answer), here());
        callee.awaits("ACK");
        callee.send(callee.next("BYE", 1, onward), here());
        caller.reply(caller.awaits("BYE"), 200);
        callee.awaits(200);
    }

    private void hasGoneRoundTooOften() {
        var tired = invite("<" + user + ">;sescase=orig;regstate=reg", user("zoe"))
                .edit()
                .set(HeaderName.MAX_FORWARDS, 0)
                .build();
        caller.send(tired, here());
        caller.awaits(483);
    }
}
