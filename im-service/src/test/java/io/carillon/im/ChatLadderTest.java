package io.carillon.im;

import static io.carillon.sip.message.Method.BYE;
import static io.carillon.sip.message.Method.INVITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.im.session.SessionFlow;
import io.carillon.im.store.State;
import io.carillon.im.store.StoredMessage;
import io.carillon.msrp.MsrpHead.Header;
import io.carillon.sip.dialog.Dialog;
import io.carillon.sip.message.HeaderName;
import io.carillon.testkit.ladder.ReceivedRequest;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Sessions between two phones. */
class ChatLadderTest extends SessionStage {
    private record Call(Dialog alice, Dialog bob) {}

    private Call session() {
        var invite = invite(aliceTalks.offer());
        cscf.sends(invite, im.sip());
        ReceivedRequest onward = cscf.receives(INVITE);
        assertThat(onward.request().all(HeaderName.ROUTE))
                .containsExactly(invite.all(HeaderName.ROUTE).getLast());
        assertThat(onward.request().bodyText())
                .doesNotContain(aliceTalks.session().local().text());
        onward.replies(
                200, reply -> reply.body(SDP, bobTalks.answer(onward.request().body())));
        var answer = cscf.receives(200);
        assertThat(answer.bodyText())
                .contains("a=setup:passive")
                .doesNotContain(bobTalks.session().local().text());
        var dialog = Dialog.uac(invite, answer);
        cscf.acknowledges(dialog.ack(1).build(), im.sip());
        cscf.receives("ACK");
        aliceTalks.answered(answer.body());
        return new Call(dialog, onward.dialog());
    }

    private void end(Call call) {
        cscf.sends(call.alice().request(BYE).build(), im.sip());
        cscf.receives(200);
        cscf.receives(BYE).replies(200);
    }

    @Test
    void two_talk() {
        var call = session();
        ladder.note("IM", "MSRP with both phones");
        var typing = "application/im-iscomposing+xml";
        assertThat(aliceTalks.says("c1", typing, "<isComposing/>")).isEqualTo(200);
        assertThat(bobTalks.hears().contentType()).isEqualTo(typing);
        var wanted = new Header("Success-Report", "yes");
        assertThat(aliceTalks.says("m1", "text/plain;charset=UTF-8", "Hej, Bob", wanted))
                .isEqualTo(200);
        assertThat(bobTalks.hears()).satisfies(heard -> {
            assertThat(heard.text()).isEqualTo("Hej, Bob");
            assertThat(heard.id()).isEqualTo("m1");
        });
        assertThat(aliceTalks.report().first("Status")).contains("000 200 OK");
        assertThat(bobTalks.says("m2", "text/plain", "Hello, Alice")).isEqualTo(200);
        assertThat(aliceTalks.hears().text()).isEqualTo("Hello, Alice");
        end(call);
        bobTalks.isHungUpOn();
        await().atMost(Duration.ofSeconds(10))
                .until(() -> history(bob).size() == 2
                        && history(bob).stream().allMatch(each -> each.state() == State.DELIVERED));
        assertThat(history(alice)).extracting(StoredMessage::text).contains(Optional.of("Hej, Bob"));
        await().atMost(Duration.ofSeconds(10))
                .until(() -> im.bean(SessionFlow.class).size() == 0);
        ladder.draws(
                "chat",
                "A session of messages",
                "INVITE with MSRP by the callee's filter criterion (TS 24.247 §6.3, RFC 4975). IM is in the middle of "
                        + "both dialogs and of both MSRP sessions: each phone sees IM's path, waits for no store, and "
                        + "every message is in both histories with what became of it.");
    }

    @Test
    void a_long_message_and_its_refusal() {
        var call = session();
        var novel = "Call me Ishmael. ".repeat(60_000);
        assertThat(aliceTalks.says("long", "text/plain", novel)).isEqualTo(200);
        assertThat(bobTalks.hears().text()).isEqualTo(novel);
        bobTalks.refuses(413);
        assertThat(aliceTalks.says("more", "text/plain", "and more")).isEqualTo(413);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> history(alice).stream().anyMatch(each -> each.state() == State.FAILED));
        end(call);
    }

    @Test
    void a_session_has_a_record_and_its_notices_are_noted() {
        var call = session();
        var wrapped = "From: <sip:a@b>\r\nNS: imdn <urn:ietf:params:imdn>\r\nimdn.Message-ID: n1\r\n"
                + "imdn.Disposition-Notification: display\r\n\r\nContent-type: text/plain\r\n\r\nLook!";
        assertThat(aliceTalks.says("m1", "message/cpim", wrapped)).isEqualTo(200);
        bobTalks.hears();
        await().atMost(Duration.ofSeconds(10)).until(() -> history(alice).size() == 1);
        var notice = "From: <sip:b@b>\r\n\r\nContent-type: message/imdn+xml\r\n\r\n"
                + "<imdn xmlns=\"urn:ietf:params:xml:ns:imdn\"><message-id>n1</message-id><display-notification>"
                + "<status><displayed/></status></display-notification></imdn>";
        assertThat(bobTalks.says("m2", "message/cpim", notice)).isEqualTo(200);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> history(alice).getFirst().state() == State.DISPLAYED);
        assertThat(history(alice).getFirst().text()).contains("Look!");
        end(call);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> im.cdrs().stream()
                        .filter(cdr -> cdr.caller().equals(alice.sip()))
                        .anyMatch(cdr -> "session".equals(cdr.extra().get("service"))
                                && "1".equals(cdr.extra().get("messages"))
                                && "completed".equals(cdr.cause())));
    }

    @Test
    void a_phone_that_is_gone_ends_the_session() {
        session();
        assertThat(aliceTalks.says("m1", "text/plain", "There?")).isEqualTo(200);
        bobTalks.hears();
        bobTalks.close();
        cscf.receives(BYE).replies(200);
        cscf.receives(BYE).replies(200);
        aliceTalks.isHungUpOn();
    }

    @Test
    void an_invite_without_usable_msrp_is_not_acceptable() {
        cscf.sends(
                invite("v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
                        + "m=message 9 TCP/MSRP *\r\na=path:sip:nobody\r\n"),
                im.sip());
        cscf.receives(488);
    }
}
