package io.carillon.sbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.carillon.node.directory.NodeInfo;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.testkit.Rtpengine;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A relay dies in the middle of a call: the call gets another by re-INVITE (RFC 3725), and its sound comes back. */
class ReanchoringTest extends GmTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private DatagramSocket alice;
    private DatagramSocket bob;
    private Rtpengine first;
    private Rtpengine second;
    private SipRequest invite;
    private SipResponse ok;
    private Peer phone;

    @BeforeEach
    void talking() throws IOException {
        assumeTrue(Rtpengine.isThere(), "rtpengine is not installed");
        SBC.forgetCalls();
        NODES.remove(relay.node());
        alice = new DatagramSocket(0, LOOPBACK);
        bob = new DatagramSocket(0, LOOPBACK);
        first = Rtpengine.start("--port-min=47000", "--port-max=47199");
        NODES.put(engine("rtpengine-1", first));
        phone = registeredPhone();
        phone.send(invite(phone, offer(alice)), SBC.access());
        invite = core.expect("INVITE");
        core.reply(
                invite,
                with(fromCore(invite, 200), offer(bob)).append(HeaderName.SESSION_EXPIRES, "1800;refresher=uac"));
        ok = phone.expect(200);
        phone.send(phone.inDialog("ACK", 1, ok), SBC.access());
        core.expect("ACK");
        Sound.assertHeard(alice, Sound.shown(ok), bob);
        second = Rtpengine.start("--port-min=47200", "--port-max=47399");
        NODES.put(engine("rtpengine-2", second));
        first.close();
        NODES.remove(engine("rtpengine-1", first));
    }

    @AfterEach
    void end() {
        if (second != null) {
            NODES.remove(engine("rtpengine-2", second));
            first.close();
            second.close();
            alice.close();
            bob.close();
        }
    }

    private static NodeInfo engine(String id, Rtpengine engine) {
        return new NodeInfo(
                "rtpproxy", id, Map.of("ng", "127.0.0.1:" + engine.control().getPort()), 100, 0);
    }

    private static String offer(DatagramSocket media) {
        return sdp("127.0.0.1", media.getLocalPort());
    }

    @Test
    void the_call_goes_on_at_another_relay() throws IOException {
        SBC.look();
        var asked = phone.expect("INVITE");
        assertThat(asked.hasBody()).as("the phone makes the offer").isFalse();
        assertThat(asked.cseq().number()).isGreaterThan(0);
        assertThat(asked.first(HeaderName.SESSION_EXPIRES)).contains("1800;refresher=uas");
        phone.reply(asked, with(phone.answer(asked, 200), offer(alice)));
        var changed = core.expect("INVITE");
        assertThat(changed.cseq().number()).isGreaterThan(1);
        assertThat(changed.first(HeaderName.SESSION_EXPIRES)).contains("1800;refresher=uac");
        assertThat(changed.all(HeaderName.ROUTE)).containsExactly(SCSCF);
        assertThat(Sound.shown(changed).getPort()).isBetween(47_200, 47_399);
        core.reply(changed, with(core.answer(changed, 200), offer(bob)));
        assertThat(core.expect("ACK").hasBody()).isFalse();
        var ack = phone.expect("ACK");
        assertThat(Sound.shown(ack).getPort()).isBetween(47_200, 47_399);
        Sound.assertHeard(alice, Sound.shown(ack), bob);
        Sound.assertHeard(bob, Sound.shown(changed), alice);

        numbersGoOn(changed.cseq().number());
    }

    /** Neither side knows of the requests between, and each has its own count. */
    private void numbersGoOn(int used) {
        phone.send(phone.inDialog("INFO", 2, ok), SBC.access());
        var info = core.expect("INFO");
        assertThat(info.cseq().number()).isGreaterThan(used);
        core.reply(info, 200);
        assertThat(phone.expect(200).cseq().number()).isEqualTo(2);
        core.send(core.inDialog("BYE", 1, invite), SBC.core());
        var bye = phone.expect("BYE");
        assertThat(bye.cseq().number()).isGreaterThan(1_000);
        phone.reply(bye, 200);
        assertThat(core.expect(200).cseq().number()).isEqualTo(1);
        await().untilAsserted(() -> assertThat(SBC.records(ok.callId()))
                .singleElement()
                .satisfies(record -> assertThat(record.extra())
                        .containsEntry("packets", "2")
                        .containsEntry("releasedBy", "callee")));
    }

    @Test
    void a_side_that_changes_the_call_itself_is_waited_for() throws IOException {
        SBC.look();
        var asked = phone.expect("INVITE");
        phone.send(phone.inDialog("INVITE", 2, ok).body("application/sdp", offer(alice)), SBC.access());
        phone.expect(491);
        phone.reply(asked, 491);
        phone.expect("ACK");
        phone.send(phone.inDialog("INVITE", 3, ok).body("application/sdp", offer(alice)), SBC.access());
        var changed = core.expect("INVITE");
        assertThat(Sound.shown(changed).getPort()).isBetween(47_200, 47_399);
        core.reply(changed, with(core.answer(changed, 200), offer(bob)));
        var answer = phone.expect(200);
        phone.send(phone.inDialog("ACK", 3, ok), SBC.access());
        core.expect("ACK");
        Sound.assertHeard(alice, Sound.shown(answer), bob);
        phone.send(phone.inDialog("BYE", 4, ok), SBC.access());
        core.reply(core.expect("BYE"), 200);
        phone.expect(200);
    }

    @Test
    void a_call_whose_phone_is_gone_too_is_released() {
        SBC.look();
        phone.reply(phone.expect("INVITE"), 481);
        phone.expect("ACK");
        var bye = core.expect("BYE");
        assertThat(bye.first(HeaderName.REASON))
                .hasValueSatisfying(why -> assertThat(why).contains("media relay lost"));
        core.reply(bye, 200);
        phone.reply(phone.expect("BYE"), 481);
        await().untilAsserted(() ->
                assertThat(SBC.redis().keys("sbc:call:" + ok.callId() + "*")).isEmpty());
    }

    /** Both phones are gone, and nobody hangs up (RFC 4028 §10). */
    @Test
    void a_call_that_nobody_refreshes_ends() {
        SBC.look(Instant.now().plusSeconds(1_900));
        var bye = core.expect("BYE");
        assertThat(bye.first(HeaderName.REASON))
                .hasValueSatisfying(why -> assertThat(why).contains("session expired"));
        phone.expect("BYE");
        core.reply(bye, 200);
    }
}
