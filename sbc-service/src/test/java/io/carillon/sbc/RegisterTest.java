package io.carillon.sbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.sip.auth.AuthHeader;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipRequest;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** REGISTER (TS 24.229 §5.2.2). */
class RegisterTest extends GmTest {
    @Test
    void the_home_network_learns_the_way_back_and_the_visited_network() {
        var phone = phone();
        phone.send(
                register(phone)
                        .append(
                                HeaderName.ROUTE,
                                "<sip:127.0.0.1:" + SBC.access().getPort() + ";lr>"),
                SBC.access());
        var register = core.expect("REGISTER");
        assertThat(register.first(HeaderName.PATH).orElseThrow())
                .startsWith("<sip:")
                .endsWith("@sbc." + Sbc.HOME + ";node=sbc-1;lr>");
        assertThat(register.all(HeaderName.REQUIRE)).containsExactly("path");
        assertThat(register.all(HeaderName.P_VISITED_NETWORK_ID)).containsExactly("\"" + Sbc.HOME + "\"");
        assertThat(register.all(HeaderName.P_CHARGING_VECTOR)).hasSize(1);
        assertThat(register.first(HeaderName.P_CHARGING_VECTOR).orElseThrow()).matches("icid-value=\"[0-9a-f-]{36}\"");
        assertThat(register.has(HeaderName.ROUTE)).isFalse();
        assertThat(register.first(HeaderName.CONTACT)).contains(phone.contact());

        core.reply(
                register,
                granted(register, phone, 600)
                        .append(HeaderName.PATH, register.first(HeaderName.PATH).orElseThrow())
                        .append(HeaderName.P_CHARGING_VECTOR, "icid-value=x"));
        var ok = phone.expect(200);
        assertThat(ok.first(HeaderName.SERVICE_ROUTE)).contains(SERVICE_ROUTE);
        assertThat(ok.all(HeaderName.P_ASSOCIATED_URI)).hasSize(2);
        assertThat(ok.has(HeaderName.PATH)).isFalse();
        assertThat(ok.has(HeaderName.P_CHARGING_VECTOR)).isFalse();
    }

    @Test
    void a_phone_does_not_say_that_it_is_protected() {
        var phone = phone();
        phone.send(
                register(phone)
                        .append(
                                HeaderName.AUTHORIZATION,
                                "Digest username=\"u\", realm=\"r\", nonce=\"n\", uri=\"sip:x\","
                                        + " Integrity-Protected=ip-assoc-yes, response=\"0123\""),
                SBC.access());
        var register = core.expect("REGISTER");
        var authorization =
                AuthHeader.parse(register.first(HeaderName.AUTHORIZATION).orElseThrow());
        assertThat(authorization.value("integrity-protected")).contains("no");
        assertThat(authorization.value("response")).contains("0123");
        assertThat(authorization.value("username")).contains("u");
    }

    @Test
    void of_a_phone_on_a_known_line_the_network_says_which_it_is() {
        var phone = opened(Peer.udp("fixed", InetAddress.ofLiteral("127.0.0.42")));
        phone.send(
                register(phone)
                        .append(HeaderName.P_ACCESS_NETWORK_INFO, "ADSL;dsl-location=\"line-1\";network-provided"),
                SBC.access());
        assertThat(core.expect("REGISTER").all(HeaderName.P_ACCESS_NETWORK_INFO))
                .containsExactly("ADSL;dsl-location=\"line-42\";network-provided");
        var other = phone();
        other.send(register(other), SBC.access());
        assertThat(core.expect("REGISTER").has(HeaderName.P_ACCESS_NETWORK_INFO))
                .isFalse();
    }

    @Test
    void who_shows_no_credentials_has_nobody_behind_him() {
        var phone = phone();
        phone.send(
                register(phone)
                        .remove(HeaderName.AUTHORIZATION)
                        .append(HeaderName.VIA, "SIP/2.0/UDP 192.0.2.7;branch=z9hG4bKbehind;received=192.0.2.7"),
                SBC.access());
        phone.expect(403);
        assertThat(core.hasMore()).isFalse();
    }

    @Test
    void a_phone_that_claims_it_twice_is_refused() {
        var phone = phone();
        phone.send(
                register(phone)
                        .append(
                                HeaderName.AUTHORIZATION,
                                "Digest username=\"u\", integrity-protected=\"no\", integrity-protected=\"yes\""),
                SBC.access());
        phone.expect(400);
        assertThat(core.hasMore()).isFalse();
    }

