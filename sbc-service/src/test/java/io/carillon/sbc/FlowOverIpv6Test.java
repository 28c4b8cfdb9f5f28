package io.carillon.sbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.carillon.node.directory.NodeInfo;
import io.carillon.node.directory.StaticNodes;
import io.carillon.sip.message.HeaderName;
import io.carillon.testkit.Rtpengine;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Phones with IPv6 in front of a core with IPv4: token, Record-Route and Framed-IPv6-Prefix (RFC 5118, RFC 3162). */
class FlowOverIpv6Test extends GmTest {
    private Sbc border(NodeInfo anyRelay) {
        return Sbc.start(
                        "sbc-6",
                        StaticNodes.of(cscf(), anyRelay, PCRF.node()),
                        "--carillon.sip.points.access.bind=::1",
                        "--carillon.sip.points.access.advertised=::1")
                .withPolicy();
    }

    /** Each is shown a port of its own family, and the core one of the core's. */
    @Test
    void a_phone_with_ipv4_and_one_with_ipv6_hear_each_other() throws Exception {
        assumeTrue(Rtpengine.isThere(), "rtpengine is not installed");
        try (var engine = Rtpengine.start("--interface=::1", "--port-min=46000", "--port-max=46199")) {
            var node = new NodeInfo(
                    "rtpproxy",
                    "rtpengine-6",
                    Map.of("ng", "127.0.0.1:" + engine.control().getPort()),
                    100,
                    0);
            NODES.remove(relay.node());
            NODES.put(node);
            try (var border = border(node);
                    var four = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"));
                    var six = new DatagramSocket(0, InetAddress.getByName("::1"))) {
                talk(border, four, six);
            } finally {
                NODES.remove(node);
            }
        }
    }

    private void talk(Sbc border, DatagramSocket four, DatagramSocket six) throws IOException {
        var called = opened(Peer.udp("user6004", InetAddress.getByName("::1")));
        called.send(register(called), border.access());
        var register = core.expect("REGISTER");
        core.reply(register, granted(register, called, 600));
        called.expect(200);

        var caller = registeredPhone();
        caller.send(invite(caller, small("IP4 127.0.0.1", four)), SBC.access());
        var invite = core.expect("INVITE");
        assertThat(Sound.shown(invite).getAddress()).isInstanceOf(Inet4Address.class);
        core.send(
                inviteTowards(called, register.first(HeaderName.PATH).orElseThrow(), invite.bodyText()), border.core());
        var arrived = called.expect("INVITE");
        assertThat(Sound.shown(arrived).getAddress()).isInstanceOf(Inet6Address.class);
        called.reply(arrived, with(called.answer(arrived, 200), small("IP6 ::1", six)));
        var inCore = core.expect(200);
        assertThat(Sound.shown(inCore).getAddress()).isInstanceOf(Inet4Address.class);
        core.reply(invite, with(fromCore(invite, 200), inCore.bodyText()));
        var ok = caller.expect(200);
        Sound.assertHeard(four, Sound.shown(ok), six);
        Sound.assertHeard(six, Sound.shown(arrived), four);
        caller.send(caller.inDialog("BYE", 2, ok), SBC.access());
        core.reply(core.awaits("BYE"), 200);
        var routes = inCore.all(HeaderName.RECORD_ROUTE).reversed();
        core.send(
                core.inDialog("BYE", 2, inCore).setAll(HeaderName.ROUTE, routes.subList(1, routes.size())),
                border.core());
        called.reply(called.awaits("BYE"), 200);
    }

    /** So that the INVITE goes over UDP. */
    private static String small(String address, DatagramSocket media) {
        return "v=0\r\no=- 1 1 IN " + address + "\r\ns=-\r\nc=IN " + address + "\r\nt=0 0\r\nm=audio "
                + media.getLocalPort() + " RTP/AVP 8\r\n";
    }

    /** Over 1,300 bytes TCP is tried first, which this phone does not take (RFC 3261 §18.1.1). */
    @Test
    void a_large_call_reaches_a_phone_with_ipv6_over_udp() throws Exception {
        try (var border = border(relay.node())) {
            var called = opened(Peer.udp("user6008", InetAddress.getByName("::1")));
            called.send(register(called), border.access());
            var register = core.expect("REGISTER");
            core.reply(register, granted(register, called, 600));
            called.expect(200);
            var path = register.first(HeaderName.PATH).orElseThrow();
            core.send(
                    inviteTowards(called, path, sdp("10.0.0.2", 5000))
                            .append(HeaderName.of("X-Padding"), "x".repeat(1_300)),
                    border.core());
            var arrived = called.expect("INVITE");
            assertThat(arrived.topVia().transport()).isEqualTo("UDP");
            called.reply(arrived, 486);
            core.expect(486);
        }
    }

    @Test
    void a_phone_with_ipv6_calls_and_is_released() throws Exception {
        try (var border = border(relay.node())) {
            var phone = opened(Peer.udp("user6006", InetAddress.getByName("::1")));
            phone.send(register(phone), border.access());
            var register = core.expect("REGISTER");
            core.reply(register, granted(register, phone, 600));
            phone.expect(200);

            phone.send(
                    invite(phone, sdp("10.0.0.1", 4000).replace("IP4 10.0.0.1", "IP6 2001:db8::1")), border.access());
            var invite = core.expect("INVITE");
            assertThat(invite.all(HeaderName.RECORD_ROUTE).getLast())
                    .isEqualTo("<sip:[::1]:" + border.access().getPort() + ";leg=o;lr>");
            core.reply(invite, with(fromCore(invite, 200), sdp("10.0.0.2", 5000)));
            phone.expect(200);
            var aar = PCRF.expectAar(phone.identity());
            assertThat(aar.framedIpAddress()).isEmpty();
            assertThat(aar.framedIpv6Prefix().orElseThrow().hex()).isEqualTo("0080" + "0".repeat(31) + "1");

            core.send(core.inDialog("BYE", 1, invite), border.core());
            phone.reply(phone.expect("BYE"), 200);
            core.expect(200);
            PCRF.expectStr(aar);
        }
    }
}
