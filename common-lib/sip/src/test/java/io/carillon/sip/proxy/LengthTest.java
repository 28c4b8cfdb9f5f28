package io.carillon.sip.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipMessage;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.peer.ThreePeers;
import io.carillon.sip.transport.Hop;
import io.carillon.sip.transport.Transport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** RFC 3261 §16.6 step 9, §18.3: a datagram need not say how long its body is, on a stream a message must. */
class LengthTest extends ThreePeers {
    private static final String TEXT = "how long am I?";

    LengthTest() {
        super(node(PATIENT, Transport.UDP, Transport.TCP));
    }

    private void forwardsTo(Hop hop) {
        var proxy = new Proxy(stack);
        stack.handler(
                "core",
                transaction -> proxy.forward(transaction, Forward.to("core", new Branch(transaction.request(), hop))));
    }

    /** The next message on the stream. */
    private static SipMessage read(Socket stream) throws IOException {
        stream.setSoTimeout(10_000);
        var bytes = new ByteArrayOutputStream();
        while (!bytes.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n")) {
            int octet = stream.getInputStream().read();
            assertThat(octet).as("octets on the stream").isNotNegative();
            bytes.write(octet);
        }
        var head = SipMessage.parse(bytes.toByteArray());
        assertThat(head.number(HeaderName.CONTENT_LENGTH)).isPresent();
        bytes.write(stream.getInputStream()
                .readNBytes(head.number(HeaderName.CONTENT_LENGTH).get()));
        return SipMessage.parse(bytes.toByteArray());
    }

    @Test
    void a_request_that_came_in_a_datagram_says_it_on_a_stream() throws IOException {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout(10_000);
            forwardsTo(Hop.tcp(new InetSocketAddress(server.getInetAddress(), server.getLocalPort())));
            var asked = alice.request("MESSAGE", "sip:bob@example.org").edit().body("text/plain", TEXT);
            sends(asked.build().edit().remove(HeaderName.CONTENT_LENGTH).build());
            try (var connection = server.accept()) {
                var message = (SipRequest) read(connection);
                assertThat(message.bodyText()).isEqualTo(TEXT);
                connection
                        .getOutputStream()
                        .write(message.reply(200).toTag("bob").build().wire());
                alice.expect(200);
            }
        }
    }

    @Test
    void a_response_that_came_in_a_datagram_says_it_on_a_stream() throws IOException {
        forwardsTo(bob.hop());
        try (var phone = new Socket(
                InetAddress.getLoopbackAddress(), stack.address("core").getPort())) {
            var via = "SIP/2.0/TCP " + alice.sentBy() + ";branch=z9hG4bK-stream";
            var request = alice.request("MESSAGE", "sip:bob@example.org").edit().set(HeaderName.VIA, via);
            phone.getOutputStream().write(request.build().wire());
            var asked = bob.expect("MESSAGE");
            var answer = bob.complete(asked, 200).body("text/plain", TEXT);
            bob.reply(
                    asked,
                    answer.build().edit().remove(HeaderName.CONTENT_LENGTH).build());
            assertThat(read(phone).bodyText()).isEqualTo(TEXT);
        }
    }
}
