package io.carillon.sip.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** A chain of edits gives the same message as edits that are written and read again in between. */
class MessageEditTest {
    private static final String ORIGINAL = """
            INVITE sip:bob@example.org SIP/2.0
            Via: SIP/2.0/UDP 192.0.2.1:5070;branch=z9hG4bKa1;rport, SIP/2.0/TCP 192.0.2.7;branch=z9hG4bKb2
            Max-Forwards: 69
            Route: <sip:p.example.org;lr>,
             <sip:q.example.org;lr>
            f: <sip:alice@example.org>;tag=a
            To: <sip:bob@example.org>
            Call-ID: call-1
            CSeq: 7 INVITE
            X-Odd : kept  as it is
            Content-Length: 5

            v=0
            """;

    private static final List<HeaderName> NAMES = List.of(
            HeaderName.VIA, HeaderName.ROUTE, HeaderName.SUBJECT, HeaderName.of("X-Odd"), HeaderName.of("X-New"));

    private static SipRequest parsed(byte[] wire) {
        return (SipRequest) SipMessage.parse(wire.clone());
    }

    private static SipRequest original() {
        return parsed(ORIGINAL.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    private static void change(RequestEdit edit, Random random) {
        var name = NAMES.get(random.nextInt(NAMES.size()));
        var value = "value-" + random.nextInt(1_000);
        switch (random.nextInt(8)) {
            case 0 -> edit.prepend(name, value);
            case 1 -> edit.append(name, value);
            case 2 -> edit.set(name, value);
            case 3 -> edit.remove(name);
            case 4 -> edit.removeFirst(name);
            case 5 -> edit.setAll(name, List.of(value, "größer", value));
            case 6 -> edit.uri("sip:" + value);
            default -> edit.body("text/plain", "body of " + value);
        }
    }

    @RepeatedTest(200)
    void lazily_as_eagerly(RepetitionInfo repetition) {
        var lazy = original();
        var eager = original();
        for (int step = 0; step < 6; step++) {
            int seed = repetition.getCurrentRepetition() * 100 + step;
            var lazyEdit = lazy.edit();
            change(lazyEdit, new Random(seed));
            lazy = lazyEdit.build();
            var eagerEdit = eager.edit();
            change(eagerEdit, new Random(seed));
            eager = parsed(eagerEdit.build().wire());
            assertSame(lazy, eager);
        }
    }

    private static void assertSame(SipRequest lazy, SipRequest eager) {
        for (var name : NAMES) {
            assertThat(lazy.all(name)).isEqualTo(eager.all(name));
            assertThat(lazy.has(name)).isEqualTo(eager.has(name));
        }
        assertThat(lazy.uri()).isEqualTo(eager.uri());
        assertThat(lazy.bodyText()).isEqualTo(eager.bodyText());
        assertThat(lazy.size()).isEqualTo(eager.size());
        assertThat(lazy.toString()).isEqualTo(eager.toString());
    }

    @Test
    void a_built_message_does_not_change_with_its_edit_or_with_a_sibling() {
        var edit = original().edit().append(HeaderName.SUBJECT, "one");
        var first = edit.build();
        var second = edit.set(HeaderName.SUBJECT, "two").build();
        var third = first.edit().append(HeaderName.of("X-New"), "three").build();
        var fourth = first.edit().append(HeaderName.of("X-New"), "four").build();

        assertThat(first.all(HeaderName.SUBJECT)).containsExactly("one");
        assertThat(first.has(HeaderName.of("X-New"))).isFalse();
        assertThat(second.all(HeaderName.SUBJECT)).containsExactly("two");
        assertThat(third.toString()).contains("X-New: three\r\n").doesNotContain("four");
        assertThat(fourth.toString()).contains("X-New: four\r\n").doesNotContain("three");
    }

    @Test
    void a_copy_into_a_buffer_is_the_wire_form() {
        var edited = original()
                .edit()
                .prepend(HeaderName.VIA, "SIP/2.0/UDP h;branch=z9hG4bK1")
                .build();
        var buffer = new byte[4_096];

        int length = edited.copyTo(buffer);

        assertThat(new String(buffer, 0, length, StandardCharsets.UTF_8)).isEqualTo(edited.toString());
        assertThat(length).isEqualTo(edited.size());
    }

    @Test
    void lines_with_blanks_at_their_end_and_bare_line_feeds_are_written_clean() {
        var request = parsed("OPTIONS sip:a SIP/2.0\nVia: SIP/2.0/UDP h;branch=z9hG4bK1  \r\nX-A: 1\nX-B: 2 \n\n"
                .getBytes(StandardCharsets.UTF_8));

        assertThat(request.edit().append(HeaderName.of("X-C"), "3").build())
                .hasToString("OPTIONS sip:a SIP/2.0\r\nVia: SIP/2.0/UDP h;branch=z9hG4bK1\r\nX-A: 1\r\nX-B: 2\r\n"
                        + "X-C: 3\r\n\r\n");
    }

    @Test
    void a_reply_to_an_edited_request_takes_its_new_lines() {
        var request = original()
                .edit()
                .removeFirst(HeaderName.VIA)
                .prepend(HeaderName.VIA, "SIP/2.0/UDP new")
                .build();

        var reply = request.reply(200).toTag("t").build();

        assertThat(reply.all(HeaderName.VIA))
                .containsExactly("SIP/2.0/UDP new", "SIP/2.0/TCP 192.0.2.7;branch=z9hG4bKb2");
        assertThat(reply.toTag()).contains("t");
        assertThat(reply.hasToTag()).isTrue();
        assertThat(parsedResponse(reply).all(HeaderName.VIA)).isEqualTo(reply.all(HeaderName.VIA));
    }

    private static SipResponse parsedResponse(SipResponse response) {
        return (SipResponse) SipMessage.parse(response.wire().clone());
    }

    @Test
    void scans_see_what_parsers_see() {
        var values = List.of(
                "SIP/2.0/UDP h",
                "SIP / 2.0 / TCP [2001:db8::1]:5070 ; rport;branch = z9hG4bKx ",
                "SIP/2.0/UDP h:5060;x=\"a;branch=no\";branch=yes;RPORT=7",
                "SIP/2.0/UDP h:99999",
                "SIP/2.0/UDP h:x",
                "SIP/2.0",
                "SIP/2.0/UDP ;branch=1");
        var outcomes = new ArrayList<String>();
        for (var value : values) {
            var request = original().edit().set(HeaderName.VIA, value).build();
            outcomes.add(outcome(() -> {
                var via = request.topVia();
                return via.branch().orElse("") + " " + via.port() + " "
                        + via.params().has("rport");
            }));
            assertThat(outcome(() -> request.via().branch() + " "
                            + request.via().port() + " " + request.via().hasRport()))
                    .as(value)
                    .isEqualTo(outcomes.getLast());
        }
        assertThat(outcomes).contains("z9hG4bKx 5070 true", "yes 5060 true", "Bad port in Via");
    }

    @Test
    void address_scans_see_what_parsers_see() {
        for (var value : List.of(
                "<sip:a@b>",
                "<sip:a@b;tag=no>;tag=yes",
                "\"a <;tag=no>\" <sip:a@b>;x=\";tag=no\";Tag = yes",
                "sip:a@b;tag=yes",
                "<sip:a@b",
                "\"open <sip:a@b>",
                "<>",
                "",
                "<sip:a@b> tag")) {
            var request = original().edit().set(HeaderName.TO, value).build();
            assertThat(outcome(() -> "" + request.hasToTag()))
                    .as(value)
                    .isEqualTo(outcome(() -> "" + request.toTag().isPresent()));
        }
    }

    private static String outcome(java.util.function.Supplier<String> reading) {
        try {
            return reading.get();
        } catch (SipParseException e) {
            return e.reason();
        }
    }
}
