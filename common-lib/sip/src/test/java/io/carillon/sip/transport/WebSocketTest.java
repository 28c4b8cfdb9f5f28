package io.carillon.sip.transport;

import static io.carillon.sip.transport.Stacks.WIRE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.sip.message.SipMessage;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.peer.OpenSsl;
import io.carillon.sip.transaction.Failure;
import io.carillon.sip.transaction.SipClient.Event;
import io.carillon.sip.transaction.SipStack;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** SIP over WebSocket (RFC 7118) with the JDK's client, and between two stacks. */
class WebSocketTest {
    @TempDir
    Path folder;

    private final LinkedBlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<Arrival> lost = new LinkedBlockingQueue<>();
    private OpenSsl authority;
    private SipStack server;
    private HttpClient browser;

    @BeforeEach
    void start() throws IOException, GeneralSecurityException {
        authority = OpenSsl.authority(folder);
        var own = authority.issue("home", "DNS:home.example", "IP:127.0.0.1");
        var settings = TransportSettings.STANDARD
                .tls(TlsSettings.of(own.certificate(), own.key(), authority.trust()))
                .origins(Set.of("https://phone.example"));
        server = Stacks.start(
                settings,
                Set.of(Transport.WS, Transport.WSS),
                transaction -> {
                    arrivals.add(transaction.arrival());
                    transaction.respond(200);
                },
                lost::add);
        browser = HttpClient.newBuilder().sslContext(trusting()).build();
    }

    @AfterEach
    void close() {
        browser.shutdownNow();
        server.close();
    }

    private SSLContext trusting() throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (var in = Files.newInputStream(authority.trust())) {
            store.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        var trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    /** A page of a web site. */
    private final class Page implements WebSocket.Listener {
        private final LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();
        private final StringBuilder partial = new StringBuilder();
        private final WebSocket socket;

        Page(Transport transport, String protocol, String origin) {
            var scheme = transport == Transport.WSS ? "wss://" : "ws://";
            socket = browser.newWebSocketBuilder()
                    .subprotocols(protocol)
                    .header("Origin", origin)
                    .buildAsync(URI.create(scheme + Addresses.text(server.address(WIRE, transport)) + "/"), this)
                    .join();
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            partial.append(data);
            if (last) {
                heard.add(partial.toString());
                partial.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
            heard.add("pong");
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
            heard.add("closed " + status);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            heard.add("closed by error");
        }

        String next() throws InterruptedException {
            var next = heard.poll(10, TimeUnit.SECONDS);
            assertThat(next).as("nothing came").isNotNull();
            return next;
        }
    }

    private Page page(Transport transport) {
        return new Page(transport, "sip", "https://phone.example");
    }

    @ParameterizedTest
    @EnumSource(names = {"WS", "WSS"})
    void a_browser_asks_and_gets_its_answer(Transport transport) throws InterruptedException {
        var page = page(transport);
        assertThat(page.socket.getSubprotocol()).isEqualTo("sip");

        page.socket.sendText(Stacks.text(transport.name()), true).join();
        assertThat(page.next()).startsWith("SIP/2.0 200 OK");

        page.socket
                .sendBinary(ByteBuffer.wrap(Stacks.text(transport.name()).getBytes(StandardCharsets.UTF_8)), true)
                .join();
        assertThat(page.next()).startsWith("SIP/2.0 200 OK");
        assertThat(arrivals.remove().transport()).isEqualTo(transport);
    }

    @ParameterizedTest
    @EnumSource(names = {"WS", "WSS"})
    void a_request_reaches_the_browser_over_its_own_connection(Transport transport) throws InterruptedException {
        var page = page(transport);
        page.socket.sendText(Stacks.text(transport.name()), true).join();
        assertThat(page.next()).startsWith("SIP/2.0 200 OK");

        var exchange = server.client(WIRE)
                .start(Stacks.options("to-page"), arrivals.remove().back());
        var request = (SipRequest) SipMessage.parse(page.next().getBytes(StandardCharsets.UTF_8));
        assertThat(request.topVia().transport()).isEqualTo(transport.name());
        assertThat(request.topVia().port())
                .isEqualTo(server.address(WIRE, transport).getPort());
        page.socket
                .sendText(request.reply(200).toTag("page").build().toString(), true)
                .join();

        assertThat(exchange.next())
                .isInstanceOfSatisfying(
                        Event.Final.class,
                        end -> assertThat(end.response().status()).isEqualTo(200));
    }

    @Test
    void a_browser_that_has_gone_cannot_be_reached_and_that_is_told() throws InterruptedException {
        var page = page(Transport.WS);
        page.socket.sendText(Stacks.text("WS"), true).join();
        page.next();
        page.socket.abort();

        var gone = lost.poll(10, TimeUnit.SECONDS);
        assertThat(gone).isNotNull();
        var exchange = server.client(WIRE)
                .start(Stacks.options("to-nobody"), arrivals.remove().back());
        assertThat(exchange.next()).isEqualTo(new Event.Failed(Failure.FLOW));
        assertThat(gone.transport()).isEqualTo(Transport.WS);
    }

    @Test
    void a_page_of_another_site_is_refused() {
        assertThat(refusal("sip", "https://evil.example")).isEqualTo(403);
    }

    @Test
    void a_client_that_speaks_something_else_is_refused() {
        assertThat(refusal("xmpp", "https://phone.example")).isEqualTo(400);
    }

    private int refusal(String protocol, String origin) {
        var status = new int[1];
        assertThatThrownBy(() -> new Page(Transport.WS, protocol, origin))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        refused -> status[0] = refused.getResponse().statusCode());
        return status[0];
    }

    @Test
    void pings_are_answered_of_both_kinds() throws InterruptedException {
        var page = page(Transport.WS);
        page.socket.sendPing(ByteBuffer.wrap(new byte[] {1})).join();
        assertThat(page.next()).isEqualTo("pong");
        page.socket.sendText("\r\n\r\n", true).join();
        assertThat(page.next()).isEqualTo("\r\n");
    }

    @Test
    void a_message_over_the_bound_ends_the_connection_and_no_other() throws InterruptedException {
        var large = page(Transport.WS);
        var small = page(Transport.WS);
        large.socket.sendText("x".repeat(StreamFramer.MAX_MESSAGE + 1), true).join();
        assertThat(large.next()).startsWith("closed");

        small.socket.sendText(Stacks.text("WS"), true).join();
        assertThat(small.next()).startsWith("SIP/2.0 200 OK");
    }

    @Test
    void a_server_that_stops_says_so() throws InterruptedException {
        var page = page(Transport.WS);
        page.socket.sendText(Stacks.text("WS"), true).join();
        page.next();
        server.close();
        assertThat(page.next()).isEqualTo("closed 1001");
    }

    @ParameterizedTest
    @EnumSource(names = {"WS", "WSS"})
    void a_stack_is_a_client_as_well(Transport transport) {
        var settings = TransportSettings.STANDARD.tls(TlsSettings.trusting(authority.trust()));
        try (var client = Stacks.start(settings, Set.of(), transaction -> transaction.respond(202))) {
            var hop = new Hop(transport, server.address(WIRE, transport), "home.example", false);
            SipResponse answer = client.client(WIRE).ask(Stacks.options("ws-client"), hop);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.topVia().transport()).isEqualTo(transport.name());

            var back = server.client(WIRE)
                    .ask(Stacks.options("back"), arrivals.remove().back());
            assertThat(back.status()).isEqualTo(202);
        }
    }
}
