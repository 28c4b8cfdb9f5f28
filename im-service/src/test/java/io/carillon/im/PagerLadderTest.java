package io.carillon.im;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.im.store.History;
import io.carillon.im.store.History.Entry;
import io.carillon.im.store.History.Query;
import io.carillon.im.store.State;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.Method;
import io.carillon.sip.message.RequestEdit;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Page-mode messages on the terminating filter criterion. */
class PagerLadderTest {
    private static final TestIm im = SharedIm.get();
    private static final FakeScscf scscf = SharedIm.SCSCF;

    private final User alice = User.fresh("alice");
    private final User bob = User.fresh("bob");

    private RequestEdit text(String text) {
        return FakeScscf.message(bob.sip(), alice, bob.sip(), "term").body("text/plain;charset=UTF-8", text);
    }

    private CompletableFuture<SipResponse> sending(SipRequest request) {
        return CompletableFuture.supplyAsync(() -> scscf.sends(im, request));
    }

    private List<Entry> history(String user) {
        var query =
                new Query(Set.of(user), Set.of(), Instant.EPOCH, Instant.now().plusSeconds(60), 50, Optional.empty());
        return im.bean(History.class).find(query).entries();
    }

    @Test
    void a_message_goes_on_by_the_way_back_and_is_in_the_history() {
        var message = text("Hej på dig").build();
        var answer = sending(message);
        var onward = scscf.receivesFor(bob.sip());
        assertThat(onward.request().all(HeaderName.ROUTE))
                .containsExactly(message.all(HeaderName.ROUTE).getLast());
        assertThat(onward.request().callId()).startsWith("im-");
        assertThat(onward.request().bodyText()).isEqualTo("Hej på dig");
        assertThat(onward.request().first(HeaderName.CONTENT_TYPE)).contains("text/plain;charset=UTF-8");
        assertThat(onward.request()
                        .address(HeaderName.P_ASSERTED_IDENTITY)
                        .orElseThrow()
                        .uri())
                .isEqualTo(alice.sip());
        assertThat(answer).isNotDone();
        onward.answers(200);
        assertThat(answer.join().status()).isEqualTo(200);
        assertThat(history(bob.sip())).singleElement().satisfies(entry -> {
            assertThat(entry.message().text()).contains("Hej på dig");
            assertThat(entry.message().state()).isEqualTo(State.DELIVERED);
            assertThat(entry.peer()).isEqualTo(alice.sip());
        });
        assertThat(history(alice.sip())).hasSize(1);
        assertThat(im.cdrs())
                .filteredOn(cdr -> cdr.callId().equals(message.callId()))
                .singleElement()
                .satisfies(cdr -> assertThat(cdr.servedUser()).isEqualTo(bob.sip()));
    }

    @Test
    void who_is_away_gets_it_at_the_return_and_the_criterion_brings_it_back_to_us_once() {
        var answer = sending(text("later").build());
        var first = scscf.receivesFor(bob.sip()).answers(480).request();
        assertThat(answer.join().status()).isEqualTo(202);
        assertThat(history(bob.sip()).getFirst().message().state()).isEqualTo(State.ACCEPTED);

        assertThat(scscf.registers(im, bob, 600).status()).isEqualTo(200);
        var again = scscf.receivesFor(bob.sip());
        assertThat(again.request().callId()).isEqualTo(first.callId());
        assertThat(again.request().first(HeaderName.ROUTE)).contains("<sip:icscf." + TestIm.HOME + ";lr>");

        // The S-CSCF finds the filter criterion and asks us about our own message.
        var wayBack = "<sip:scscf." + TestIm.HOME + ";lr;odi=second>";
        var asked = again.request()
                .edit()
                .setAll(HeaderName.ROUTE, List.of("<sip:im." + TestIm.HOME + ";lr>", wayBack))
                .set(HeaderName.P_SERVED_USER, "<" + bob.sip() + ">;sescase=term;regstate=reg")
                .build();
        var passed = sending(asked);
        var onward = scscf.receivesFor(bob.sip());
        assertThat(onward.request().all(HeaderName.ROUTE)).containsExactly(wayBack);
        assertThat(onward.request().callId()).isEqualTo(first.callId());
        onward.answers(200);
        assertThat(passed.join().status()).isEqualTo(200);
        again.answers(200);
        org.awaitility.Awaitility.await()
                .until(() -> history(bob.sip()).getFirst().message().state() == State.DELIVERED);
        assertThat(history(bob.sip())).hasSize(1);
    }

    @Test
    void a_refusal_for_good_goes_to_the_sender() {
        var answer = sending(text("no").build());
        scscf.receivesFor(bob.sip()).answers(603);
        assertThat(answer.join().status()).isEqualTo(603);
        var ended = history(bob.sip()).getFirst().message();
        assertThat(ended.state()).isEqualTo(State.FAILED);
        assertThat(ended.why()).isEqualTo("SIP 603");
    }

