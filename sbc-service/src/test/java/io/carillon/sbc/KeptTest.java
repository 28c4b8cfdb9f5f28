package io.carillon.sbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.peer.LiveHeap;
import io.carillon.sip.transaction.SipStack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** What a border keeps of calls while their transactions are still there for half a minute (RFC 6026 §7). */
@Isolated("the heap is nobody else's")
class KeptTest extends GmTest {
    private static final int WARM_UP = 10;
    private static final int COUNTED = 60;
    private static final String PCSCF = "io.carillon.sbc.pcscf.";
    private static final String[] OF_CALLS = {
        SipRequest.class.getName(),
        SipResponse.class.getName(),
        PCSCF + "Call",
        PCSCF + "Account",
        PCSCF + "Talk",
        PCSCF + "MediaExchange",
        PCSCF + "MediaConsent"
    };

    private static void settled() {
        var lanes = SBC.bean(SipStack.class).lanes();
        await().until(() -> lanes.size() == 0);
    }

    private static void isNotHeld(LiveHeap before, LiveHeap after) {
        assertThat(after.objects() - before.objects())
                .as("messages, facts and media of %s calls that are over", COUNTED)
                .isLessThan(COUNTED / 2);
    }

    @Test
    void of_calls_that_a_phone_made_neither_messages_nor_facts_are_held() {
        var phone = registeredPhone();
        make(phone, WARM_UP);
        var before = LiveHeap.now(OF_CALLS);
        make(phone, COUNTED);
        isNotHeld(before, LiveHeap.now(OF_CALLS));
    }

    private void make(Peer phone, int calls) {
        for (int i = 0; i < calls; i++) {
            var ok = called(phone);
            phone.send(phone.inDialog("BYE", 2, ok), SBC.access());
            core.reply(core.expect("BYE"), 200);
            phone.expect(200);
        }
        settled();
    }

    @Test
    void of_calls_to_a_phone_neither_messages_nor_facts_are_held() {
        var phone = phone();
        var path = path(phone);
        take(phone, path, WARM_UP);
        var before = LiveHeap.now(OF_CALLS);
        take(phone, path, COUNTED);
        isNotHeld(before, LiveHeap.now(OF_CALLS));
    }

    private void take(Peer phone, String path, int calls) {
        for (int i = 0; i < calls; i++) {
            core.send(inviteTowards(phone, path, sdp("10.0.0.2", 5000)), SBC.core());
            var invite = phone.expect("INVITE");
            phone.reply(invite, with(phone.answer(invite, 200), sdp("10.0.0.1", 4000)));
            var ok = core.expect(200);
            core.send(core.inDialog("BYE", 2, ok).removeFirst(HeaderName.ROUTE), SBC.core());
            phone.reply(phone.expect("BYE"), 200);
            core.expect(200);
        }
        settled();
    }
}
