package io.carillon.sip.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.peer.ThreePeers;
import io.carillon.sip.transaction.RequestHandler;
import io.carillon.sip.transaction.ServerTransaction;
import io.carillon.sip.transaction.Timers;
import io.carillon.sip.transport.Arrival;
import io.carillon.sip.transport.Hop;
import io.carillon.sip.transport.Transport;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** RFC 5393: what forks cannot be made to fork without end. */
class BreadthTest extends ThreePeers {
    private final AtomicInteger seen = new AtomicInteger();
    private final Proxy proxy = new Proxy(stack);

    BreadthTest() {
        super(node(Timers.STANDARD, Transport.UDP));
        forks(bob.hop(), carol.hop());
    }

    private void forks(Hop... hops) {
        stack.handler("core", new RequestHandler() {
            @Override
            public void onRequest(ServerTransaction transaction) {
                seen.incrementAndGet();
                var request = transaction.request();
                var branches = new Branch[hops.length];
                for (int i = 0; i < hops.length; i++) {
                    var target = request.edit().uri(request.uri() + i).build();
                    branches[i] = new Branch(target, hops[i]);
                }
                proxy.forward(transaction, Forward.to("core", branches));
            }

            @Override
            public void onAck(SipRequest ack, Arrival arrival) {}
        });
    }

    private void sends(int breadth) {
        alice.send(
                alice.request("OPTIONS", "sip:b")
                        .edit()
                        .set(HeaderName.MAX_BREADTH, breadth)
                        .build(),
                stack.address("core"));
    }

    @Test
    void branches_share_what_the_request_has() {
        sends(5);
        assertThat(bob.expect("OPTIONS").first(HeaderName.MAX_BREADTH)).contains("3");
        assertThat(carol.expect("OPTIONS").first(HeaderName.MAX_BREADTH)).contains("2");
    }

    @Test
    void a_request_that_came_without_has_sixty() {
        alice.send(alice.request("OPTIONS", "sip:b"), stack.address("core"));
        assertThat(bob.expect("OPTIONS").first(HeaderName.MAX_BREADTH)).contains("30");
        assertThat(carol.expect("OPTIONS").first(HeaderName.MAX_BREADTH)).contains("30");
    }

    @Test
    void one_way_takes_all_of_it() {
        forks(bob.hop());
        sends(1);
        assertThat(bob.expect("OPTIONS").first(HeaderName.MAX_BREADTH)).contains("1");
    }

    @Test
    void too_many_branches_are_440_and_nobody_is_asked() {
        sends(1);
        alice.expect(440);
        assertThat(bob.rest()).isEmpty();
    }

    /** §3: two names that each lead to both would make 2^70 requests; here there are no more than 60 at a time. */
    @Test
    void a_request_that_doubles_at_every_pass_dies_out() {
        var self = Hop.udp(stack.address("core"));
        forks(self, self);
        alice.send(alice.request("OPTIONS", "sip:b"), stack.address("core"));
        alice.expect(440);
        // 1, 2, 4, 8, 16 and 32 passes at most, and a last one that finds no breadth left.
        assertThat(seen.get()).isLessThanOrEqualTo(127);
    }
}