    @Test
    void no_answer_in_the_sender_s_time_is_accepted() {
        var answer = sending(text("slow").build());
        var onward = scscf.receivesFor(bob.sip());
        // Timer F of this node ends before its patience with the sender does.
        assertThat(answer.join().status()).isEqualTo(202);
        onward.answers(200);
        assertThat(history(bob.sip()).getFirst().message().state()).isEqualTo(State.ACCEPTED);
    }

    @Test
    void who_wants_no_name_shown_has_none_shown() {
        var answer = sending(text("guess who").append(HeaderName.PRIVACY, "id").build());
        var onward = scscf.receivesFor(bob.sip()).answers(200).request();
        assertThat(onward.from().uri()).isEqualTo("sip:anonymous@anonymous.invalid");
        assertThat(onward.first(HeaderName.PRIVACY)).contains("id");
        assertThat(answer.join().status()).isEqualTo(200);
    }

    @Test
    void too_large_is_too_large_and_over_1300_octets_goes() {
        assertThat(scscf.sends(im, text("x".repeat(20_001)).build()).status()).isEqualTo(413);
        var large = "ü".repeat(2_000);
        var answer = sending(text(large).build());
        assertThat(scscf.receivesFor(bob.sip()).answers(200).request().bodyText())
                .isEqualTo(large);
        assertThat(answer.join().status()).isEqualTo(200);
    }

    /** Ten kilobytes that would be ten megabytes. */
    @Test
    void what_is_packed_is_not_taken() throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var bomb = new GZIPOutputStream(packed)) {
            bomb.write(new byte[10 << 20]);
        }
        for (var type : new String[] {"text/plain", "application/vnd.3gpp.sms"}) {
            var refused = scscf.sends(
                    im,
                    text("x")
                            .set(HeaderName.CONTENT_ENCODING, "gzip")
                            .body(type, packed.toByteArray())
                            .build());
            assertThat(refused.status()).isEqualTo(415);
            assertThat(refused.first(HeaderName.ACCEPT_ENCODING)).contains("identity");
        }
        scscf.receivedNothingFor(bob.sip());
    }

    /** A picture beside its text: octet for octet to the phone, and no text for the history. */
    @Test
    void several_parts_pass_as_they_are() {
        var type = "multipart/mixed;boundary=b";
        var head = "--b\r\nContent-Type: text/plain\r\n\r\nLook\r\n--b\r\nContent-Type: image/png\r\n\r\n";
        var parts = new ByteArrayOutputStream();
        parts.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        parts.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, (byte) 0xFF});
        parts.writeBytes("\r\n--b--\r\n".getBytes(StandardCharsets.UTF_8));
        var answer = sending(text("").body(type, parts.toByteArray()).build());
        var onward = scscf.receivesFor(bob.sip()).answers(200).request();
        assertThat(onward.first(HeaderName.CONTENT_TYPE)).contains(type);
        assertThat(onward.body()).isEqualTo(parts.toByteArray());
        assertThat(answer.join().status()).isEqualTo(200);
        assertThat(history(bob.sip())).singleElement().satisfies(entry -> {
            assertThat(entry.message().contentType()).isEqualTo(type);
            assertThat(entry.message().text()).isEmpty();
        });
    }

    @Test
    void a_request_for_the_sender_s_sake_is_passed_on() {
        var message = FakeScscf.message(bob.sip(), alice, alice.sip(), "orig")
                .body("text/plain", "through")
                .build();
        var answer = sending(message);
        assertThat(scscf.receivesFor(bob.sip()).answers(200).request().callId()).isEqualTo(message.callId());
        assertThat(answer.join().status()).isEqualTo(200);
        assertThat(history(alice.sip())).isEmpty();
    }

    @Test
    void options_are_answered_and_other_methods_are_not_allowed() {
        var options = FakeScscf.register(alice, 1).method(Method.OPTIONS).set(HeaderName.CSEQ, "1 OPTIONS");
        assertThat(scscf.sends(im, options.build()).status()).isEqualTo(200);
        var invite = FakeScscf.register(alice, 1).method(Method.SUBSCRIBE).set(HeaderName.CSEQ, "1 SUBSCRIBE");
        var refused = scscf.sends(im, invite.build());
        assertThat(refused.status()).isEqualTo(405);
        assertThat(refused.all(HeaderName.ALLOW)).contains("MESSAGE");
    }

    @Test
    void malformed_identities_are_refused_and_the_next_one_works() {
        var nobody = text("x")
                .remove(HeaderName.P_SERVED_USER)
                .remove(HeaderName.P_ASSERTED_IDENTITY)
                .build();
        assertThat(scscf.sends(im, nobody).status()).isEqualTo(403);
        var broken = text("x").set(HeaderName.P_SERVED_USER, "<sip:bob").build();
        assertThat(scscf.sends(im, broken).status()).isEqualTo(400);
        var register = FakeScscf.register(bob, 60).set(HeaderName.TO, "<mailto:bob@example.org>");
        assertThat(scscf.sends(im, register.build()).status()).isEqualTo(400);
        var good = sending(text("fine").build());
        scscf.receivesFor(bob.sip()).answers(200);
        assertThat(good.join().status()).isEqualTo(200);
    }
}
