package io.carillon.im;

import static io.carillon.sip.message.Method.BYE;
import static io.carillon.sip.message.Method.INVITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.im.delivery.Outbox;
import io.carillon.im.files.FileOffer;
import io.carillon.im.files.ObjectName;
import io.carillon.im.files.ObjectStore;
import io.carillon.im.store.Kind;
import io.carillon.im.store.State;
import io.carillon.im.store.StoredMessage;
import io.carillon.sdp.SdpBody;
import io.carillon.sip.dialog.Dialog;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipRequest;
import io.carillon.testkit.ladder.ReceivedRequest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Large messages and files to who is away: kept by the node, handed over when the phone is back. */
class LargeLadderTest extends SessionStage {
    /** What another test left for a phone that never came back. */
    private final int before = kept();

    private String oneWay(String... lines) {
        var more = lines.length == 0 ? "" : String.join("\r\n", lines) + "\r\n";
        return aliceTalks.offer() + "a=sendonly\r\n" + more;
    }

    /** Bob is away, and the caller meets his mailbox. */
    private Dialog mailbox(SipRequest invite) {
        cscf.sends(invite, im.sip());
        cscf.receives(INVITE).replies(480);
        var answer = cscf.receives(200);
        assertThat(answer.bodyText()).contains("a=recvonly", "a=path:msrp:");
        var dialog = Dialog.uac(invite, answer);
        cscf.acknowledges(dialog.ack(1).build(), im.sip());
        aliceTalks.answered(answer.body());
        return dialog;
    }

    private void hangUp(Dialog dialog) {
        cscf.sends(dialog.request(BYE).build(), im.sip());
        cscf.receives(200);
    }

    private ReceivedRequest comesBack() {
        cscf.sends(FakeScscf.register(bob, 600).build(), im.sip());
        cscf.receives(200);
        return cscf.receives(INVITE);
    }

    private void handedOver(ReceivedRequest delivery, String... lines) {
        var offer = SdpBody.in(
                        delivery.request().first(HeaderName.CONTENT_TYPE).orElseThrow(),
                        delivery.request().body())
                .orElseThrow();
        var more = lines.length == 0 ? "" : String.join("\r\n", lines) + "\r\n";
        delivery.replies(200, ok -> ok.body(SDP, bobTalks.answer(offer.sdp()) + "a=recvonly\r\n" + more));
        cscf.receives("ACK");
    }

    private Optional<StoredMessage> inHistory(Kind kind) {
        return history(bob).stream().filter(each -> each.kind() == kind).findFirst();
    }

    private void nothingIsLeft() {
        await().atMost(Duration.ofSeconds(10))
                .until(() -> im.bean(Outbox.class).of(bob.sip(), 10).isEmpty() && kept() == before);
    }

    private static int kept() {
        return im.bean(ObjectStore.class).below(new ObjectName("contents")).size();
    }

