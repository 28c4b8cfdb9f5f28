package io.carillon.cscf.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.cscf.reginfo.Told;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.NameAddr;
import io.carillon.sip.message.RequestEdit;
import io.carillon.sip.message.SipResponse;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** URIs of devices (RFC 5627, TS 24.229 §5.4.7A), and several flows to one device (RFC 5626). */
class GruuTest {
    private static final String UUID = "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6";
    private static final UnaryOperator<RequestEdit> GRUU = e -> e.append(HeaderName.SUPPORTED, "gruu");

    private final Cluster core = Cluster.shared();
    private final Peer sbc = new Peer("sbc");
    private final Peer far = new Peer("far");
    private final Subscriber bob = core.hss.add(Subscriber.digest("bob"));
    private final Handset phone = new Handset(bob, sbc, "b");
    private final Handset tablet = new Handset(bob, sbc, "t");

    @AfterEach
    void close() {
        List.of(sbc, far).forEach(Peer::close);
    }

    private static String contact(Handset device, String more) {
        return "<" + device.contact + ">;+sip.instance=\"<" + UUID + ">\"" + more;
    }

    private NameAddr registered(UnaryOperator<RequestEdit> change) {
        var ok = phone.registers(core.cscf(1), contact(phone, ""), change);
        assertThat(ok.status()).isEqualTo(200);
        return ok.addresses(HeaderName.CONTACT).stream()
                .filter(each -> each.uri().equals(phone.contact))
                .findFirst()
                .orElseThrow();
    }

    private static String gruu(NameAddr contact, String kind) {
        return contact.params().text(kind).orElseThrow();
    }

    private SipResponse messages(String target) {
        var exchange = far.starts(
                far.request("MESSAGE", target, "sip:zoe@example.org")
                        .append(HeaderName.ROUTE, "<sip:icscf." + Cluster.HOME + ";lr>")
                        .build(),
                core.cscf(2));
        return Answers.last(exchange);
    }

    @Test
    void a_device_that_names_itself_gets_two_uris() {
        var contact = registered(GRUU);
        assertThat(gruu(contact, "pub-gruu")).isEqualTo(bob.impu + ";gr=" + UUID);
        assertThat(gruu(contact, "temp-gruu"))
                .startsWith("sip:tgruu.")
                .endsWith("@" + Cluster.HOME + ";gr")
                .doesNotContain(bob.name);
        assertThat(gruu(registered(GRUU), "temp-gruu")).isNotEqualTo(gruu(contact, "temp-gruu"));
    }

    @Test
    void a_phone_that_does_not_ask_is_not_told() {
        var contact = registered(e -> e);
        assertThat(contact.params().has("pub-gruu")).isFalse();
        assertThat(contact.params().has("temp-gruu")).isFalse();
    }

    @Test
    void an_imei_is_not_shown_to_others() {
        var imei = "urn:gsma:imei:35690205-661234-0";
        var ok = phone.registers(core.cscf(1), "<" + phone.contact + ">;+sip.instance=\"<" + imei + ">\"", GRUU);
        var named = gruu(ok.address(HeaderName.CONTACT).orElseThrow(), "pub-gruu");
        assertThat(named).startsWith(bob.impu + ";gr=urn:uuid:").doesNotContain("35690205");
    }

    @Test
    void either_uri_reaches_that_device_only() {
        tablet.registers(core.cscf(1));
        var first = registered(GRUU);
        var second = registered(GRUU);
        for (var uri : List.of(gruu(first, "pub-gruu"), gruu(first, "temp-gruu"), gruu(second, "temp-gruu"))) {
            var exchange = far.starts(
                    far.request("MESSAGE", uri, "sip:zoe@example.org").build(), core.cscf(2));
            var arrived = sbc.receives("MESSAGE");
            assertThat(arrived.request().uri()).isEqualTo(phone.contact);
            sbc.replies(arrived, 200);
            assertThat(Answers.last(exchange).status()).isEqualTo(200);
            assertThat(sbc.isIdle()).isTrue();
        }
    }

    @Test
    void a_temporary_uri_ends_with_the_call_id_of_its_registration() {
        var before = gruu(registered(GRUU), "temp-gruu");
        var restarted = new Handset(bob, sbc, "b");
        restarted.registers(core.cscf(1), contact(restarted, ""), GRUU);
        assertThat(messages(before).status()).isEqualTo(480);
    }

    @Test
    void a_uri_that_nobody_gave_is_404_and_one_of_a_device_that_left_480() {
        registered(GRUU);
        var forged = "sip:tgruu." + "A".repeat(80) + "@" + Cluster.HOME + ";gr";
        assertThat(messages(forged).status()).isEqualTo(404);
        assertThat(messages("sip:tgruu.~~@" + Cluster.HOME + ";gr").status()).isEqualTo(404);
        assertThat(messages(bob.impu + ";gr=urn:uuid:00000000-0000-0000-0000-000000000000")
                        .status())
                .isEqualTo(480);
    }

