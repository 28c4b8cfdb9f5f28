package io.carillon.sbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.diameter.rx.AaRequest;
import io.carillon.diameter.rx.MediaType;
import io.carillon.sbc.msrp.MsrpAnchor;
import io.carillon.sdp.SdpBody;
import io.carillon.sdp.ng.NgCommand;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipRequest;
import io.carillon.testkit.msrp.MsrpPhone;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sessions of messages through the border: neither side is told of the other's MSRP path, and each is heard. */
class MsrpTest extends GmTest {
    private static final String RELATED = "multipart/related;type=\"application/sdp\";boundary=b";

    private final MsrpPhone near = new MsrpPhone();
    private final MsrpPhone far = new MsrpPhone();

    @BeforeEach
    void nothingBefore() {
        await().until(() -> SBC.bean(MsrpAnchor.class).size() == 0);
    }

    @AfterEach
    void hangUp() {
        near.close();
        far.close();
    }

    @Test
    void a_phone_opens_a_session() {
        var phone = registeredPhone();
        phone.send(invite(phone, near.offer()), SBC.access());
        var invite = core.expect("INVITE");
        assertThat(invite.bodyText())
                .contains("a=path:msrp://127.0.0.1:", "a=setup:actpass")
                .doesNotContain(near.session().local().session());
        core.reply(invite, with(fromCore(invite, 200), far.answer(invite.body())));
        AaRequest aar = PCRF.expectAar(phone.identity());
        var ok = phone.expect(200);
        assertThat(ok.bodyText())
                .contains("a=setup:passive")
                .doesNotContain(far.session().local().session());
        phone.send(phone.inDialog("ACK", 1, ok), SBC.access());
        core.expect("ACK");
        near.answered(ok.body());
        talk();

        var component = aar.mediaComponents().getFirst();
        assertThat(component.mediaType()).contains(MediaType.MESSAGE);
        assertThat(component.toString()).as("TCP, and no RTCP").contains("permit in 6 from ", "permit out 6 from ");
        assertThat(component.subComponents()).hasSize(1);

        phone.send(phone.inDialog("BYE", 2, ok), SBC.access());
        core.reply(core.expect("BYE"), 200);
        phone.expect(200);
        near.isHungUpOn();
        far.isHungUpOn();
        assertThat(relay.rest()).as("no relay for messages alone").isEmpty();
    }

    private void talk() {
        assertThat(near.says("m1", "text/plain", "Hello")).isEqualTo(200);
        assertThat(far.hears().text()).isEqualTo("Hello");
        var long1 = "Call me Ishmael. ".repeat(20_000);
        assertThat(far.says("m2", "text/plain", long1)).isEqualTo(200);
        assertThat(near.hears().text()).isEqualTo(long1);
    }

    @Test
    void a_session_is_opened_to_a_phone_that_connects_itself() {
        var phone = phone();
        var path = path(phone);
        core.send(inviteTowards(phone, path, far.offer()), SBC.core());
        var invite = phone.expect("INVITE");
        assertThat(invite.bodyText()).doesNotContain(far.session().local().session());
        var answer = near.answer(new String(invite.body())
                .replace("setup:actpass", "setup:passive")
                .getBytes());
        phone.reply(invite, with(phone.answer(invite, 200), answer));
        var ok = core.expect(200);
        assertThat(answer).contains("a=setup:active");
        far.answered(ok.body());
        var routes = ok.all(HeaderName.RECORD_ROUTE).reversed();
        core.send(core.inDialog("ACK", 1, ok).setAll(HeaderName.ROUTE, routes.subList(1, routes.size())), SBC.core());
        phone.expect("ACK");
        talk();
        near.close();
        far.isHungUpOn();
    }

