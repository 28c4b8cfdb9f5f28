package io.carillon.msrp;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.msrp.MsrpHead.Header;
import io.netty.buffer.Unpooled;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.FileInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions between two endpoints on loopback, and with peers that are not well-behaved. */
class MsrpSessionTest {
    private static final long MOST = 1L << 40;
    private static final MsrpSettings LOOPBACK = MsrpSettings.at(new InetSocketAddress("127.0.0.1", 0), "127.0.0.1");

    private MsrpEndpoint alice = new MsrpEndpoint(LOOPBACK);
    private MsrpEndpoint bob = new MsrpEndpoint(LOOPBACK);
    private final Collector toAlice = new Collector(true);
    private final Collector toBob = new Collector(true);

    @AfterEach
    void stop() {
        alice.close();
        bob.close();
    }

    private record Pair(MsrpSession alice, MsrpSession bob) {}

    private Pair session(MsrpSession.Listener atAlice, MsrpSession.Listener atBob) throws IOException {
        alice.start();
        bob.start();
        var here = alice.session(MOST, atAlice);
        var there = bob.session(MOST, atBob);
        there.await(List.of(here.local()));
        here.connect(List.of(there.local()));
        return new Pair(here, there);
    }

    private static int done(CompletableFuture<Integer> status) {
        return status.orTimeout(10, TimeUnit.SECONDS).join();
    }

    @Test
    void messages_go_both_ways_and_a_report_comes_back() throws Exception {
        var pair = session(toAlice, toBob);
        var wanted = new Header("Success-Report", "yes");
        assertThat(done(pair.alice().send("m1", "text/plain", "Hello, Bob".getBytes(), wanted)))
                .isEqualTo(200);
        assertThat(toBob.message()).isEqualTo("Hello, Bob");
        var report = toAlice.reports.poll(10, TimeUnit.SECONDS);
        assertThat(report.first("Status")).contains("000 200 OK");
        assertThat(report.first("Byte-Range")).contains("1-10/10");
        assertThat(report.messageId()).isEqualTo("m1");
        assertThat(done(pair.bob().send("m2", "text/plain", "Hello, Alice".getBytes())))
                .isEqualTo(200);
        assertThat(toAlice.message()).isEqualTo("Hello, Alice");
    }

    @Test
    void over_tls(@TempDir Path dir) throws Exception {
        var keys = keys(dir);
        var keyManagers = KeyManagerFactory.getInstance("PKIX");
        keyManagers.init(keys, "changeit".toCharArray());
        var trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(keys);
        var server = SslContextBuilder.forServer(keyManagers).build();
        var client = SslContextBuilder.forClient().trustManager(trust).build();
        alice = new MsrpEndpoint(LOOPBACK.tls(server, client));
        bob = new MsrpEndpoint(LOOPBACK.tls(server, client));
        var pair = session(toAlice, toBob);
        assertThat(pair.bob().local().text()).startsWith("msrps://");
        assertThat(done(pair.alice().send("m1", "text/plain", "secret".getBytes())))
                .isEqualTo(200);
        assertThat(toBob.message()).isEqualTo("secret");
    }

    static KeyStore keys(Path dir) throws Exception {
        var file = dir.resolve("keys.p12");
        var tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        int status = new ProcessBuilder(
                        tool,
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "msrp",
                        "-dname",
                        "CN=127.0.0.1",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "changeit",
                        "-keystore",
                        file.toString())
                .inheritIO()
                .start()
                .waitFor();
        assertThat(status).isZero();
        var keys = KeyStore.getInstance("PKCS12");
        try (var in = new FileInputStream(file.toFile())) {
            keys.load(in, "changeit".toCharArray());
        }
        // As an authority also, under a name of its own.
        keys.setCertificateEntry("authority", keys.getCertificate("msrp"));
        return keys;
    }

