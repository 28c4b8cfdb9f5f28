package io.carillon.msrp;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.msrp.MsrpBridge.Side;
import io.carillon.msrp.MsrpHead.Header;
import io.carillon.sdp.SessionDescription;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bridge between two phones: each is told the bridge's path and meets nobody else. */
class MsrpBridgeTest {
    private static final MsrpSettings LOOPBACK = MsrpSettings.at(new InetSocketAddress("127.0.0.1", 0), "127.0.0.1");
    private static final long MOST = 1L << 20;

    private final MsrpEndpoint alice = new MsrpEndpoint(LOOPBACK);
    private final MsrpEndpoint bob = new MsrpEndpoint(LOOPBACK);
    private final MsrpEndpoint middle = new MsrpEndpoint(LOOPBACK);
    private final Collector toAlice = new Collector(true);
    private final Collector toBob = new Collector(true);
    private final LinkedBlockingQueue<Side> lost = new LinkedBlockingQueue<>();
    private final MsrpBridge.Ear ear = new MsrpBridge.Ear() {
        @Override
        public void onLost(Side side) {
            lost.add(side);
        }
    };

    @AfterEach
    void stop() {
        List.of(alice, bob, middle).forEach(MsrpEndpoint::close);
    }

    private static SessionDescription sdp(MsrpSession session, String setup) {
        return SessionDescription.parse(String.join(
                "\r\n",
                "v=0",
                "o=- 1 1 IN IP4 127.0.0.1",
                "s=-",
                "c=IN IP4 127.0.0.1",
                "t=0 0",
                "m=message " + session.local().port() + (session.local().secure() ? " TCP/TLS/MSRP *" : " TCP/MSRP *"),
                "a=msrp-cema",
                "a=path:" + session.local(),
                session.fingerprint().map(print -> "a=fingerprint:" + print).orElse("a=accept-types:*"),
                "a=setup:" + setup,
                ""));
    }

    private static MsrpMedia media(SessionDescription sdp) {
        return MsrpMedia.in(sdp).orElseThrow();
    }

    /** Both on the two sides of a bridge; the caller connects to this path. */
    static List<MsrpUri> joined(MsrpBridge bridge, MsrpSession caller, MsrpSession callee) {
        var offer = sdp(caller, "actpass");
        callee.await(media(bridge.offer(Side.LEFT, offer, media(offer))).path());
        var answer = sdp(callee, "passive");
        return media(bridge.answer(Side.RIGHT, answer, media(answer), true)).path();
    }

