package io.carillon.sbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.carillon.node.directory.NodeInfo;
import io.carillon.sbc.adapter.ng.NgAnchor;
import io.carillon.sbc.media.MediaAnchor;
import io.carillon.sdp.ng.NgClient;
import io.carillon.sdp.ng.NgCommand;
import io.carillon.sdp.ng.NgObserver;
import io.carillon.sdp.ng.NgOutcome;
import io.carillon.sdp.ng.NgValue;
import io.carillon.sip.message.SipRequest;
import io.carillon.testkit.Rtpengine;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Debian's rtpengine in the place of our rtpproxy: NG is a public protocol. */
class OverRtpengineTest extends GmTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private Rtpengine rtpengine;
    private DatagramSocket alice;
    private DatagramSocket bob;

    @BeforeEach
    void replaceOurRelay() throws IOException {
        assumeTrue(Rtpengine.isThere(), "rtpengine is not installed");
        NODES.remove(relay.node());
        alice = new DatagramSocket(0, LOOPBACK);
        bob = new DatagramSocket(0, LOOPBACK);
    }

    @AfterEach
    void end() {
        if (rtpengine != null) {
            NODES.remove(engine());
            rtpengine.close();
            alice.close();
            bob.close();
        }
    }

    private void engine(int lowest, int highest) {
        rtpengine = Rtpengine.start("--port-min=" + lowest, "--port-max=" + highest);
        NODES.put(engine());
    }

    private NodeInfo engine() {
        return new NodeInfo(
                "rtpproxy",
                "rtpengine-1",
                Map.of("ng", "127.0.0.1:" + rtpengine.control().getPort()),
                100,
                0);
    }

    private static String offer(DatagramSocket media) {
        return sdp("127.0.0.1", media.getLocalPort());
    }

    private SipRequest called(Peer phone, String offer) {
        phone.send(invite(phone, offer), SBC.access());
        return core.expect("INVITE");
    }

    @Test
    void a_call_has_sound_both_ways_and_its_figures_until_it_ends() throws IOException {
        engine(48_000, 48_499);
        var phone = registeredPhone();
        var invite = called(phone, offer(alice));
        assertThat(Sound.shown(invite).getPort()).isBetween(48_000, 48_499);
        core.reply(invite, with(fromCore(invite, 183), offer(bob)));
        assertThat(Sound.shown(phone.expect(183)).getPort()).isBetween(48_000, 48_499);
        core.reply(invite, with(fromCore(invite, 200), offer(bob)));
        var ok = phone.expect(200);
        phone.send(phone.inDialog("ACK", 1, ok), SBC.access());
        core.expect("ACK");
        Sound.assertHeard(alice, Sound.shown(ok), bob);
        Sound.assertHeard(bob, Sound.shown(invite), alice);

        try (var ng = NgClient.open(new InetSocketAddress(LOOPBACK, 0), NgObserver.NONE)) {
            assertThat(calls(ng)).isEqualTo(1);
            phone.send(phone.inDialog("BYE", 2, ok), SBC.access());
            core.reply(core.expect("BYE"), 200);
            phone.expect(200);
            await().untilAsserted(() -> assertThat(calls(ng)).isZero());
        }
    }

    private long calls(NgClient ng) {
        var answer = ng.ask(
                rtpengine.control(),
                new NgCommand.ListCalls(OptionalLong.empty(), NgValue.Dict.EMPTY),
                Duration.ofSeconds(5));
        return ((NgOutcome.Done) answer).reply().texts("calls").size();
    }

    @Test
    void a_late_offer_and_a_phone_that_moves() throws IOException {
        engine(48_500, 48_999);
        var phone = registeredPhone();
        var invite = called(phone, "");
        core.reply(invite, with(fromCore(invite, 200), offer(bob)));
        var ok = phone.expect(200);
        phone.send(phone.inDialog("ACK", 1, ok).body("application/sdp", offer(alice)), SBC.access());
        var ack = core.expect("ACK");
        Sound.assertHeard(alice, Sound.shown(ok), bob);
        Sound.assertHeard(bob, Sound.shown(ack), alice);

        try (var moved = new DatagramSocket(0, LOOPBACK)) {
            phone.send(phone.inDialog("INVITE", 2, ok).body("application/sdp", offer(moved)), SBC.access());
            var change = core.expect("INVITE");
            core.reply(change, with(core.answer(change, 200), offer(bob)));
            var changed = phone.expect(200);
            Sound.assertHeard(moved, Sound.shown(changed), bob);
            Sound.assertHeard(bob, Sound.shown(change), moved);
        }
    }

    @Test
    void when_its_ports_run_out_no_phone_rings() {
        engine(49_000, 49_003);
        var phone = registeredPhone();
        called(phone, offer(alice));
        phone.send(invite(phone, offer(bob)), SBC.access());
        phone.expect(503);
        assertThat(core.hasMore()).isFalse();
    }

    @Test
    void a_call_that_it_does_not_know_is_one_given_up() {
        engine(49_100, 49_199);
        var anchor = SBC.bean(NgAnchor.class);
        assertThat(anchor.standing("127.0.0.1:" + rtpengine.control().getPort(), "nobody", Instant.now()))
                .isEqualTo(MediaAnchor.Standing.GIVEN_UP);
    }
}