    /** Strip after canonical parsing: blanks before the colon, compact forms and odd case are the same header. */
    @Test
    void what_only_the_network_says_is_taken_out() {
        var phone = phone();
        var lies = """
                P-Asserted-Identity : <sip:boss@%1$s>
                p-aSSerted-identity\t:
                 <sip:boss2@%1$s>
                P-CHARGING-VECTOR: icid-value=mine
                Path: <sip:evil@198.51.100.1;lr>
                path : <sip:evil@198.51.100.2;lr>
                P-Visited-Network-ID: "elsewhere"
                P-Served-User: <sip:boss@%1$s>
                Service-Route: <sip:evil;lr>
                P-Associated-URI: <sip:boss@%1$s>
                History-Info: <sip:boss@%1$s>;index=1
                P-Charging-Function-Addresses: ccf=198.51.100.1
                Resource-Priority: ets.0
                P-User-Database: <aaa://198.51.100.1>
                P-Access-Network-Info: 3GPP-E-UTRAN-FDD; utran-cell-id-3gpp=1; network-provided
                P-Access-Network-Info: IEEE-802.11;i-wlan-node-id=00
                """.formatted(Sbc.HOME).stripIndent().replace("\n", "\r\n");
        var clean = register(phone).build().toString();
        int end = clean.indexOf("\r\n\r\n");
        phone.send(
                (clean.substring(0, end) + "\r\n" + lies.strip() + clean.substring(end))
                        .getBytes(StandardCharsets.UTF_8),
                SBC.access());
        var register = core.expect("REGISTER");
        assertThat(register.toString())
                .doesNotContain("boss")
                .doesNotContain("evil")
                .doesNotContain("198.51.100.")
                .doesNotContain("mine")
                .doesNotContain("elsewhere")
                .doesNotContain("ets.0")
                .doesNotContain("network-provided")
                .contains("IEEE-802.11;i-wlan-node-id=00");
        assertThat(register.all(HeaderName.PATH)).hasSize(1);
        assertThat(register.all(HeaderName.P_CHARGING_VECTOR)).hasSize(1);
        assertThat(register.all(HeaderName.P_VISITED_NETWORK_ID)).hasSize(1);
    }

    @Test
    void security_agreement_ends_at_the_border() {
        var phone = phone();
        phone.send(
                register(phone)
                        .append(HeaderName.REQUIRE, "sec-agree, gruu")
                        .append(HeaderName.PROXY_REQUIRE, "sec-agree")
                        .append(HeaderName.SECURITY_CLIENT, "ipsec-3gpp;alg=hmac-md5-96;spi-c=1;spi-s=2"),
                SBC.access());
        var register = core.expect("REGISTER");
        assertThat(register.all(HeaderName.REQUIRE)).containsExactly("gruu", "path");
        assertThat(register.has(HeaderName.PROXY_REQUIRE)).isFalse();
        assertThat(register.has(HeaderName.SECURITY_CLIENT)).isFalse();
    }

    @Test
    void keys_stay_in_the_network() {
        var phone = phone();
        phone.send(register(phone), SBC.access());
        var register = core.expect("REGISTER");
        core.reply(
                register,
                register.reply(401)
                        .toTag("registrar")
                        .append(
                                HeaderName.WWW_AUTHENTICATE,
                                "Digest realm=\"r\", nonce=\"n\", algorithm=AKAv1-MD5, CK=\"00112233\", ik=44556677")
                        .append(HeaderName.WWW_AUTHENTICATE, "Digest realm=\"r\", nonce=\"n2\", algorithm=MD5"));
        var challenge = phone.expect(401);
        assertThat(challenge.toString()).doesNotContain("00112233").doesNotContain("44556677");
        assertThat(challenge.all(HeaderName.WWW_AUTHENTICATE))
                .containsExactly(
                        "Digest realm=\"r\", nonce=\"n\", algorithm=AKAv1-MD5",
                        "Digest realm=\"r\", nonce=\"n2\", algorithm=MD5");
    }

    @Test
    void a_refusal_registers_nobody() {
        var phone = phone();
        phone.send(register(phone), SBC.access());
        core.reply(core.expect("REGISTER"), 403);
        phone.expect(403);
        mayNotCall(phone);
    }

    /** Between the 200 and the phone's next request there is no time to store anything. */
    @Test
    void a_phone_may_call_in_the_moment_it_gets_its_200() {
        for (int i = 0; i < 10; i++) {
            mayCall(registeredPhone());
        }
    }

    @Test
    void who_deregisters_may_not_call() {
        var phone = registeredPhone();
        mayCall(phone);
        phone.send(register(phone).append(HeaderName.EXPIRES, 0), SBC.access());
        var register = core.expect("REGISTER");
        core.reply(register, register.reply(200).toTag("registrar"));
        phone.expect(200);
        mayNotCall(phone);
    }