    private static int says(MsrpSession session, String id, String text) {
        return session.send(id, "text/plain", text.getBytes(StandardCharsets.UTF_8))
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    @Test
    void talks_between_two_and_goes_on_when_one_moves() throws Exception {
        for (var each : List.of(alice, bob, middle)) {
            each.start();
        }
        var bridge = new MsrpBridge(middle, middle, MOST, ear);
        var caller = alice.session(MOST, toAlice);
        var callee = bob.session(MOST, toBob);
        var offer = sdp(caller, "actpass");
        var onward = bridge.offer(Side.LEFT, offer, media(offer));
        assertThat(onward.toString())
                .contains("a=setup:actpass")
                .doesNotContain(caller.local().session(), "cema");
        callee.await(media(onward).path());
        var answer = sdp(callee, "passive");
        var back = bridge.answer(Side.RIGHT, answer, media(answer), true);
        assertThat(back.toString())
                .contains("a=setup:passive")
                .doesNotContain(callee.local().session());
        caller.connect(media(back).path());
        assertThat(says(caller, "m1", "Hello")).isEqualTo(200);
        assertThat(toBob.message()).isEqualTo("Hello");

        // A re-INVITE from another address: the callee keeps its connection and hears nothing of it.
        var moved = alice.session(MOST, toAlice);
        var again = sdp(moved, "actpass");
        var reoffer = bridge.offer(Side.LEFT, again, media(again));
        assertThat(media(reoffer).path()).isEqualTo(media(onward).path());
        var second = bridge.answer(Side.RIGHT, answer, media(answer), true);
        caller.close();
        moved.connect(media(second).path());
        assertThat(says(moved, "m2", "I moved")).isEqualTo(200);
        assertThat(toBob.message()).isEqualTo("I moved");
        assertThat(says(callee, "m3", "I see")).isEqualTo(200);
        assertThat(toAlice.message()).isEqualTo("I see");
        assertThat(lost).isEmpty();
        callee.close();
        assertThat(lost.poll(10, TimeUnit.SECONDS)).isEqualTo(Side.RIGHT);
        bridge.close();
        assertThat(middle.size()).isZero();
    }

    @Test
    void a_phone_that_reads_octet_by_octet_slows_its_peer_down_and_is_given_up() throws Exception {
        alice.start();
        try (var impatient = new MsrpEndpoint(LOOPBACK.patience(Duration.ofSeconds(1))).start();
                var server = new ServerSocket()) {
            server.setReceiveBufferSize(4_096);
            server.bind(new InetSocketAddress("127.0.0.1", 0));
            var bridge = new MsrpBridge(impatient, impatient, 1L << 40, ear);
            var caller = alice.session(MOST, toAlice);
            var offer = sdp(caller, "actpass");
            bridge.offer(Side.LEFT, offer, media(offer));
            var answer = SessionDescription.parse(offer.toString()
                    .replaceAll("msrp://[^\r\n]*", "msrp://127.0.0.1:" + server.getLocalPort() + "/slow;tcp")
                    .replace("actpass", "passive"));
            var back = bridge.answer(Side.RIGHT, answer, media(answer), true);
            try (var slow = server.accept()) {
                var octets = Thread.ofVirtual().start(() -> readsSlowly(slow));
                caller.connect(media(back).path());
                var headers = List.of(new Header("Message-ID", "m"), new Header("Content-Type", "text/plain"));
                long at = 0;
                var block = new byte[16_384];
                while (lost.isEmpty()) {
                    if (caller.isBusy()) {
                        toAlice.ready.tryAcquire(100, TimeUnit.MILLISECONDS);
                    } else {
                        var range = new ByteRange(at + 1, at + block.length, ByteRange.UNKNOWN);
                        caller.chunk(headers, range, Unpooled.wrappedBuffer(block), Flag.CONTINUES);
                        at += block.length;
                    }
                    assertThat(at).as("what waits is in windows and sockets").isLessThan(64L << 20);
                }
                assertThat(lost.take()).isEqualTo(Side.RIGHT);
                slow.close();
                octets.join();
            }
        }
    }

    private static void readsSlowly(Socket socket) {
        try {
            while (socket.getInputStream().read() >= 0) {
                LockSupport.parkNanos(20_000_000L);
            }
        } catch (IOException closed) {
            return;
        }
    }

    @Test
    void a_box_in_between_may_have_changed_the_hosts() throws Exception {
        middle.start();
        var session = middle.session(MOST, toAlice);
        session.await(MsrpUri.path("msrp://10.0.0.7:2855/0123456789abcdef;tcp"));
        try (var peer = new RawPeer(middle.address())) {
            var seen = "msrp://192.0.2.1:9999/" + session.local().session() + ";tcp";
            peer.sends("t001", seen, "msrp://198.51.100.3:4711/0123456789abcdef;tcp", "1-2/2", "hi");
            assertThat(peer.answer()).isEqualTo("MSRP t001 200 OK");
            peer.sends("t002", seen, "msrp://10.0.0.7:2855/another-9abcdef;tcp", "1-2/2", "hi");
            assertThat(peer.answer()).isEqualTo("MSRP t002 403 Forbidden");
        }
    }

    static MsrpTls tls(Path dir, String name) throws Exception {
        var keys = MsrpSessionTest.keys(Files.createDirectory(dir.resolve(name)));
        var certificate = pem(
                dir.resolve(name + ".crt"),
                "CERTIFICATE",
                keys.getCertificate("msrp").getEncoded());
        var secret = keys.getKey("msrp", "changeit".toCharArray()).getEncoded();
        return MsrpTls.of(certificate, pem(dir.resolve(name + ".key"), "PRIVATE KEY", secret), null);
    }

    private static Path pem(Path file, String what, byte[] der) throws IOException {
        var body = Base64.getMimeEncoder().encodeToString(der);
        return Files.writeString(file, "-----BEGIN " + what + "-----\n" + body + "\n-----END " + what + "-----\n");
    }

    @Test
    void certificates_are_known_by_their_fingerprints(@TempDir Path dir) throws Exception {
        try (var secureMiddle = new MsrpEndpoint(LOOPBACK.tls(tls(dir, "border"))).start();
                var secureAlice = new MsrpEndpoint(LOOPBACK.tls(tls(dir, "alice"))).start();
                var mallory = new MsrpEndpoint(LOOPBACK.tls(tls(dir, "mallory"))).start()) {
            middle.start();
            bob.start();
            var bridge = new MsrpBridge(secureMiddle, middle, MOST, ear);
            var caller = secureAlice.session(MOST, toAlice);
            var callee = bob.session(MOST, toBob);
            var offer = sdp(caller, "active");
            var onward = bridge.offer(Side.LEFT, offer, media(offer));
            assertThat(onward.toString()).contains(" TCP/MSRP ").doesNotContain("fingerprint", "msrps");
            callee.await(media(onward).path());
            var answer = sdp(callee, "passive");
            var back = bridge.answer(Side.RIGHT, answer, media(answer), true);
            assertThat(back.toString()).contains("TCP/TLS/MSRP", "a=path:msrps:", "a=fingerprint:sha-256 ");

            // Mallory knows all names and has a certificate of her own.
            var false1 = mallory.session(MOST, toAlice);
            false1.expects(media(back).fingerprint());
            false1.connect(media(back).path());
            assertThat(says(false1, "m0", "I am Alice")).isEqualTo(403);

            caller.expects(media(back).fingerprint());
            caller.connect(media(back).path());
            assertThat(says(caller, "m1", "Hello")).isEqualTo(200);
            assertThat(toBob.message()).isEqualTo("Hello");

            var mistrusted = secureAlice.session(MOST, toAlice);
            mistrusted.expects(Optional.of("sha-256 00:11"));
            mistrusted.connect(media(back).path());
            assertThat(toAlice.lost.await(10, TimeUnit.SECONDS)).isTrue();
            bridge.close();
        }
    }
}
