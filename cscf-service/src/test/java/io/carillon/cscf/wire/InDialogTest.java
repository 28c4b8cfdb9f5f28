package io.carillon.cscf.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.sip.dialog.Dialog;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.NameAddr;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.transaction.ServerTransaction;
import io.carillon.sip.transport.Hop;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests in a dialog follow the route set through any node (TS 24.229 §5.4.3.2, §5.4.3.3). */
class InDialogTest {
    private final Cluster core = Cluster.shared();
    private final Peer sbc = new Peer("sbc");
    private final Peer far = new Peer("far");
    private final Subscriber bob = core.hss.add(Subscriber.digest("bob"));
    private final Handset callee = new Handset(bob, sbc, "b");

    private SipRequest invite;
    private SipResponse ok;
    private ServerTransaction arrived;

    @BeforeEach
    void a_call_is_set_up_through_the_first_node() {
        callee.registers(core.cscf(1));
        invite = far.request("INVITE", bob.impu, "sip:zoe@example.org").build();
        var exchange = far.starts(invite, core.cscf(1));
        arrived = sbc.receives("INVITE");
        var answer = sbc.reply(arrived, 200);
        arrived.respond(answer.build());
        ok = Answers.last(exchange);
    }

    @AfterEach
    void close() {
        sbc.close();
        far.close();
    }

    /** The caller's next request, by the route set of its dialog. */
    private SipRequest next(String method) {
        return Dialog.uac(invite, ok).request(method).build();
    }

    @Test
    void the_route_set_leads_through_the_scscf() {
        var bye = next("BYE");
        assertThat(bye.all(HeaderName.ROUTE))
                .singleElement()
                .asString()
                .matches("<sip:scscf\\." + Cluster.HOME + ";node=cscf-1;session=[0-9a-f]{16};lr>");
        assertThat(bye.uri()).isEqualTo(sbc.uri());
    }

    @Test
    void an_ack_a_reinvite_and_a_bye_pass_through_another_node() {
        var ack = Dialog.uac(invite, ok).ack(1).build();
        far.stack.sendAck(ack, core.cscf(2), "core");
        assertThat(sbc.receivesAck().has(HeaderName.ROUTE)).isFalse();

        var exchange = far.starts(next("INVITE"), core.cscf(2));
        var reinvited = sbc.receives("INVITE");
        assertThat(reinvited.request().has(HeaderName.ROUTE)).isFalse();
        assertThat(reinvited.request().all(HeaderName.RECORD_ROUTE)).hasSize(1);
        sbc.replies(reinvited, 488);
        assertThat(Answers.last(exchange).status()).isEqualTo(488);

        var ending = far.starts(next("BYE"), core.cscf(2));
        sbc.replies(sbc.receives("BYE"), 200);
        assertThat(Answers.last(ending).status()).isEqualTo(200);
    }

    @Test
    void the_callee_ends_the_call_too() {
        var recordRoute = arrived.request().first(HeaderName.RECORD_ROUTE).orElseThrow();
        var bye = sbc.request("BYE", far.uri(), bob.impu)
                .set(
                        HeaderName.TO,
                        "<sip:zoe@example.org>;tag=" + invite.fromTag().orElseThrow())
                .append(HeaderName.ROUTE, recordRoute)
                .build();
        var ending = sbc.starts(bye, core.cscf(2));
        far.replies(far.receives("BYE"), 200);
        assertThat(Answers.last(ending).status()).isEqualTo(200);
    }

    @Test
    void both_halves_of_a_call_are_passed_in_one_go() {
        var twice = next("BYE")
                .edit()
                .prepend(HeaderName.ROUTE, "<sip:scscf." + Cluster.HOME + ";node=cscf-9;lr>")
                .build();
        var ending = far.starts(twice, core.cscf(1));
        sbc.replies(sbc.receives("BYE"), 200);
        assertThat(Answers.last(ending).status()).isEqualTo(200);
    }

    @Test
    void a_peer_that_is_not_there_ends_a_call_with_481_and_keeps_the_others_with_504() {
        var lost = next("BYE").edit().uri("sip:gone.nowhere.invalid").build();
        assertThat(far.asks(lost, core.cscf(1)).status()).isEqualTo(481);
        var update = next("UPDATE").edit().uri("sip:gone.nowhere.invalid").build();
        assertThat(far.asks(update, core.cscf(1)).status()).isEqualTo(504);
        var prack = next("PRACK")
                .edit()
                .uri("sip:tas." + Cluster.HOME + ";node=tas-1")
                .build();
        assertThat(far.asks(prack, core.cscf(1)).status()).isEqualTo(504);
    }

    @Test
    void what_is_addressed_to_the_scscf_itself_does_not_circle() {
        var self = next("BYE").edit().uri("sip:scscf." + Cluster.HOME).build();
        assertThat(far.asks(self, core.cscf(1)).status()).isEqualTo(404);
        far.stack.sendAck(
                Dialog.uac(invite, ok).ack(1).uri("sip:icscf." + Cluster.HOME).build(), core.cscf(1), "core");
        var ending = far.starts(next("BYE"), core.cscf(1));
        sbc.replies(sbc.receives("BYE"), 200);
        assertThat(Answers.last(ending).status()).isEqualTo(200);
    }

    @Test
    void without_the_node_that_is_hinted_at_any_other_takes_the_dialog() {
        var hinted = NameAddr.parse(next("BYE").first(HeaderName.ROUTE).orElseThrow());
        var away = hinted.sipUri().withParam("node", "cscf-dead");
        var hop = core.bean(1, io.carillon.sip.transport.Locator.class)
                .locate(away)
                .getFirst();
        assertThat(hop.address().getPort())
                .isIn(core.cscf(1).address().getPort(), core.cscf(2).address().getPort());
        var ending = far.starts(
                next("BYE").edit().set(HeaderName.ROUTE, "<" + away + ">").build(),
                Hop.udp(new InetSocketAddress("127.0.0.1", hop.address().getPort())));
        sbc.replies(sbc.receives("BYE"), 200);
        assertThat(Answers.last(ending).status()).isEqualTo(200);
    }
}
