package io.carillon.msrp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.msrp.ImdnNotice.Disposition;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The examples of RFC 5438 §7 and §8, and their malformed siblings. */
class CpimTest {
    private static final String MESSAGE = """
            From: Alice <im:alice@example.com>\r
            To: Bob <im:bob@example.com>\r
            NS: imdn <urn:ietf:params:imdn>\r
            imdn.Message-ID: 34jk324j\r
            DateTime: 2006-04-04T12:16:49-05:00\r
            imdn.Disposition-Notification: positive-delivery, negative-delivery\r
            \r
            Content-type: text/plain\r
            Content-length: 12\r
            \r
            Hello World""";
    private static final String NOTICE = """
            <?xml version="1.0" encoding="UTF-8"?>
            <imdn xmlns="urn:ietf:params:xml:ns:imdn">
              <message-id>34jk324j</message-id>
              <datetime>2008-04-04T12:16:49-05:00</datetime>
              <recipient-uri>im:bob@example.com</recipient-uri>
              <original-recipient-uri>im:bob@example.com</original-recipient-uri>
              <%s-notification><status><%s/></status></%s-notification>
            </imdn>""";

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Disposition disposition(String kind, String status) {
        return ImdnNotice.parse(octets(NOTICE.formatted(kind, status, kind)))
                .orElseThrow()
                .disposition();
    }

    @Test
    void a_message_and_what_it_wants() {
        var message = Cpim.parse(octets(MESSAGE));
        assertThat(message.text()).isEqualTo("Hello World");
        assertThat(message.contentType()).isEqualTo("text/plain");
        assertThat(message.header("from")).contains("Alice <im:alice@example.com>");
        assertThat(message.messageId()).contains("34jk324j");
        assertThat(message.wantsNotice()).isTrue();
    }

    @Test
    void the_prefix_of_a_namespace_is_its_sender_s_choice() {
        var other = MESSAGE.replace("imdn <", "foo <").replace("imdn.", "foo.");
        assertThat(Cpim.parse(octets(other)).messageId()).contains("34jk324j");
        assertThat(Cpim.parse(octets(MESSAGE.replace("urn:ietf:params:imdn", "urn:x")))
                        .messageId())
                .isEmpty();
    }

    @Test
    void notices() {
        assertThat(disposition("delivery", "delivered")).isEqualTo(Disposition.DELIVERED);
        assertThat(disposition("display", "displayed")).isEqualTo(Disposition.DISPLAYED);
        assertThat(disposition("delivery", "failed")).isEqualTo(Disposition.FAILED);
        assertThat(disposition("processing", "processed")).isEqualTo(Disposition.OTHER);
        assertThat(ImdnNotice.parse(octets("<imdn xmlns='urn:ietf:params:xml:ns:imdn'/>")))
                .isEmpty();
    }

    @Test
    void what_is_none() {
        for (var bad : new String[] {
            "", "From: a", "From: a\r\n\r\nContent-type: x", "no header\r\n\r\n\r\n", "\r\n\r\n\r\n\r\n"
        }) {
            assertThatThrownBy(() -> Cpim.parse(octets(bad))).as(bad).isInstanceOf(MsrpException.class);
        }
        var bomb = "<!DOCTYPE imdn [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\">]>"
                + "<imdn xmlns=\"urn:ietf:params:xml:ns:imdn\"><message-id>&b;</message-id></imdn>";
        for (var bad : new String[] {"", "<imdn", bomb, "x".repeat(20_000)}) {
            assertThatThrownBy(() -> ImdnNotice.parse(octets(bad))).isInstanceOf(MsrpException.class);
        }
    }
}
