package io.carillon.diameter;

import static io.carillon.diameter.Net.answer;
import static io.carillon.diameter.Net.at;
import static io.carillon.diameter.Net.await;
import static io.carillon.diameter.Net.client;
import static io.carillon.diameter.Net.connected;
import static io.carillon.diameter.Net.lia;
import static io.carillon.diameter.Net.lir;
import static io.carillon.diameter.Net.node;
import static io.carillon.diameter.Net.server;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.carillon.diameter.cx.LocationInfoRequest;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Peers by name and certificate only (RFC 6733 §13.1): whoever is refused, the right one is answered beside it. */
class SecuredPeersTest {
    @TempDir
    static Path folder;

    private static Certified home;
    private static Certified other;
    private static SSLContext ofHss;
    private static SSLContext ofCscf;

    private DiameterServer hss;
    private DiameterClient cscf;

    @BeforeAll
    static void issue() throws Exception {
        home = Certified.by(folder, "home");
        other = Certified.by(folder, "other");
        ofHss = home.context(node("hss").host());
        ofCscf = home.context(node("cscf").host());
    }

    @BeforeEach
    void start() {
        hss = DiameterServer.create(server("hss")
                        .secured(secured(ofHss))
                        .named(Set.of(node("cscf").host(), node("tas").host())))
                .handle(LocationInfoRequest.class, r -> lia("sip:scscf"))
                .start();
        cscf = DiameterClient.create(client("cscf", at("hss", hss)).secured(secured(ofCscf)))
                .start();
        connected(cscf, 1);
    }

    @AfterEach
    void still_answers() {
        assertThat(answer(cscf.ask(lir("sip:a"), Net.SOON)).serverName()).contains("sip:scscf");
        cscf.close();
        hss.close();
    }

    private static Optional<PeerTls> secured(SSLContext context) {
        return Optional.of(new PeerTls(() -> context));
    }

    private RawPeer connect(SSLContext context) throws IOException {
        return new RawPeer(new PeerTls(() -> context)
                .connecting(new Socket("127.0.0.1", hss.address().getPort())));
    }

    @Test
    void who_has_the_certificate_of_its_name_is_heard() throws Exception {
        try (var peer = connect(home.context(node("tas").host()))) {
            peer.send(RawPeer.cer("TAS"));
            assertThat(Wire.result(peer.receive())).isEqualTo(BaseResult.SUCCESS);
        }
    }

    @Test
    void who_speaks_as_another_than_its_certificate_says_is_3010() throws Exception {
        try (var peer = connect(ofCscf)) {
            peer.send(RawPeer.cer("tas"));
            var cea = peer.receive();
            assertThat(Wire.result(cea)).isEqualTo(BaseResult.UNKNOWN_PEER);
            assertThat(cea.error()).isTrue();
            assertThat(peer.hungUpOn()).isTrue();
        }
    }

    @Test
    void a_name_that_is_not_allowed_is_3010_whatever_its_certificate() throws Exception {
        try (var peer = connect(home.context(node("stranger").host()))) {
            peer.send(RawPeer.cer("stranger"));
            assertThat(Wire.result(peer.receive())).isEqualTo(BaseResult.UNKNOWN_PEER);
            assertThat(peer.hungUpOn()).isTrue();
        }
    }

    @Test
    void without_a_certificate_or_with_one_of_another_authority_nothing_is_heard() throws Exception {
        for (var context : new SSLContext[] {
            home.nobody(), home.showing(other, node("cscf").host())
        }) {
            assertThatIOException().isThrownBy(() -> {
                try (var peer = connect(context)) {
                    peer.send(RawPeer.cer("cscf"));
                    peer.receive();
                }
            });
        }
    }

    @Test
    void who_speaks_in_clear_is_hung_up_on() throws IOException {
        assertThat(said(RawPeer.cer("cscf").octets().toArray())).isNotEqualTo(1);
    }

    @Test
    void who_never_ends_its_handshake_is_hung_up_on() throws IOException {
        // | handshake | TLS 1.2 | 512 bytes, of which none come |
        assertThat(said(new byte[] {22, 3, 3, 2, 0})).isNotEqualTo(1);
    }

    /** The first byte of what comes back before the end; 1 would be Diameter. */
    private int said(byte[] bytes) throws IOException {
        try (var peer = new Socket("127.0.0.1", hss.address().getPort())) {
            peer.setSoTimeout((int) Net.SOON.toMillis());
            peer.getOutputStream().write(bytes);
            int first = peer.getInputStream().read();
            peer.getInputStream().readAllBytes();
            return first;
        } catch (SocketException reset) {
            return -1;
        }
    }

    @Test
    void older_versions_are_refused() throws Exception {
        try (var plain = new Socket("127.0.0.1", hss.address().getPort());
                var old =
                        (SSLSocket) ofCscf.getSocketFactory().createSocket(plain, "127.0.0.1", plain.getPort(), true)) {
            old.setEnabledProtocols(new String[] {"TLSv1.1"});
            assertThatIOException().isThrownBy(old::startHandshake);
        }
    }

    @Test
    void a_server_that_is_not_who_was_looked_for_is_asked_nothing() throws Exception {
        try (var impostor = DiameterServer.create(server("hss")
                                .secured(secured(home.context(node("tas").host()))))
                        .start();
                var asking = DiameterClient.create(
                                client("cscf", at("hss", impostor)).secured(secured(ofCscf)))
                        .start()) {
            var peer = at("hss", impostor);
            await("the impostor refused", () -> ((ConnectingClient) asking).unreachable(peer));
            assertThat(asking.connected()).isEmpty();
            assertThat(impostor.connected()).isEmpty();
        }
    }

    @Test
    void a_changed_certificate_is_shown_on_new_links() throws Exception {
        var shown = new AtomicReference<>(home.context(node("tas").host()));
        try (var changing = DiameterServer.create(server("hss").secured(Optional.of(new PeerTls(shown::get))))
                        .handle(LocationInfoRequest.class, r -> lia("sip:changed"))
                        .start();
                var asking = DiameterClient.create(
                                client("cscf", at("hss", changing)).secured(secured(ofCscf)))
                        .start()) {
            await("refused", () -> ((ConnectingClient) asking).unreachable(at("hss", changing)));
            shown.set(ofHss);
            connected(asking, 1);
            assertThat(answer(asking.ask(lir("sip:a"), Net.SOON)).serverName()).contains("sip:changed");
        }
    }
}
