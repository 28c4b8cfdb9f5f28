package io.carillon.cscf.wire;

import static io.carillon.diameter.cx.ServerAssignmentType.ADMINISTRATIVE_DEREGISTRATION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.cscf.scscf.Bindings;
import io.carillon.identity.Impu;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.Method;
import io.carillon.sip.message.SipRequest;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Application servers that want to know who is registered (TS 24.229 §5.4.1.7). */
class ThirdPartyRegisterTest {
    private final Cluster core = Cluster.shared();
    private final Peer sbc = new Peer("sbc");
    private final Peer as = new Peer("as");
    private final Subscriber alice = core.hss.add(Subscriber.digest("alice"));
    private final Handset phone = new Handset(alice, sbc, "a");

    @AfterEach
    void close() {
        sbc.close();
        as.close();
    }

    /** What the server hears of a registration. */
    private SipRequest told(String more) {
        alice.profile.tells(10, as.uri(), more);
        assertThat(phone.registers(core.cscf(1)).status()).isEqualTo(200);
        var told = as.receives(Method.REGISTER);
        as.replies(told, 200);
        return told.request();
    }

    @Test
    void it_names_the_user_and_the_time_and_the_scscf() {
        var told = told("");
        var scscf = "sip:scscf." + Cluster.HOME;
        assertThat(told.uri()).isEqualTo(as.uri());
        assertThat(told.to().uri()).isEqualTo(alice.impu);
        assertThat(told.from().uri()).isEqualTo(scscf);
        assertThat(told.address(HeaderName.CONTACT).orElseThrow().uri()).isEqualTo(scscf);
        assertThat(told.number(HeaderName.EXPIRES).orElseThrow()).isBetween(3_500, 3_600);
        assertThat(told.has(HeaderName.P_CHARGING_VECTOR)).isTrue();
        assertThat(told.has(HeaderName.AUTHORIZATION)).isFalse();
        assertThat(told.hasBody()).isFalse();
    }

    @Test
    void service_information_goes_along_in_xml() {
        var told = told("<ServiceInfo>key ]]&gt; 1</ServiceInfo>");
        assertThat(told.contentType()).isEqualTo("application/3gpp-ims+xml");
        assertThat(told.bodyText()).contains("<service-info><![CDATA[key ]]]]><![CDATA[> 1]]></service-info>");
    }

    @Test
    void the_register_itself_may_go_along() {
        var told = told("<Extension><IncludeRegisterRequest/></Extension>");
        assertThat(told.contentType()).isEqualTo("message/sip");
        assertThat(told.bodyText()).startsWith("REGISTER sip:").contains(phone.contact);
    }

    @Test
    void so_may_its_answer() {
        var told = told("<Extension><IncludeRegisterResponse/></Extension>");
        assertThat(told.bodyText()).startsWith("SIP/2.0 200 ").contains("P-Associated-URI");
    }

    @Test
    void all_of_them_are_parts_of_one_body() {
        var told = told("<ServiceInfo>x</ServiceInfo><Extension><IncludeRegisterRequest/><IncludeRegisterResponse/>"
                + "</Extension>");
        assertThat(told.contentType()).isEqualTo("multipart/mixed");
        assertThat(told.bodyText().split("Content-Type: ")).hasSize(4);
        assertThat(told.bodyText()).contains("application/3gpp-ims+xml", "REGISTER sip:", "SIP/2.0 200");
    }

    @Test
    void the_end_of_the_registration_is_told_with_expires_0() {
        told("");
        phone.registers(core.cscf(2), "<" + phone.contact + ">;expires=0", e -> e);
        var gone = as.receives(Method.REGISTER);
        assertThat(gone.request().number(HeaderName.EXPIRES)).contains(0);
        as.replies(gone, 200);
    }

    @Test
    void a_criterion_may_want_initial_registrations_only() {
        alice.profile.criterion(
                5,
                UserData.spt(
                        0, "<Method>REGISTER</Method><Extension><RegistrationType>0</RegistrationType></Extension>"),
                "<ServerName>" + as.uri() + "</ServerName>");
        phone.registers(core.cscf(1));
        as.replies(as.receives(Method.REGISTER), 200);
        var third = new Peer("third");
        alice.profile.tells(6, third.uri(), "");
        phone.registers(core.cscf(1));
        third.replies(third.receives(Method.REGISTER), 200);
        assertThat(as.isIdle()).isTrue();
        third.close();
    }

    @Test
    void a_barred_identity_is_not_told_but_the_one_it_stands_for() {
        alice.profile = UserData.of(alice.impi).barred(alice.impu).identity(alice.tel);
        assertThat(told("").to().uri()).isEqualTo(alice.tel);
    }

    private void needs(Peer server) {
        alice.profile.criterion(
                10,
                UserData.spt(0, "<Method>REGISTER</Method>"),
                "<ServerName>" + server.uri() + "</ServerName><DefaultHandling>1</DefaultHandling>");
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503})
    void without_a_server_that_must_be_there_the_registration_ends(int status) {
        needs(as);
        assertThat(phone.registers(core.cscf(1)).status()).isEqualTo(200);
        as.replies(as.receives(Method.REGISTER), status);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(core.hss.assignments(alice)).endsWith(ADMINISTRATIVE_DEREGISTRATION));
        var gone = as.receives(Method.REGISTER);
        assertThat(gone.request().number(HeaderName.EXPIRES)).contains(0);
        as.replies(gone, 200);
        assertThat(core.bean(2, Bindings.class).find(Impu.parse(alice.impu))).isEmpty();
    }

    @Test
    void a_server_that_says_no_ends_nothing() {
        needs(as);
        phone.registers(core.cscf(1));
        as.replies(as.receives(Method.REGISTER), 403);
        phone.registers(core.cscf(1));
        as.replies(as.receives(Method.REGISTER), 200);
        assertThat(core.hss.assignments(alice)).doesNotContain(ADMINISTRATIVE_DEREGISTRATION);
    }

    @Test
    void a_server_that_refuses_or_is_not_there_disturbs_nobody() {
        alice.profile.tells(5, "sip:as.nowhere.invalid", "").tells(10, as.uri(), "");
        assertThat(phone.registers(core.cscf(1)).status()).isEqualTo(200);
        as.replies(as.receives(Method.REGISTER), 503);
        assertThat(phone.registers(core.cscf(1)).status()).isEqualTo(200);
        as.replies(as.receives(Method.REGISTER), 403);
        assertThat(phone.registers(core.cscf(1)).status()).isEqualTo(200);
    }
}
