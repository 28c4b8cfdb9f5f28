package io.carillon.tas;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.diameter.BaseResult;
import io.carillon.diameter.ro.RequestType;
import io.carillon.node.directory.StaticNodes;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The charging node is away when a call comes, and comes back. The clock is the real one. */
class ChargingAwayTest extends IscTest {
    private final StaticNodes alone = StaticNodes.of();
    private Tas node = tas();

    private void start(String id, boolean goOn) {
        node = Tas.start(
                id,
                alone,
                RECORDS,
                "--carillon.tas.call-without-charging=" + goOn,
                "--carillon.tas.charging-deadline=1s");
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private SipRequest invite() {
        return caller.send(invite("<" + user + ">;sescase=orig", user("bob")), node.sip());
    }

    @Test
    void calls_go_on_uncharged_and_are_charged_when_it_is_back() {
        start("tas-3", true);
        var invite = invite();
        callerHangsUp(answer(callee.expect("INVITE"), node), node);
        assertThat(RECORDS.expect(invite.callId()).answer()).isNotNull();
        assertThat(OCS.rest()).isEmpty();

        alone.put(OCS.node());
        node.charged();
        OCS.answers(request -> Ocs.granted(request, 1));
        invite();
        var answer = answer(callee.expect("INVITE"), node);
        OCS.expect(RequestType.INITIAL_REQUEST);
        assertThat(OCS.expect(RequestType.UPDATE_REQUEST).number()).isEqualTo(1);
        callerHangsUp(answer, node);
    }

    @Test
    void calls_are_refused_where_the_operator_wants_it() {
        start("tas-4", false);
        invite();
        assertThat(caller.expect(503).reason()).isEqualTo("Charging Unavailable");
        assertThat(callee.hasMore()).isFalse();
    }

    @Test
    void a_call_ends_where_the_operator_wants_it_when_nobody_charges_any_more() {
        alone.put(OCS.node());
        start("tas-5", false);
        node.charged();
        OCS.answers(request ->
                request.number() == 0 ? Ocs.granted(request, 1) : Ocs.refused(request, BaseResult.UNABLE_TO_DELIVER));
        invite();
        answer(callee.expect("INVITE"), node);

        assertThat(caller.expect("BYE").first(HeaderName.REASON))
                .contains("SIP;cause=503;text=\"Charging unavailable\"");
        callee.expect("BYE");
    }
}