    @Test
    void a_request_in_a_dialog_reaches_the_device_behind_its_gruu() {
        var gruu = gruu(registered(GRUU), "pub-gruu");
        var bye = far.request("BYE", gruu, "sip:zoe@example.org")
                .set(HeaderName.TO, "<" + bob.impu + ">;tag=known")
                .append(HeaderName.ROUTE, "<sip:scscf." + Cluster.HOME + ";node=cscf-1;lr>")
                .build();
        var ending = far.starts(bye, core.cscf(2));
        var arrived = sbc.receives("BYE");
        assertThat(arrived.request().uri()).isEqualTo(phone.contact);
        sbc.replies(arrived, 200);
        assertThat(Answers.last(ending).status()).isEqualTo(200);
    }

    @Test
    void watchers_are_told_the_uris() {
        var contact = registered(GRUU);
        var subscribe = far.request("SUBSCRIBE", bob.impu, bob.impu)
                .append(HeaderName.P_ASSERTED_IDENTITY, "<" + bob.impu + ">")
                .append(HeaderName.EVENT, "reg")
                .append(HeaderName.EXPIRES, 0)
                .build();
        assertThat(far.asks(subscribe, core.cscf(2)).status()).isEqualTo(200);
        var notify = far.receives("NOTIFY");
        far.replies(notify, 200);
        var told = Told.by(notify.request()).contacts(bob.impu).getFirst();
        assertThat(Told.elements(told, "pub-gruu").getFirst().getAttribute("uri"))
                .isEqualTo(gruu(contact, "pub-gruu"));
        var temporary = Told.elements(told, "temp-gruu").getFirst();
        assertThat(temporary.getAttribute("uri")).isEqualTo(gruu(contact, "temp-gruu"));
        assertThat(temporary.getAttribute("first-cseq")).isEqualTo(told.getAttribute("cseq"));
    }

    /** A REGISTER over one of several flows. */
    private SipResponse flow(int number, String path) {
        return phone.registers(
                core.cscf(1),
                "<sip:flow" + number + "@192.0.2.9>;+sip.instance=\"<" + UUID + ">\";reg-id=" + number,
                e -> e.append(HeaderName.SUPPORTED, "outbound").set(HeaderName.PATH, path));
    }

    private String edge(String more) {
        return "<sip:term@127.0.0.1:" + sbc.port() + ";lr" + more + ">";
    }

    @Test
    void two_flows_of_a_device_are_tried_one_after_the_other() {
        assertThat(flow(1, edge(";ob")).all(HeaderName.REQUIRE)).contains("outbound");
        core.clock.advance(java.time.Duration.ofSeconds(1));
        assertThat(flow(2, edge(";ob")).all(HeaderName.CONTACT)).hasSize(2);
        var exchange = far.starts(
                far.request("MESSAGE", bob.impu, "sip:zoe@example.org").build(), core.cscf(2));
        var newest = sbc.receives("MESSAGE");
        assertThat(newest.request().uri()).startsWith("sip:flow2@");
        assertThat(sbc.isIdle()).isTrue();
        sbc.replies(newest, 430);
        var other = sbc.receives("MESSAGE");
        assertThat(other.request().uri()).startsWith("sip:flow1@");
        sbc.replies(other, 430);
        assertThat(Answers.last(exchange).status()).isEqualTo(480);
    }

    @Test
    void a_flow_replaces_itself() {
        flow(1, edge(";ob"));
        assertThat(flow(1, edge(";ob")).all(HeaderName.CONTACT)).hasSize(1);
    }

    @Test
    void a_first_hop_that_cannot_tell_flows_apart_is_439() {
        assertThat(flow(1, edge("")).status()).isEqualTo(439);
    }

    @Test
    void one_register_brings_one_flow() {
        var two = "<sip:a@192.0.2.9>;+sip.instance=\"<" + UUID + ">\";reg-id=1, <sip:b@192.0.2.9>;+sip.instance=\"<"
                + UUID + ">\";reg-id=2";
        assertThat(sbc.asks(phone.register(two, e -> e), core.cscf(1)).status()).isEqualTo(400);
    }

    @Test
    void there_is_a_bound_to_devices() {
        SipResponse last = null;
        for (int i = 0; i < 17; i++) {
            var device = new Handset(bob, sbc, "d" + i);
            last = device.registers(core.cscf(1));
        }
        assertThat(last).isNotNull();
        assertThat(last.status()).isEqualTo(403);
    }
}