    @Test
    void a_voice_beside_the_messages_goes_to_a_relay() {
        var phone = registeredPhone();
        var both = sdp("10.0.0.1", 4000) + section(near.offer());
        phone.send(invite(phone, both), SBC.access());
        var invite = core.expect("INVITE");
        assertThat(invite.bodyText()).contains("m=audio 14000", "m=message ", "a=path:msrp:");
        assertThat(relay.expect(NgCommand.Offer.class).sdp()).contains("m=message 0 ");
        var answer = sdp("10.0.0.2", 5000) + section(far.answer(invite.body()));
        core.reply(invite, with(fromCore(invite, 200), answer));
        relay.expect(NgCommand.Answer.class);
        var ok = phone.expect(200);
        assertThat(ok.bodyText())
                .contains("m=audio 15000")
                .doesNotContain(far.session().local().session());
        near.answered(ok.body());
        talk();
        phone.send(phone.inDialog("ACK", 1, ok), SBC.access());
        core.expect("ACK");
        phone.send(phone.inDialog("BYE", 2, ok), SBC.access());
        core.reply(core.expect("BYE"), 200);
        phone.expect(200);
        relay.expect(NgCommand.Delete.class);
        far.isHungUpOn();
    }

    private static String withIcon(String sdp) {
        return "--b\r\nContent-Type: application/sdp\r\n\r\n" + sdp + "\r\n--b\r\nContent-Type: image/jpeg\r\n"
                + "Content-ID: <icon@phone>\r\nContent-Disposition: icon\r\n\r\nsmall picture\r\n--b--\r\n";
    }

    private static String file(String offer) {
        return withIcon(offer + "a=sendonly\r\na=file-selector:name:\"cat.jpg\" type:image/jpeg size:5\r\n"
                + "a=file-transfer-id:t1\r\na=file-icon:cid:icon@phone\r\n");
    }

    /** What a phone reads of the description in an INVITE that has a picture beside it. */
    private static byte[] described(SipRequest invite, MsrpPhone sender) {
        assertThat(invite.first(HeaderName.CONTENT_TYPE)).contains(RELATED);
        assertThat(invite.bodyText())
                .contains("a=file-icon:cid:icon@phone", "Content-ID: <icon@phone>", "small picture", "name:\"cat.jpg\"")
                .doesNotContain(sender.session().local().session());
        return SdpBody.in(RELATED, invite.body()).orElseThrow().sdp();
    }

    /** RFC 5547 §8.2.2: the thumbnail stays beside the description, which names it. */
    @Test
    void a_file_from_a_phone_comes_with_its_thumbnail() {
        var phone = registeredPhone();
        phone.send(invite(phone, "").body(RELATED, file(near.offer())), SBC.access());
        var invite = core.expect("INVITE");
        core.reply(invite, with(fromCore(invite, 200), far.answer(described(invite, near))));
        var ok = phone.expect(200);
        phone.send(phone.inDialog("ACK", 1, ok), SBC.access());
        core.expect("ACK");
        near.answered(ok.body());
        assertThat(near.says("file", "image/jpeg", "a cat")).isEqualTo(200);
        assertThat(far.hears().text()).isEqualTo("a cat");
        far.close();
        near.isHungUpOn();
    }

    @Test
    void a_file_for_a_phone_comes_with_its_thumbnail() {
        var phone = phone();
        var path = path(phone);
        core.send(inviteTowards(phone, path, "").body(RELATED, file(far.offer())), SBC.core());
        var invite = phone.expect("INVITE");
        phone.reply(invite, with(phone.answer(invite, 200), near.answer(described(invite, far))));
        far.answered(core.expect(200).body());
        assertThat(far.says("file", "image/jpeg", "a cat")).isEqualTo(200);
        assertThat(near.hears().text()).isEqualTo("a cat");
        near.close();
        far.isHungUpOn();
    }

    private static String section(String sdp) {
        return sdp.substring(sdp.indexOf("m=message"));
    }

    @Test
    void paths_that_are_none_and_tls_without_a_certificate_are_not_acceptable() {
        var offer = near.offer();
        for (var bad : List.of(
                offer.replace("a=path:msrp:", "a=path:sip:"),
                offer.replace("a=path:msrp:", "a=path:msrps:").replace("TCP/MSRP", "TCP/TLS/MSRP"))) {
            var phone = registeredPhone();
            phone.send(invite(phone, bad), SBC.access());
            phone.expect(488);
        }
        assertThat(SBC.bean(MsrpAnchor.class).size()).isZero();
    }
}
