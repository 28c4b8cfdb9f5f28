package io.carillon.sip.transport;

import static io.carillon.sip.transport.Stacks.WIRE;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.peer.Kamailio;
import io.carillon.sip.peer.OpenSsl;
import io.carillon.sip.peer.WirePeer;
import io.carillon.sip.transaction.SipClient.Event;
import io.carillon.sip.transaction.SipStack;
import io.carillon.sip.transport.TlsSettings.Clients;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kamailio at the other end of TLS with certificates on both sides, and of a WebSocket. */
class KamailioTest {
    @TempDir
    static Path folder;

    private static OpenSsl authority;
    private static Kamailio kamailio;
    private final LinkedBlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
    private SipStack stack;

    @BeforeAll
    static void start() throws IOException {
        authority = OpenSsl.authority(folder.resolve("authority"));
        var own = authority.issue("kamailio", "DNS:kamailio.example", "IP:127.0.0.1");
        kamailio = Kamailio.start(folder, authority, own);
    }

    @AfterAll
    static void stop() {
        if (kamailio != null) {
            kamailio.close();
        }
    }

    @BeforeEach
    void open() throws IOException {
        var own = authority.issue("carillon-" + System.nanoTime(), "DNS:carillon.example", "IP:127.0.0.1");
        var tls = TlsSettings.trusting(authority.trust())
                .identities(List.of(new TlsSettings.Identity(own.certificate(), own.key())))
                .clients(Clients.CERTIFICATE_NEEDED);
        stack = Stacks.start(TransportSettings.STANDARD.tls(tls), Set.of(Transport.TLS), transaction -> {
            arrivals.add(transaction.arrival());
            transaction.respond(200);
        });
    }

    @AfterEach
    void close() {
        stack.close();
    }

    private static SipRequest options(InetSocketAddress to, String parameters) {
        return Stacks.options("kamailio-" + System.nanoTime())
                .edit()
                .uri("sip:" + Addresses.text(to) + parameters)
                .build();
    }

    private SipResponse ask(SipRequest request, Hop hop) {
        return stack.client(WIRE).ask(request, hop);
    }

    @Test
    void kamailio_proves_its_name_and_takes_our_certificate() {
        var answer = ask(
                options(kamailio.tls(), ";transport=tls"),
                new Hop(Transport.TLS, kamailio.tls(), "kamailio.example", false));
        assertThat(answer.status() + " " + answer.reason()).isEqualTo("200 Kamailio");
    }

    @Test
    void a_request_goes_through_kamailio_from_tls_to_udp() {
        try (var peer = new WirePeer("peer")) {
            var exchange = stack.client(WIRE)
                    .start(
                            options(peer.address(), ""),
                            new Hop(Transport.TLS, kamailio.tls(), "kamailio.example", false));
            peer.reply(peer.expect("OPTIONS"), 200);
            assertThat(exchange.next())
                    .isInstanceOfSatisfying(
                            Event.Final.class,
                            end -> assertThat(end.response().topVia().transport())
                                    .isEqualTo("TLS"));
        }
    }

    @Test
    void kamailio_reaches_us_over_tls_with_its_certificate() {
        try (var peer = new WirePeer("peer")) {
            var ours = "sip:" + Addresses.text(stack.address(WIRE, Transport.TLS)) + ";transport=tls";
            peer.send(peer.request("OPTIONS", ours), kamailio.udp());
            peer.expect(200);
        }
        assertThat(arrivals.remove().transport()).isEqualTo(Transport.TLS);
    }

    @Test
    void a_websocket_with_kamailio_carries_sip() {
        var answer = ask(options(kamailio.ws(), ";transport=ws"), new Hop(Transport.WS, kamailio.ws()));
        assertThat(answer.status() + " " + answer.reason()).isEqualTo("200 Kamailio");
        assertThat(answer.topVia().transport()).isEqualTo("WS");
    }
}