    @Test
    void all_contacts_go_with_a_star() {
        var phone = registeredPhone();
        phone.send(register(phone).set(HeaderName.CONTACT, "*").append(HeaderName.EXPIRES, 0), SBC.access());
        var register = core.expect("REGISTER");
        core.reply(register, register.reply(200).toTag("registrar"));
        phone.expect(200);
        mayNotCall(phone);
    }

    /** Not only its flow: a connection from the same host must not be taken for the phone any more. */
    @Test
    void a_deregistration_over_another_connection_counts() {
        var phone = registeredPhone();
        var connection = opened(Peer.tcp(phone.name, SBC.access()));
        connection.send(
                register(phone).set(HeaderName.VIA, connection.via()).append(HeaderName.EXPIRES, 0), SBC.access());
        var register = core.expect("REGISTER");
        core.reply(register, register.reply(200).toTag("registrar"));
        connection.expect(200);
        mayNotCall(phone);
        connection.send(connection.request("MESSAGE", BOB), SBC.access());
        connection.expect(403);
    }

    @Test
    void a_phone_that_asks_or_drops_an_old_contact_stays_registered() {
        var phone = registeredPhone();
        var query = register(phone).remove(HeaderName.CONTACT);
        phone.send(query, SBC.access());
        var asked = core.expect("REGISTER");
        core.reply(asked, granted(asked, phone, 500));
        phone.expect(200);

        phone.send(register(phone).set(HeaderName.CONTACT, "<sip:old@10.9.9.9>;expires=0"), SBC.access());
        var dropped = core.expect("REGISTER");
        core.reply(dropped, granted(dropped, phone, 400));
        phone.expect(200);
        mayCall(phone);
    }

    @Test
    void the_registrar_may_write_the_contact_its_own_way_and_leave_its_time_to_expires() {
        var phone = phone();
        phone.send(register(phone), SBC.access());
        var register = core.expect("REGISTER");
        var contact = phone.contact().replace("sip:", "SIP:").replace(">", ";ob>");
        core.reply(
                register,
                granted(register, phone, 1).set(HeaderName.CONTACT, contact).append(HeaderName.EXPIRES, 600));
        phone.expect(200);
        mayCall(phone);
    }

    @Test
    void a_registration_ends_with_its_time() {
        var phone = phone();
        phone.send(register(phone), SBC.access());
        var register = core.expect("REGISTER");
        core.reply(register, granted(register, phone, 1));
        phone.expect(200);
        NODES.remove(cscf());
        org.awaitility.Awaitility.await().until(() -> {
            phone.send(phone.request("MESSAGE", BOB), SBC.access());
            return phone.expectFinal().status() == 403;
        });
    }

    @Test
    void without_an_i_cscf_there_is_504() {
        var phone = phone();
        NODES.remove(cscf());
        phone.send(register(phone), SBC.access());
        phone.expect(504);
    }

    /** Where a phone is, the flow says that it registered over: what its Contact names is nobody's address but its own. */
    @ParameterizedTest
    @ValueSource(strings = {"sip:icscf.%1$s", "sip:x@%2$s", "sip:127.0.0.1:1"})
    void a_contact_at_the_core_or_on_loopback_leads_to_the_phone_alone(String contact) {
        var phone = phone();
        String claimed = contact.formatted(Sbc.HOME, core.sentBy());
        phone.send(register(phone).set(HeaderName.CONTACT, "<" + claimed + ">"), SBC.access());
        var register = core.expect("REGISTER");
        core.reply(register, granted(register, phone, 600).set(HeaderName.CONTACT, "<" + claimed + ">;expires=600"));
        phone.expect(200);
        var path = register.first(HeaderName.PATH).orElseThrow();
        core.send(towards(phone, path, "MESSAGE").uri(claimed), SBC.core());
        assertThat(phone.expect("MESSAGE").uri()).isEqualTo(claimed);
        assertThat(core.hasMore()).isFalse();
    }

    private void mayCall(Peer phone) {
        phone.send(phone.request("OPTIONS", BOB), SBC.access());
        var options = core.expect("OPTIONS");
        assertThat(options.first(HeaderName.P_ASSERTED_IDENTITY)).contains("<" + phone.identity() + ">");
        core.reply(options, 200);
        phone.expect(200);
    }

    private SipRequest mayNotCall(Peer phone) {
        var request = phone.send(phone.request("OPTIONS", BOB), SBC.access());
        phone.expect(403);
        return request;
    }
}
