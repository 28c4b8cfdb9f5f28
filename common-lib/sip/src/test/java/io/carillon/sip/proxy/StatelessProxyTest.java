package io.carillon.sip.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.peer.WirePeer;
import io.carillon.sip.transaction.SipStack;
import io.carillon.sip.transaction.StatelessHandler;
import io.carillon.sip.transport.Arrival;
import io.carillon.sip.transport.ListeningPoint;
import io.carillon.sip.transport.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The stateless proxy on a real socket (RFC 3261 §16.11). */
class StatelessProxyTest {
    private static final String ROUTE = "<sip:proxy.example.org;lr>";

    private final WirePeer alice = new WirePeer("alice");
    private final WirePeer bob = new WirePeer("bob");
    private SipStack stack;

    @BeforeEach
    void everythingGoesToBob() throws IOException {
        var local = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        stack = SipStack.builder()
                .listen(new ListeningPoint("core", local, "127.0.0.1", Set.of(Transport.UDP)))
                .build();
        stack.start();
        var proxy = new StatelessProxy(stack, "core");
        stack.stateless("core", new StatelessHandler() {
            @Override
            public void onRequest(SipRequest request, Arrival arrival) {
                if (request.inDialog()) {
                    proxy.forward(request, bob.hop());
                } else {
                    proxy.forward(request, bob.hop(), ROUTE);
                }
            }

            @Override
            public void onResponse(SipResponse response, Arrival arrival) {
                proxy.forward(response);
            }
        });
    }

    @AfterEach
    void close() {
        stack.close();
        alice.close();
        bob.close();
    }

    private SipRequest sends(SipRequest request) {
        alice.send(request, stack.address("core"));
        return request;
    }

    @Test
    void a_call_passes_and_leaves_nothing_behind() {
        var sent = sends(alice.request("INVITE", "sip:bob@example.org"));
        var invite = bob.expect("INVITE");
        assertThat(alice.rest()).as("no 100 of its own").isEmpty();
        assertThat(invite.all(HeaderName.VIA)).hasSize(2);
        assertThat(invite.all(HeaderName.RECORD_ROUTE)).containsExactly(ROUTE);
        assertThat(invite.first(HeaderName.MAX_FORWARDS)).contains("69");
        bob.reply(invite, 180);
        bob.reply(invite, 200);
        assertThat(alice.expect(180).all(HeaderName.VIA)).isEqualTo(sent.all(HeaderName.VIA));
        alice.expect(200);
        assertThat(stack.statistics().clientTransactions()).isZero();
        assertThat(stack.statistics().serverTransactions()).isZero();
    }

    @Test
    void a_retransmission_and_a_cancel_go_on_under_the_same_branch() {
        var sent = sends(alice.request("INVITE", "sip:bob@example.org"));
        var first = bob.expect("INVITE");
        sends(sent);
        assertThat(bob.expect("INVITE").via().branch()).isEqualTo(first.via().branch());
        sends(alice.sibling(sent, "CANCEL", sent.first(HeaderName.TO).orElseThrow()));
        assertThat(bob.expect("CANCEL").via().branch()).isEqualTo(first.via().branch());
        sends(alice.request("INVITE", "sip:bob@example.org"));
        assertThat(bob.expect("INVITE").via().branch()).isNotEqualTo(first.via().branch());
    }

    @Test
    void an_old_client_without_a_branch_is_told_apart_by_its_call() {
        var via = "SIP/2.0/UDP " + alice.sentBy();
        var sent = sends(alice.request("INVITE", "sip:bob@example.org")
                .edit()
                .set(HeaderName.VIA, via)
                .build());
        var first = bob.expect("INVITE");
        assertThat(first.via().branch()).startsWith("z9hG4bK");
        sends(sent);
        assertThat(bob.expect("INVITE").via().branch()).isEqualTo(first.via().branch());
        sends(sent.edit().set(HeaderName.CALL_ID, "another").build());
        assertThat(bob.expect("INVITE").via().branch()).isNotEqualTo(first.via().branch());
    }

    @Test
    void a_response_goes_back_to_where_the_request_came_from() {
        sends(alice.request("OPTIONS", "sip:bob@example.org")
                .edit()
                .set(HeaderName.VIA, "SIP/2.0/UDP behind-nat.invalid:9;branch=z9hG4bKnat;rport")
                .build());
        bob.reply(bob.expect("OPTIONS"), 200);
        assertThat(alice.expect(200).first(HeaderName.VIA).orElseThrow())
                .contains("received=127.0.0.1")
                .contains("rport=" + alice.address().getPort());
    }

    @Test
    void a_response_with_the_via_of_somebody_else_is_dropped() {
        sends(alice.request("OPTIONS", "sip:bob@example.org"));
        var options = bob.expect("OPTIONS");
        var right = bob.complete(options, 200).build();
        var foreign = right.edit()
                .removeFirst(HeaderName.VIA)
                .prepend(HeaderName.VIA, "SIP/2.0/UDP 192.0.2.9:5060;branch=z9hG4bKforeign")
                .build();
        bob.send(foreign.edit().status(480, "Dropped").build(), stack.address("core"));
        bob.reply(options, right);
        alice.expect(200);
    }

    @Test
    void what_may_not_go_on_is_refused() {
        sends(alice.request("OPTIONS", "sip:bob@example.org")
                .edit()
                .set(HeaderName.MAX_FORWARDS, 0)
                .build());
        alice.expect(483);
        sends(alice.request("OPTIONS", "sip:bob@example.org")
                .edit()
                .append(HeaderName.PROXY_REQUIRE, "privacy")
                .build());
        alice.expect(420);
    }
}
