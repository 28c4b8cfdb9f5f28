package io.carillon.cscf.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.sip.message.HeaderName;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What breaks the grammar is answered in the protocol's own words, and the next good request works. */
class BadInputTest {
    private final Cluster core = Cluster.shared();
    private final Peer sbc = new Peer("sbc");
    private final Subscriber alice = core.hss.add(Subscriber.digest("alice"));
    private final Handset phone = new Handset(alice, sbc, "a");

    @AfterEach
    void the_next_good_request_works() {
        assertThat(phone.registers(core.cscf(1)).status()).isEqualTo(200);
        sbc.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "To            | <mailto:alice@example.org>                          | 400",
                "To            | <sip:alice@example.org                              | 400",
                "To            | <tel:+4930123>                                      | 400",
                "Contact       | <sip:a@192.0.2.1                                    | 400",
                "Authorization | Digest username=\"alice\", realm=\"x\", uri=\"sip:x\" | 400",
                "Authorization | Digest realm=\"x\"                                  | 400",
                "Authorization | Digest username=\"a@b\", username=\"a@b\"           | 400",
                "Max-Forwards  | many                                                | 400"
            })
    void a_broken_header_is_400(String header, String value, int status) {
        var broken = phone.register("<" + phone.contact + ">", edit -> edit.set(HeaderName.of(header), value));
        assertThat(sbc.asks(broken, core.cscf(1)).status()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 1_000})
    void too_many_contacts_are_400(int number) {
        var many = "<sip:a@192.0.2.1>" + ", <sip:a@192.0.2.1>".repeat(number);
        assertThat(sbc.asks(phone.register(many, UnaryOperator.identity()), core.cscf(1))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void an_odd_visited_network_does_no_harm() {
        var odd = phone.register("<" + phone.contact + ">", e -> e.set(HeaderName.P_VISITED_NETWORK_ID, "\"x"));
        assertThat(sbc.asks(odd, core.cscf(1)).status()).isIn(400, 401);
    }

    @Test
    void a_request_uri_that_is_no_identity_is_refused() {
        var request = sbc.request("INVITE", "urn:service:sos", alice.impu).build();
        assertThat(sbc.asks(request, core.cscf(1)).status()).isEqualTo(400);
    }

    @Test
    void a_probe_of_the_node_is_answered_by_the_node() {
        var probe = sbc.request("OPTIONS", "sip:scscf." + Cluster.HOME, "sip:probe@example.org")
                .build();
        assertThat(sbc.asks(probe, core.cscf(1)).status()).isEqualTo(200);
    }

    @Test
    void a_request_that_has_come_too_far_is_483() {
        phone.registers(core.cscf(1));
        var tired = phone.request("MESSAGE", "sip:x@localhost")
                .set(HeaderName.MAX_FORWARDS, 0)
                .build();
        assertThat(sbc.asks(tired, core.cscf(1)).status()).isEqualTo(483);
    }

    @Test
    void noise_is_no_reason_to_stop() throws IOException {
        var target = core.cscf(1).address();
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            for (var noise : new String[] {"", "\0\0\0\0", "GET / HTTP/1.1\r\n\r\n", "INVITE sip:x SIP/2.0\r\n\r\n"}) {
                var octets = noise.getBytes(StandardCharsets.ISO_8859_1);
                socket.send(new DatagramPacket(octets, octets.length, target));
            }
        }
    }
}
