package io.carillon.launcher.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.sip.message.SipMessage;
import io.carillon.sip.transport.Arrival;
import io.carillon.sip.transport.Transport;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class MailboxTest {
    private static final InetSocketAddress HERE = new InetSocketAddress("127.0.0.1", 5060);
    private final Mailbox mailbox = new Mailbox();

    private void comes(String callId, int cseq, String text) {
        var wire = String.join(
                "\r\n",
                "MESSAGE sip:bob@127.0.0.1 SIP/2.0",
                "Via: SIP/2.0/UDP 127.0.0.1:5060;branch=z9hG4bK" + callId + cseq,
                "Max-Forwards: 70",
                "From: <sip:alice@home>;tag=1",
                "To: <sip:bob@home>",
                "Call-ID: " + callId,
                "CSeq: " + cseq + " MESSAGE",
                "Content-Type: text/plain",
                "Content-Length: " + text.length(),
                "",
                text);
        mailbox.received(
                SipMessage.parse(wire.getBytes(StandardCharsets.US_ASCII)),
                new Arrival("gm", Transport.UDP, HERE, HERE));
    }

    @Test
    void what_did_not_come_is_missing() {
        comes("a", 1, "one");
        assertThat(mailbox.hasAll(List.of("one"))).isTrue();
        assertThat(mailbox.hasAll(List.of("one", "two"))).isFalse();
        assertThat(mailbox.missing(List.of("one", "two", "three"))).isEqualTo(2);
    }

    @Test
    void an_attempt_under_the_same_call_id_is_the_same_message_and_under_another_it_is_not() {
        comes("a", 1, "one");
        comes("a", 2, "one");
        assertThat(mailbox.doubled()).isZero();
        comes("b", 1, "one");
        assertThat(mailbox.doubled()).isEqualTo(1);
    }
}
