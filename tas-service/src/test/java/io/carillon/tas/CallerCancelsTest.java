package io.carillon.tas;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.diameter.ro.RequestType;
import io.carillon.sip.message.SipRequest;
import io.carillon.tas.diversion.DiversionRules;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The caller gives up, whatever the node is doing (RFC 3261 §9.2). */
class CallerCancelsTest extends IscTest {
    private final String carol = user("carol");

    /** Its CANCEL is answered at once. */
    private void callerCancels(SipRequest invite) {
        caller.send(caller.cancel(invite), tas().sip());
        assertThat(caller.expect(200).method()).isEqualTo("CANCEL");
    }

    private void calleeHearsOfIt(SipRequest ringing) {
        callee.reply(callee.expect("CANCEL"), 200);
        refuse(ringing, 487);
    }

    @Test
    void while_the_charging_node_thinks() throws Exception {
        var thinking = new CountDownLatch(1);
        OCS.answers(request -> {
            try {
                thinking.await(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return Ocs.granted(request, 60);
        });
        var invite = originating(user("bob"));
        OCS.expect(RequestType.INITIAL_REQUEST);

        callerCancels(invite);
        thinking.countDown();

        caller.expect(487);
        var last = OCS.expect(RequestType.TERMINATION_REQUEST);
        assertThat(last.number()).isEqualTo(1);
        assertThat(Ocs.seconds(last)).isZero();
        assertThat(callee.hasMore()).isFalse();
    }

    @Test
    void while_it_rings() {
        var invite = originating(user("bob"));
        var ringing = callee.expect("INVITE");
        callee.reply(ringing, 180);
        caller.expect(180);

        callerCancels(invite);

        caller.expect(487);
        calleeHearsOfIt(ringing);
        OCS.expect(RequestType.INITIAL_REQUEST);
        assertThat(Ocs.seconds(OCS.expect(RequestType.TERMINATION_REQUEST))).isZero();
        assertThat(RECORDS.expect(invite.callId()).cause()).isEqualTo("CANCELLED 487");
    }

    @Test
    void while_the_diverting_user_s_phone_rings() {
        rules(new DiversionRules(null, carol, null, carol, null));
        var invite = terminating();
        var ringing = callee.expect("INVITE");
        callee.reply(ringing, 180);
        caller.expect(180);

        callerCancels(invite);

        caller.expect(487);
        calleeHearsOfIt(ringing);
        RECORDS.expect(invite.callId());
        assertThat(callee.hasMore()).as("no diversion").isFalse();
    }

    @Test
    void while_the_new_target_rings() {
        rules(new DiversionRules(null, carol, null, null, null));
        var invite = terminating();
        refuse(callee.expect("INVITE"), 486);
        caller.expect(181);
        var diverted = callee.expect("INVITE");
        callee.reply(diverted, 180);
        caller.expect(180);

        callerCancels(invite);

        caller.expect(487);
        calleeHearsOfIt(diverted);
        assertThat(RECORDS.expect(invite.callId()).extra()).containsEntry("divertedTo", carol);
    }

    @Test
    void after_nobody_answered() {
        rules(new DiversionRules(null, null, carol, null, null));
        var invite = terminating();
        var ringing = callee.expect("INVITE");
        callee.reply(ringing, 180);
        caller.expect(180);
        callee.reply(callee.expect("CANCEL"), 200);
        caller.expect(181);
        var diverted = callee.expect("INVITE");
        refuse(ringing, 487);
        callee.reply(diverted, 180);
        caller.expect(180);

        callerCancels(invite);

        caller.expect(487);
        calleeHearsOfIt(diverted);
        assertThat(RECORDS.expect(invite.callId()).cause()).isEqualTo("CANCELLED 487");
    }
}
