package io.carillon.sbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.sip.message.HeaderName;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What nobody should send: the protocol's own error or silence, and the next good request works. */
class BadInputTest extends GmTest {
    private void aGoodCallWorks() {
        var phone = registeredPhone();
        var ok = called(phone);
        phone.send(phone.inDialog("BYE", 2, ok), SBC.access());
        core.reply(core.expect("BYE"), 200);
        phone.expect(200);
    }

    @Test
    void garbage_on_either_side_is_dropped() {
        var noise = phone();
        var random = new Random(1);
        for (int i = 0; i < 300; i++) {
            var bytes = new byte[random.nextInt(1, 600)];
            random.nextBytes(bytes);
            noise.send(bytes, SBC.access());
            noise.send(bytes, SBC.core());
        }
        aGoodCallWorks();
    }

    @Test
    void a_flood_of_broken_options_harms_nobody() {
        var noise = phone();
        var good = noise.request("OPTIONS", "sip:" + Sbc.HOME).build().toString();
        var random = new Random(2);
        for (int i = 0; i < 500; i++) {
            var bytes = good.getBytes(StandardCharsets.UTF_8);
            for (int changes = 0; changes < 4; changes++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            noise.send(bytes, SBC.access());
        }
        aGoodCallWorks();
    }

    @Test
    void malformed_requests_get_the_error_of_their_defect() {
        var phone = registeredPhone();
        for (var defect : List.<UnaryOperator<String>>of(
                good -> good.replace("INVITE " + BOB, "INVITE <" + BOB + ">"),
                good -> good.replace("1 INVITE", "1 BYE"),
                good -> good.replace("Max-Forwards: 70", "Max-Forwards: many"),
                good -> good.replace("Max-Forwards: 70", "Max-Forwards: 70\r\nRoute: <sip:sbc"),
                good -> good.replace("Max-Forwards: 70", "P-Preferred-Identity: \"me <sip:me@x>"),
                good -> good.replace("Max-Forwards: 70", "Max-Forwards: 70\r\nCall-ID: another"))) {
            var bad = defect.apply(invite(phone, "").build().toString());
            phone.send(bad.getBytes(StandardCharsets.UTF_8), SBC.access());
            assertThat(phone.expectFinal().status()).as(bad).isEqualTo(400);
        }
        assertThat(core.hasMore()).isFalse();
        aGoodCallWorks();
    }

    @Test
    void a_broken_authorization_or_contact_is_refused_before_the_home_network_sees_it() {
        var phone = phone();
        phone.send(register(phone).append(HeaderName.AUTHORIZATION, "Digest username=\"u"), SBC.access());
        phone.expect(400);
        phone.send(register(phone).set(HeaderName.CONTACT, "<sip:nobody"), SBC.access());
        phone.expect(400);
        assertThat(core.hasMore()).isFalse();
        aGoodCallWorks();
    }

    @Test
    void a_route_in_another_scheme_is_refused() {
        var phone = registeredPhone();
        phone.send(invite(phone, "").append(HeaderName.ROUTE, "<tel:+15550100>"), SBC.access());
        assertThat(phone.expectFinal().status()).isIn(400, 403, 416);
        assertThat(core.hasMore()).isFalse();
    }

    @Test
    void an_unknown_extension_for_proxies_is_refused_with_its_name() {
        var phone = registeredPhone();
        phone.send(invite(phone, "").append(HeaderName.PROXY_REQUIRE, "privacy, time-travel"), SBC.access());
        assertThat(phone.expect(420).all(HeaderName.UNSUPPORTED)).containsExactly("time-travel");
        assertThat(core.hasMore()).isFalse();
    }

    @Test
    void stray_acks_and_cancels_lead_nowhere() {
        var phone = registeredPhone();
        phone.send(phone.request("ACK", BOB), SBC.access());
        phone.send(phone.request("ACK", BOB).set(HeaderName.TO, "<" + BOB + ">;tag=1"), SBC.access());
        phone.send(phone.sibling(invite(phone, "").build(), "CANCEL"), SBC.access());
        phone.expect(481);
        assertThat(core.hasMore()).isFalse();
        aGoodCallWorks();
    }

    @Test
    void options_to_the_border_is_answered_by_it() {
        var anybody = phone();
        anybody.send(anybody.request("OPTIONS", "sip:127.0.0.1:" + SBC.access().getPort()), SBC.access());
        anybody.expect(200);
        anybody.send(anybody.request("OPTIONS", "sip:127.0.0.1:" + SBC.core().getPort()), SBC.core());
        anybody.expect(200);
    }
}
