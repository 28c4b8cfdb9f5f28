package io.carillon.sip.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SipMessageTest {
    private static final String INVITE = """
            INVITE sip:bob@example.org SIP/2.0
            Via: SIP/2.0/UDP 192.0.2.1:5070;branch=z9hG4bKa1;rport, SIP/2.0/TCP [2001:db8::1];branch=z9hG4bKb2
            Max-Forwards: 69
            Route: <sip:p.example.org;lr>,
             <sip:q.example.org;lr>
            f: "Alice, A." <sip:alice@example.org;x=1>;tag=a
            t: sip:bob@example.org
            i: call-1@192.0.2.1
            CSeq: 7 INVITE
            X-Odd : kept  as it is
            Contact: <sip:alice@192.0.2.1>;expires=60, "B" <sip:b@192.0.2.2>
            Content-Type: application/sdp
            l: 4

            v=0
            """;

    private static SipRequest invite() {
        return request(INVITE);
    }

    static SipRequest request(String text) {
        return (SipRequest) message(text);
    }

    static SipMessage message(String text) {
        return SipMessage.parse(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void reads_the_start_line_and_the_single_headers() {
        var request = invite();
        assertThat(request.method()).isSameAs(Method.INVITE);
        assertThat(request.sipUri().host()).isEqualTo("example.org");
        assertThat(request.cseq()).isEqualTo(new CSeq(7, "INVITE"));
        assertThat(request.callId()).isEqualTo("call-1@192.0.2.1");
        assertThat(request.fromTag()).contains("a");
        assertThat(request.from().display()).isEqualTo("Alice, A.");
        assertThat(request.from().uri()).isEqualTo("sip:alice@example.org;x=1");
        assertThat(request.toTag()).isEmpty();
        assertThat(request.inDialog()).isFalse();
        assertThat(request.maxForwards()).isEqualTo(69);
        assertThat(request.defect()).isEmpty();
    }

    @Test
    void takes_lists_apart_folded_quoted_and_bracketed() {
        var request = invite();
        assertThat(request.all(HeaderName.VIA)).hasSize(2);
        assertThat(request.topVia().sentBy()).isEqualTo("192.0.2.1:5070");
        assertThat(Via.parse(request.all(HeaderName.VIA).get(1)).host()).isEqualTo("[2001:db8::1]");
        assertThat(request.all(HeaderName.ROUTE)).containsExactly("<sip:p.example.org;lr>", "<sip:q.example.org;lr>");
        assertThat(request.addresses(HeaderName.CONTACT)).hasSize(2);
        assertThat(request.addresses(HeaderName.CONTACT).get(1).display()).isEqualTo("B");
        assertThat(request.all(HeaderName.of("x-odd"))).containsExactly("kept  as it is");
    }

    @Test
    void cuts_the_body_at_content_length() {
        assertThat(invite().bodyText()).isEqualTo("v=0\r");
        assertThat(invite().contentType()).isEqualTo("application/sdp");
    }

    @Test
    void an_edit_changes_what_it_names_and_keeps_every_other_byte() {
        var request = invite();
        var changed = request.edit()
                .uri("sip:bob@192.0.2.9")
                .prepend(HeaderName.VIA, "SIP/2.0/UDP 192.0.2.5;branch=z9hG4bKnew")
                .removeFirst(HeaderName.ROUTE)
                .set(HeaderName.MAX_FORWARDS, 68)
                .append(HeaderName.of("P-Own"), "yes")
                .build();
        assertThat(changed.toString())
                .contains("X-Odd : kept  as it is\r\n")
                .contains("f: \"Alice, A.\" <sip:alice@example.org;x=1>;tag=a\r\n")
                .endsWith("P-Own: yes\r\n\r\nv=0\r");
        var again = (SipRequest) SipMessage.parse(changed.wire().clone());
        for (var seen : new SipRequest[] {changed, again}) {
            assertThat(seen.uri()).isEqualTo("sip:bob@192.0.2.9");
            assertThat(seen.all(HeaderName.VIA)).hasSize(3);
            assertThat(seen.topVia().branch()).contains("z9hG4bKnew");
            assertThat(seen.all(HeaderName.ROUTE)).containsExactly("<sip:q.example.org;lr>");
            assertThat(seen.maxForwards()).isEqualTo(68);
            assertThat(seen.bodyText()).isEqualTo("v=0\r");
        }
    }

    @Test
    void a_new_body_brings_its_type_and_length() {
        var changed = invite().edit().body("text/plain", "größer").build();
        assertThat(changed.number(HeaderName.CONTENT_LENGTH)).contains(8);
        assertThat(changed.bodyText()).isEqualTo("größer");
        assertThat(changed.contentType()).isEqualTo("text/plain");
        assertThat(changed.edit().noBody().build().hasBody()).isFalse();
    }

    @Test
    void an_edit_refuses_a_line_break_in_a_value() {
        assertThatThrownBy(() -> invite().edit().append(HeaderName.SUBJECT, "a\r\nRoute: <sip:evil>"))
                .isInstanceOf(SipParseException.class);
        assertThatThrownBy(() -> invite().edit().uri("sip:a b")).isInstanceOf(SipParseException.class);
    }

    @Test
    void a_reply_copies_what_it_must() {
        var response = invite().reply(180).toTag("b").build();
        assertThat(response.all(HeaderName.VIA)).hasSize(2);
        assertThat(response.toTag()).contains("b");
        assertThat(response.method()).isEqualTo("INVITE");
        assertThat(response.reason()).isEqualTo("Ringing");
        assertThat(response.isProvisional()).isTrue();
        assertThat(response.edit().toTag("other").build().toTag()).contains("b");
    }

    @Test
    void the_values_of_one_line_go_one_by_one() {
        var edit = invite().edit().removeFirst(HeaderName.VIA);
        assertThat(edit.build().all(HeaderName.VIA)).containsExactly("SIP/2.0/TCP [2001:db8::1];branch=z9hG4bKb2");
        var twice = request(INVITE.replace(",\n <sip:q", ", <sip:q"))
                .edit()
                .removeFirst(HeaderName.ROUTE)
                .removeFirst(HeaderName.ROUTE);
        assertThat(twice.build().has(HeaderName.ROUTE)).isFalse();
    }

    @Test
    void set_all_and_remove_keep_order() {
        var changed = invite().edit()
                .setAll(HeaderName.ROUTE, java.util.List.of("<sip:a;lr>", "<sip:b;lr>"))
                .remove(HeaderName.CONTACT)
                .build();
        assertThat(changed.all(HeaderName.ROUTE)).containsExactly("<sip:a;lr>", "<sip:b;lr>");
        assertThat(changed.has(HeaderName.CONTACT)).isFalse();
    }

    @Test
    void each_defect_carries_its_status() {
        assertDefect(INVITE.replace("CSeq: 7 INVITE", "CSeq: 7 BYE"), 400);
        assertDefect(INVITE.replace("CSeq: 7 INVITE", "CSeq: 9999999999 INVITE"), 400);
        assertDefect(INVITE.replace("CSeq: 7 INVITE\n", ""), 400);
        assertDefect(INVITE.replace("i: call", "i: x\ni: call"), 400);
        assertDefect(INVITE.replace("SIP/2.0\nVia", "SIP/7.0\nVia"), 505);
        assertDefect(INVITE.replace("l: 4", "l: 99"), 400);
        assertDefect(INVITE.replace("l: 4", "l: -1"), 400);
        assertDefect(INVITE.replace("Max-Forwards: 69", "Max-Forwards: many"), 400);
        assertDefect(INVITE.replace("X-Odd : kept", "no colon here\nX-Odd : kept"), 400);
        assertDefect(INVITE.replace("sip:bob@example.org SIP", "<sip:bob@example.org> SIP"), 400);
    }

    private static void assertDefect(String text, int status) {
        assertThat(request(text).defect())
                .hasValueSatisfying(defect -> assertThat(defect.status()).isEqualTo(status));
    }

    /** RFC 3261 §7.3.3, RFC 3841, RFC 3515, RFC 3892, RFC 4028, RFC 6665: each letter is its own name, others are none. */
    @Test
    void every_compact_form_is_its_own_name() {
        var forms = java.util.Map.ofEntries(
                java.util.Map.entry("a", HeaderName.ACCEPT_CONTACT),
                java.util.Map.entry("b", HeaderName.REFERRED_BY),
                java.util.Map.entry("c", HeaderName.CONTENT_TYPE),
                java.util.Map.entry("d", HeaderName.REQUEST_DISPOSITION),
                java.util.Map.entry("e", HeaderName.CONTENT_ENCODING),
                java.util.Map.entry("f", HeaderName.FROM),
                java.util.Map.entry("i", HeaderName.CALL_ID),
                java.util.Map.entry("j", HeaderName.REJECT_CONTACT),
                java.util.Map.entry("k", HeaderName.SUPPORTED),
                java.util.Map.entry("l", HeaderName.CONTENT_LENGTH),
                java.util.Map.entry("m", HeaderName.CONTACT),
                java.util.Map.entry("o", HeaderName.EVENT),
                java.util.Map.entry("r", HeaderName.REFER_TO),
                java.util.Map.entry("s", HeaderName.SUBJECT),
                java.util.Map.entry("t", HeaderName.TO),
                java.util.Map.entry("v", HeaderName.VIA),
                java.util.Map.entry("x", HeaderName.SESSION_EXPIRES));
        for (char letter = 'a'; letter <= 'z'; letter++) {
            var text = String.valueOf(letter);
            var expected = forms.get(text);
            for (var written : new String[] {text, text.toUpperCase(java.util.Locale.ROOT)}) {
                var name = HeaderName.of(written);
                assertThat(name).isEqualTo(expected == null ? HeaderName.of(text) : expected);
                assertThat(name.id() >= 0).isEqualTo(expected != null);
            }
        }
    }

    @Test
    void jain_sip_reads_what_has_no_accessor_here() {
        var request = invite().edit()
                .append(HeaderName.EVENT, "reg;id=7")
                .append(HeaderName.RACK, "1 x INVITE")
                .build();
        assertThat(request.typed(HeaderName.EVENT, javax.sip.header.EventHeader.class))
                .singleElement()
                .satisfies(event -> assertThat(event.getEventId()).isEqualTo("7"));
        assertThat(request.typed(HeaderName.ROUTE, javax.sip.header.RouteHeader.class))
                .hasSize(2);
        assertThatThrownBy(() -> request.typed(HeaderName.RACK, javax.sip.header.RAckHeader.class))
                .isInstanceOf(SipParseException.class);
        assertThatThrownBy(() -> request.typed(HeaderName.EVENT, javax.sip.header.ViaHeader.class))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void what_is_no_sip_is_refused() {
        for (var text : new String[] {"", "\n\n", "hello\n", "INVITE\n\n", "SIP/2.0 99 Low\n\n", "SIP/2.0 abc\n\n"}) {
            assertThatThrownBy(() -> message(text)).isInstanceOf(SipParseException.class);
        }
    }

    @Test
    void a_response_without_via_or_cseq_is_broken() {
        var response = (SipResponse) message("SIP/2.0 200 OK\nVia: SIP/2.0/UDP h;branch=z9hG4bK1\n\n");
        assertThat(response.isBroken()).isTrue();
        assertThat(response.status()).isEqualTo(200);
    }

    @Test
    void addresses_without_brackets_give_their_parameters_to_the_header() {
        var address = NameAddr.parse("sip:bob@example.org;tag=1");
        assertThat(address.uri()).isEqualTo("sip:bob@example.org");
        assertThat(address.tag()).contains("1");
        assertThat(NameAddr.parse("<tel:+4930123>").telUri()).isPresent();
        assertThatThrownBy(() -> NameAddr.parse("<tel:+4930123>").sipUri())
                .isInstanceOfSatisfying(
                        SipParseException.class, e -> assertThat(e.status()).isEqualTo(416));
        assertThatThrownBy(() -> NameAddr.parse("\"open <sip:a@b>")).isInstanceOf(SipParseException.class);
        assertThat(NameAddr.parse("*")).hasToString("*");
    }

    @Test
    void parameters_keep_order_quotes_and_flags() {
        var params =
                NameAddr.parse("<sip:a@b>;q=0.5;+sip.instance=\"<urn:x;y>\";ob").params();
        assertThat(params.names()).containsExactly("q", "+sip.instance", "ob");
        assertThat(params.text("+sip.instance")).contains("<urn:x;y>");
        assertThat(params.with("q", "1").without("ob")).hasToString(";q=1;+sip.instance=\"<urn:x;y>\"");
    }

    /** What follows an empty header must not become the body. */
    @Test
    void an_empty_header_stays_one_line_when_the_message_is_edited() {
        var request = request(INVITE.replace("X-Odd : kept", "Subject:\nX-Empty: \nX-Odd : kept"));
        var changed = (SipRequest) SipMessage.parse(request.edit()
                .set(HeaderName.MAX_FORWARDS, 68)
                .removeFirst(HeaderName.VIA)
                .build()
                .wire());
        assertThat(changed.defect()).isEmpty();
        assertThat(changed.all(HeaderName.of("X-Odd"))).containsExactly("kept  as it is");
        assertThat(changed.has(HeaderName.SUBJECT)).isTrue();
        assertThat(changed.bodyText()).isEqualTo("v=0\r");
    }

    @Test
    void a_folded_via_takes_the_source_on_one_line() {
        var via = request(INVITE.replace("Via: SIP/2.0/UDP ", "Via: SIP / 2.0\n /UDP\n "))
                .via();
        assertThat(via.completed("192.0.2.99", 5071))
                .isEqualTo("SIP / 2.0 /UDP 192.0.2.1:5070;branch=z9hG4bKa1;rport=5071;received=192.0.2.99");
    }
}
