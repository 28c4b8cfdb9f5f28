package io.carillon.sbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.node.directory.StaticNodes;
import io.carillon.sip.message.HeaderName;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;

/** Phones with IPv6 in front of a core with IPv4: token, Record-Route and Framed-IPv6-Prefix (RFC 5118, RFC 3162). */
class FlowOverIpv6Test extends GmTest {
    @Test
    void a_phone_with_ipv6_calls_and_is_released() throws Exception {
        var nodes = StaticNodes.of(cscf(), relay.node(), PCRF.node());
        try (var border = Sbc.start(
                        "sbc-6",
                        nodes,
                        "--carillon.sip.points.access.bind=::1",
                        "--carillon.sip.points.access.advertised=::1")
                .withPolicy()) {
            var phone = opened(Peer.udp("user6", InetAddress.getByName("::1")));
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
