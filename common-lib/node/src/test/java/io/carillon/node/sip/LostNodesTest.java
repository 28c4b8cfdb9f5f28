package io.carillon.node.sip;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.identity.SipUri;
import io.carillon.node.directory.NodeInfo;
import io.carillon.node.directory.StaticNodes;
import io.carillon.sip.peer.ThreePeers;
import io.carillon.sip.proxy.Branch;
import io.carillon.sip.proxy.Forward;
import io.carillon.sip.proxy.Proxy;
import io.carillon.sip.transaction.ServerTransaction;
import io.carillon.sip.transaction.Timers;
import io.carillon.sip.transport.Locator;
import io.carillon.sip.transport.Transport;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A node between a caller and two nodes of a role; no timer moves anything in an hour: what moves, the directory moved. */
class LostNodesTest extends ThreePeers {
    private static final String HOME = "home.example";

    private final StaticNodes directory = StaticNodes.of();
    private final Locator locator = new ClusterLocator(directory, HOME);
    private final NodeInfo one = cscf("cscf-1", bob.sentBy());

    LostNodesTest() {
        super(node(NEVER, Transport.UDP));
    }

    @BeforeEach
    void toTheFirstOrElseToTheSecond() {
        directory.put(one);
        directory.put(cscf("cscf-2", carol.sentBy()));
        new LostNodes(directory, stack);
        var proxy = new Proxy(stack);
        stack.handler(
                "core",
                transaction -> proxy.forward(
                        transaction,
                        Forward.to("core", new Branch(transaction.request(), locator.locate(uri("cscf-1"))))));
    }

    private static NodeInfo cscf(String id, String address) {
        return new NodeInfo("cscf", id, Map.of("sip", address), 100, 0);
    }

    private static SipUri uri(String node) {
        return SipUri.of("scscf." + HOME).withParam(ClusterLocator.NODE, node);
    }

    @Test
    void a_call_and_a_registration_on_their_way_to_a_node_that_vanishes_go_to_the_other() {
        sends("INVITE");
        bob.expect("INVITE");
        sends("REGISTER");
        bob.expect("REGISTER");

        directory.lose(one);

        carol.reply(carol.expect("INVITE"), 202);
        assertThat(alice.expect(202).method()).isEqualTo("INVITE");
        carol.reply(carol.expect("REGISTER"), 202);
        assertThat(alice.expect(202).method()).isEqualTo("REGISTER");
        assertThat(locator.locate(uri("cscf-1"))).as("what comes next").containsExactly(carol.hop());
    }

    @Test
    void a_call_that_rings_behind_a_node_that_vanishes_ends() {
        sends("INVITE");
        bob.reply(bob.expect("INVITE"), 180);
        alice.expect(180);

        directory.lose(one);

        alice.expect(504);
    }

    @Test
    void a_call_that_rings_behind_a_node_that_dies_while_it_waits_for_it_ends() {
        sends("INVITE");
        bob.reply(bob.expect("INVITE"), 180);
        alice.expect(180);

        directory.remove(one);

        alice.expect(504);
    }

    @Test
    void a_node_that_has_lost_no_more_than_its_session_keeps_its_calls() throws InterruptedException {
        var ringing = new LinkedBlockingQueue<ServerTransaction>();
        var asked = new CountDownLatch(1);
        try (var alive = started(node(Timers.STANDARD, Transport.UDP))) {
            alive.handler("core", transaction -> {
                if (transaction.request().is("OPTIONS")) {
                    transaction.respond(200);
                    asked.countDown();
                } else {
                    transaction.respond(180);
                    ringing.add(transaction);
                }
            });
            var listed = cscf("cscf-1", alive.sentBy("core"));
            directory.put(listed);
            sends("INVITE");
            alice.expect(180);

            directory.lose(listed);
            assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();

            ringing.take().respond(200);
            alice.expect(200);
        }
    }
}