    @Test
    void a_large_message_to_a_phone_that_is_away() {
        var novel = "Call me Ishmael. ".repeat(5_000);
        var dialog = mailbox(invite(oneWay()));
        ladder.note("IM", "MSRP with the sender; stored, then answered");
        assertThat(aliceTalks.says("novel", "text/plain", novel)).isEqualTo(200);
        assertThat(im.bean(Outbox.class).of(bob.sip(), 10))
                .as("who is answered is kept")
                .hasSize(1);
        hangUp(dialog);
        assertThat(inHistory(Kind.LARGE).orElseThrow().state()).isEqualTo(State.ACCEPTED);

        var delivery = comesBack();
        assertThat(delivery.request().bodyText()).contains("a=sendonly", "a=max-size:85000");
        assertThat(delivery.request()
                        .address(HeaderName.P_ASSERTED_IDENTITY)
                        .orElseThrow()
                        .uri())
                .isEqualTo(alice.sip());
        handedOver(delivery);
        ladder.note("IM", "MSRP with the recipient");
        assertThat(bobTalks.hears()).satisfies(heard -> {
            assertThat(heard.text()).isEqualTo(novel);
            assertThat(heard.id()).isEqualTo("novel");
        });
        cscf.receives(BYE).replies(200);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> inHistory(Kind.LARGE).orElseThrow().state() == State.DELIVERED);
        nothingIsLeft();
        ladder.draws(
                "large-away",
                "A large message to a phone that is away",
                "INVITE with MSRP for one message (TS 24.247 §6, a=sendonly). Whoever is away is answered for by IM, "
                        + "which answers the last chunk when the message is stored. At the third-party REGISTER IM calls "
                        + "the phone and hands it over; the phone's 200 for the last chunk says that it is delivered.");
    }

    private static String hash(byte[] content) {
        var sum = FileOffer.digest().digest(content);
        return HexFormat.ofDelimiter(":").withUpperCase().formatHex(sum);
    }

    private static byte[] picture(int octets) {
        var content = new byte[octets];
        for (int i = 0; i < octets; i++) {
            content[i] = (byte) (' ' + i % 90);
        }
        return content;
    }

    private static String selector(String name, byte[] content) {
        return "a=file-selector:name:\"" + name + "\" type:image/jpeg size:" + content.length + " hash:sha-1:"
                + hash(content);
    }

    private static byte[] withIcon(String sdp) {
        return ("--b\r\nContent-Type: application/sdp\r\n\r\n" + sdp + "\r\n--b\r\nContent-Type: image/jpeg\r\n"
                        + "Content-ID: <icon1@alice>\r\n\r\nsmall picture\r\n--b--\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void a_file_with_a_thumbnail_that_breaks_off_and_goes_on_on_both_ways() {
        var content = picture(1_500_000);
        var text = new String(content, StandardCharsets.US_ASCII);
        var transfer = "a=file-transfer-id:" + UUID.randomUUID();
        var first = withIcon(oneWay(selector("My cat.jpg", content), transfer, "a=file-icon:cid:icon1@alice"));
        var related = "multipart/related;type=\"application/sdp\";boundary=b";
        var broken = mailbox(invite(related, first));
        assertThat(aliceTalks.saysPart("file", "image/jpeg", text.substring(0, 1_200_000), content.length))
                .isEqualTo(200);
        hangUp(broken);
        assertThat(inHistory(Kind.FILE)).isEmpty();

        var rest = withIcon(oneWay(
                selector("My cat.jpg", content), transfer, "a=file-icon:cid:icon1@alice", "a=file-range:1200001-*"));
        var second = mailbox(invite(related, rest));
        assertThat(aliceTalks.says("file2", "image/jpeg", text.substring(1_200_000)))
                .isEqualTo(200);
        hangUp(second);
        assertThat(inHistory(Kind.FILE).orElseThrow().text()).contains("My cat.jpg");

        var delivery = comesBack();
        assertThat(delivery.request().bodyText())
                .contains(
                        "a=file-selector:name:\"My cat.jpg\"", transfer, "Content-ID: <icon1@alice>", "small picture");
        handedOver(delivery, "a=file-range:1000001-*");
        assertThat(bobTalks.hears().text()).isEqualTo(text.substring(1_000_000));
        cscf.receives(BYE).replies(200);
        nothingIsLeft();
        assertThat(im.cdrs())
                .filteredOn(cdr -> "file".equals(cdr.extra().get("service"))
                        && cdr.callee().equals(bob.sip()))
                .hasSize(1);
        ladder.draws(
                "file-away",
                "A file to a phone that is away",
                "RFC 5547: name, type, size and hash in the offer, the thumbnail beside it. A transfer that broke off "
                        + "goes on behind what came (file-range), from the sender to IM and from IM to the recipient.");
    }

    @Test
    void a_file_that_is_not_what_was_announced_is_not_kept() {
        var content = picture(1_000);
        var dialog = mailbox(invite(oneWay(selector("a.jpg", content))));
        assertThat(aliceTalks.says("f", "image/jpeg", "x".repeat(1_000))).isEqualTo(400);
        hangUp(dialog);
        assertThat(inHistory(Kind.FILE)).isEmpty();
        nothingIsLeft();
    }

    @Test
    void a_name_that_climbs_out_of_its_folder_and_a_rest_without_a_beginning_are_not_acceptable() {
        for (var name : List.of("../../etc/passwd", "..", "a\\b", "%2e%2e%2fpasswd", "a%00b")) {
            var offer = oneWay(selector(name, picture(10)));
            cscf.sends(invite(offer), im.sip());
            cscf.receives(488);
        }
        var rest = oneWay(selector("a", picture(10)), "a=file-transfer-id:never-seen", "a=file-range:5-*");
        cscf.sends(invite(rest), im.sip());
        cscf.receives(INVITE).replies(480);
        cscf.receives(488);
    }

    /** A phone that takes an octet now and then: given up, and nothing is lost of what was accepted. */
    @Test
    void a_phone_that_hardly_reads_gets_it_another_time() throws IOException {
        var novel = "Call me Ishmael. ".repeat(200_000);
        var dialog = mailbox(invite(oneWay()));
        assertThat(aliceTalks.says("novel", "text/plain", novel)).isEqualTo(200);
        hangUp(dialog);
        var delivery = comesBack();
        try (var server = new ServerSocket()) {
            server.setReceiveBufferSize(4_096);
            server.bind(new InetSocketAddress("127.0.0.1", 0));
            var slow = bobTalks.answer(delivery.request().body())
                    .replaceAll("a=path:[^\r\n]*", "a=path:msrp://127.0.0.1:" + server.getLocalPort() + "/slow;tcp");
            delivery.replies(200, ok -> ok.body(SDP, slow + "a=recvonly\r\n"));
            cscf.receives("ACK");
            try (var phone = server.accept()) {
                assertThat(phone.getInputStream().read()).isEqualTo('M');
                cscf.receives(BYE).replies(200);
            }
        }
        var kept = im.bean(Outbox.class).of(bob.sip(), 10);
        assertThat(kept).hasSize(1);
        handedOver(comesBack());
        assertThat(bobTalks.hears().text()).isEqualTo(novel);
        cscf.receives(BYE).replies(200);
        nothingIsLeft();
    }

    @Test
    void a_talk_needs_two() {
        cscf.sends(invite(aliceTalks.offer()), im.sip());
        cscf.receives(INVITE).replies(480);
        cscf.receives(480);
    }

    @Test
    void our_own_call_that_a_filter_criterion_brings_back_is_passed_on() {
        var dialog = mailbox(invite(oneWay()));
        assertThat(aliceTalks.says("m", "text/plain", "short")).isEqualTo(200);
        hangUp(dialog);
        var delivery = comesBack();
        var wayBack = "<sip:scscf." + TestIm.HOME + ";lr;odi=second>";
        cscf.sends(
                delivery.request()
                        .edit()
                        .setAll(HeaderName.ROUTE, List.of("<sip:im." + TestIm.HOME + ";lr>", wayBack))
                        .set(HeaderName.P_SERVED_USER, "<" + bob.sip() + ">;sescase=term;regstate=reg")
                        .build(),
                im.sip());
        var onward = cscf.receives(INVITE);
        assertThat(onward.request().callId()).isEqualTo(delivery.request().callId());
        assertThat(onward.request().body()).isEqualTo(delivery.request().body());
        onward.replies(486);
        cscf.receives(486);
        delivery.replies(486);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> im.bean(Outbox.class)
                        .of(bob.sip(), 10)
                        .getFirst()
                        .progress()
                        .due()
                        .isAfter(Instant.now().plusSeconds(60)));
    }
}