    /** What waits for a peer is a window of chunks, not the message. */
    @Test
    void a_message_of_100_mb_in_constant_memory() throws Exception {
        long total = 100L << 20;
        var counting = new Collector(false);
        var pair = session(toAlice, counting);
        long mostUnderway = 0;
        var block = new byte[MsrpFramer.LARGEST_PIECE];
        var headers = List.of(new Header("Message-ID", "big"), new Header("Content-Type", "application/octet-stream"));
        for (long at = 0; at < total; at += block.length) {
            while (pair.alice().isBusy()) {
                assertThat(toAlice.ready.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
            }
            var flag = at + block.length == total ? Flag.COMPLETE : Flag.CONTINUES;
            var range = new ByteRange(at + 1, at + block.length, total);
            pair.alice().chunk(headers, range, Unpooled.wrappedBuffer(block), flag);
            mostUnderway = Math.max(mostUnderway, at + block.length - counting.octets.get());
        }
        counting.message();
        assertThat(counting.octets).hasValue(total);
        // Netty's pools say nothing here: they keep what earlier tests of this JVM needed. The kernel holds a few MB.
        assertThat(mostUnderway).isLessThan(total / 4);
    }

    @Test
    void a_peer_that_does_not_read_stops_the_sender_and_is_given_up() throws Exception {
        alice = new MsrpEndpoint(LOOPBACK.patience(Duration.ofSeconds(1)));
        alice.start();
        var here = alice.session(MOST, toAlice);
        var path = "msrp://127.0.0.1:9/deaf;tcp";
        here.await(MsrpUri.path(path));
        try (var deaf = new RawPeer(alice.address())) {
            deaf.sends("t001", here.local().text(), path, "1-2/2", "hi");
            assertThat(deaf.answer()).isEqualTo("MSRP t001 200 OK");
            int sent = 0;
            while (toAlice.lost.getCount() > 0) {
                if (here.isBusy()) {
                    toAlice.ready.tryAcquire(100, TimeUnit.MILLISECONDS);
                } else {
                    here.send("m" + sent++, "text/plain", new byte[512 << 10]);
                }
                assertThat(sent).isLessThan(100);
            }
        }
    }

    @Test
    void a_head_that_does_not_end_is_not_waited_for() throws Exception {
        alice = new MsrpEndpoint(LOOPBACK.patience(Duration.ofMillis(400)));
        alice.start();
        try (var slow = new RawPeer(alice.address())) {
            slow.writes("MSRP abcd SEND\r\nTo-Path: ms");
            assertThat(slow.isHungUpOn()).isTrue();
        }
    }

    @Test
    void one_octet_after_the_other_is_still_a_message() throws Exception {
        alice.start();
        var here = alice.session(MOST, toAlice);
        var path = "msrp://127.0.0.1:9/slow;tcp";
        here.await(MsrpUri.path(path));
        try (var slow = new RawPeer(alice.address())) {
            var wire = "MSRP abcd SEND\r\nTo-Path: " + here.local() + "\r\nFrom-Path: " + path
                    + "\r\nMessage-ID: 1\r\nContent-Type: text/plain\r\n\r\nslow\r\n-------abcd$\r\n";
            for (char octet : wire.toCharArray()) {
                slow.writes(String.valueOf(octet));
            }
            assertThat(slow.answer()).isEqualTo("MSRP abcd 200 OK");
            assertThat(toAlice.message()).isEqualTo("slow");
        }
    }

    @Test
    void whoever_is_not_the_peer_gets_nothing_in() throws Exception {
        alice.start();
        var here = alice.session(10, toAlice);
        var path = "msrp://127.0.0.1:9/bob;tcp";
        here.await(MsrpUri.path(path));
        var self = here.local().text();
        try (var peer = new RawPeer(alice.address());
                var other = new RawPeer(alice.address())) {
            peer.sends("t001", "msrp://127.0.0.1:9/nobody;tcp", path, "1-2/2", "hi");
            assertThat(peer.answer()).isEqualTo("MSRP t001 481 No Such Session");
            peer.sends("t002", self, "msrp://127.0.0.1:9/mallory;tcp", "1-2/2", "hi");
            assertThat(peer.answer()).isEqualTo("MSRP t002 403 Forbidden");
            peer.sends("t003", self, path, "1-3/3", "yes");
            assertThat(peer.answer()).isEqualTo("MSRP t003 200 OK");
            assertThat(toAlice.message()).isEqualTo("yes");
            other.sends("t004", self, path, "1-2/2", "hi");
            assertThat(other.answer()).isEqualTo("MSRP t004 506 Session In Use");
            peer.sends("t005", self, path, "1-2/2", "longer than it says");
            assertThat(peer.answer()).isEqualTo("MSRP t005 400 Bad Request");
            peer.sends("t006", self, path, "1-99999999999999999999/*", "x");
            assertThat(peer.answer()).isEqualTo("MSRP t006 400 Bad Request");
            peer.sends("t007", self, path, "1-*/11", "hello world");
            assertThat(peer.answer()).isEqualTo("MSRP t007 413 Message Too Large");
            peer.sends("t008", self, path, "1-*/*", "hello world");
            assertThat(peer.answer()).isEqualTo("MSRP t008 413 Message Too Large");
            peer.sends("t009", self, path, "1-9/9", "short");
            assertThat(peer.answer()).isEqualTo("MSRP t009 400 Bad Request");
            peer.writes("MSRP t010 AUTH\r\nTo-Path: " + self + "\r\nFrom-Path: " + path + "\r\n-------t010$\r\n");
            assertThat(peer.answer()).isEqualTo("MSRP t010 501 Unknown Method");
            peer.writes(
                    "MSRP t011 SEND\r\nTo-Path: " + self + "\r\nFrom-Path: " + path
                            + "\r\nMessage-ID: 1\r\nFailure-Report: no\r\nContent-Type: a/b\r\n\r\nabcdefghijkl\r\n-------t011$\r\n");
            peer.sends("t012", self, path, "1-4/4", "last");
            assertThat(peer.answer()).isEqualTo("MSRP t012 200 OK");
            assertThat(toAlice.message()).isEqualTo("last");
            peer.writes("GET / HTTP/1.1\r\n\r\n");
            assertThat(peer.isHungUpOn()).isTrue();
            assertThat(toAlice.lost.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void chunks_without_an_end_run_into_the_limit_of_the_session() throws Exception {
        alice.start();
        var here = alice.session(1_000, toAlice);
        var path = "msrp://127.0.0.1:9/endless;tcp";
        here.await(MsrpUri.path(path));
        try (var peer = new RawPeer(alice.address())) {
            String status = "";
            long at = 0;
            for (int i = 1000; at < 3_000 && !status.contains("413"); i++, at += 100) {
                peer.writes("MSRP t" + i + " SEND\r\nTo-Path: " + here.local() + "\r\nFrom-Path: " + path
                        + "\r\nMessage-ID: e\r\nByte-Range: " + (at + 1) + "-*/*\r\nContent-Type: a/b\r\n\r\n"
                        + "x".repeat(100) + "\r\n-------t" + i + "+\r\n");
                status = peer.answer();
            }
            assertThat(at).isEqualTo(1_100);
        }
    }

    @Test
    void connections_are_bounded() throws Exception {
        alice = new MsrpEndpoint(LOOPBACK.connections(1));
        alice.start();
        try (var first = new RawPeer(alice.address())) {
            first.writes(
                    "MSRP abcd AUTH\r\nTo-Path: msrp://a:1/x;tcp\r\nFrom-Path: msrp://b:1/y;tcp\r\n-------abcd$\r\n");
            assertThat(first.answer()).isEqualTo("MSRP abcd 501 Unknown Method");
            try (var second = new RawPeer(alice.address())) {
                assertThat(second.isHungUpOn()).isTrue();
            }
        }
    }
}
