package io.carillon.msrp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A relay (RFC 4976) between a client that writes every octet itself, over TLS, and an endpoint behind plain TCP. */
class MsrpRelayTest {
    private static final MsrpSettings LOOPBACK = MsrpSettings.at(new InetSocketAddress("127.0.0.1", 0), "127.0.0.1");
    private static final String ALICE = "msrps://127.0.0.1:9/alice;tcp";
    private static final long MOST = 1L << 40;

    @TempDir
    private static Path dir;

    private static MsrpTls tls;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-21T12:00:00Z"));
    private final InstantSource source = now::get;
    private final Clock clock = source.withZone(ZoneOffset.UTC);
    private final RelaySettings settings = new RelaySettings(
            "example.org",
            user -> Optional.of("secret").filter(each -> user.equals("alice")),
            to -> to.host().equals("127.0.0.1"),
            Duration.ofMinutes(1),
            Duration.ofMinutes(15),
            Duration.ofHours(1),
            clock);
    private final MsrpEndpoint relay =
            new MsrpEndpoint(LOOPBACK.tls(tls).patience(Duration.ofSeconds(3))).relays(settings);
    private final MsrpEndpoint bob = new MsrpEndpoint(LOOPBACK);
    private final Collector toBob = new Collector(true);
    private RawPeer alice;

    @BeforeAll
    static void certificate() throws Exception {
        tls = MsrpBridgeTest.tls(dir, "relay");
    }

    @BeforeEach
    void start() throws Exception {
        relay.start();
        bob.start();
        alice = RawPeer.overTls(relay.address());
    }

    @AfterEach
    void stop() throws Exception {
        alice.close();
        relay.close();
        bob.close();
    }

    private List<String> auth(RawPeer client, String transaction, String... headers) throws Exception {
        var more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        client.writes("MSRP " + transaction + " AUTH\r\nTo-Path: " + relay.uri() + "\r\nFrom-Path: " + ALICE + "\r\n"
                + more + "-------" + transaction + "$\r\n");
        return client.lines();
    }

    private static String header(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name + ": "))
                .map(line -> line.substring(name.length() + 2))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is missing in " + lines));
    }

    private String nonce(RawPeer client) throws Exception {
        var challenge = header(auth(client, "n000"), "WWW-Authenticate");
        assertThat(challenge).startsWith("Digest realm=\"example.org\", qop=\"auth\", nonce=\"");
        var found = Pattern.compile("nonce=\"([^\"]+)\"").matcher(challenge);
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    /** As a client computes it (RFC 2617 §3.2.2), with the last URI of To-Path in place of the digest's own. */
    private String authorization(String user, String password, String nonce) {
        var response = RelayDigest.md5(RelayDigest.md5(user + ":example.org:" + password) + ":" + nonce
                + ":00000001:0a4f113b:auth:" + RelayDigest.md5("AUTH:" + relay.uri()));
        return "Authorization: Digest username=\"" + user + "\", realm=\"example.org\", qop=auth, nonce=\"" + nonce
                + "\", nc=00000001, cnonce=\"0a4f113b\", response=\"" + response + "\"";
    }

    private String usePath() throws Exception {
        var granted = auth(alice, "u001", authorization("alice", "secret", nonce(alice)));
        assertThat(granted.getFirst()).isEqualTo("MSRP u001 200 OK");
        return header(granted, "Use-Path");
    }

    private MsrpSession bobBehind(String use) {
        var session = bob.session(MOST, toBob);
        session.await(MsrpUri.path(use + " " + ALICE));
        return session;
    }

    @Test
    void a_client_proves_who_it_is_and_is_told_the_relay_s_uri() throws Exception {
        var nonce = nonce(alice);
        var granted = auth(alice, "a001", authorization("alice", "secret", nonce));
        assertThat(granted.getFirst()).isEqualTo("MSRP a001 200 OK");
        assertThat(header(granted, "To-Path")).isEqualTo(ALICE);
        assertThat(header(granted, "Expires")).isEqualTo("900");
        assertThat(MsrpUri.parse(header(granted, "Use-Path"))).satisfies(uri -> {
            assertThat(uri.secure()).isTrue();
            assertThat(uri.port()).isEqualTo(relay.address().getPort());
            assertThat(uri.session()).hasSize(32);
        });
        var proof = RelayDigest.md5(RelayDigest.md5("alice:example.org:secret") + ":" + nonce
                + ":00000001:0a4f113b:auth:" + RelayDigest.md5(":" + relay.uri()));
        assertThat(header(granted, "Authentication-Info")).contains("rspauth=\"" + proof + "\"");
        var again = auth(alice, "a002", authorization("alice", "secret", nonce), "Expires: 3600");
        assertThat(header(again, "Use-Path")).as("renewed").isEqualTo(header(granted, "Use-Path"));
        assertThat(header(again, "Expires")).isEqualTo("3600");
        assertThat(relay.relayed()).isEqualTo(1);
    }

    @Test
    void messages_go_both_ways_and_a_refusal_further_on_is_reported() throws Exception {
        var use = usePath();
        var session = bobBehind(use);
        alice.sends("s001", use + " " + session.local(), ALICE, "1-5/5", "hello");
        assertThat(alice.answer()).isEqualTo("MSRP s001 200 OK");
        assertThat(toBob.message()).isEqualTo("hello");

        var back = session.send("m2", "text/plain", "and you".getBytes());
        var chunk = alice.lines();
        assertThat(header(chunk, "To-Path")).isEqualTo(ALICE);
        assertThat(header(chunk, "From-Path")).isEqualTo(use + " " + session.local());
        assertThat(header(chunk, "Byte-Range")).isEqualTo("1-7/7");
        assertThat(chunk).contains("and you");
        assertThat(back.orTimeout(10, TimeUnit.SECONDS).join()).isEqualTo(200);

        var nobody = "msrp://127.0.0.1:" + bob.address().getPort() + "/nobody;tcp";
        alice.sends("s002", use + " " + nobody, ALICE, "1-4/4", "gone");
        assertThat(alice.answer()).as("each hop answers for itself").isEqualTo("MSRP s002 200 OK");
        var report = alice.lines();
        assertThat(report.getFirst()).endsWith(" REPORT");
        assertThat(header(report, "To-Path")).isEqualTo(ALICE);
        assertThat(header(report, "Message-ID")).isEqualTo("ms002");
        assertThat(header(report, "Byte-Range")).isEqualTo("1-4/4");
        assertThat(header(report, "Status")).isEqualTo("000 481 No Such Session");
    }

    @Test
    void who_is_wrong_gets_no_uri() throws Exception {
        try (var plain = new RawPeer(bob.address());
                var other = RawPeer.overTls(relay.address())) {
            plain.writes(
                    "MSRP p001 AUTH\r\nTo-Path: " + bob.uri() + "\r\nFrom-Path: " + ALICE + "\r\n-------p001$\r\n");
            assertThat(plain.answer()).as("no relay").isEqualTo("MSRP p001 501 Unknown Method");
            var nonce = nonce(alice);
            var right = authorization("alice", "secret", nonce);
            assertThat(auth(other, "b001", right).getFirst())
                    .as("another's challenge")
                    .isEqualTo("MSRP b001 401 Unauthorized");
            assertThat(auth(alice, "b002", right, "Expires: 59"))
                    .contains("MSRP b002 423 Out Of Bounds", "Min-Expires: 60");
            assertThat(auth(alice, "b003", right, "Expires: 3601"))
                    .contains("MSRP b003 423 Out Of Bounds", "Max-Expires: 3600");
            now.updateAndGet(at -> at.plusSeconds(61));
            assertThat(header(auth(alice, "b004", right), "WWW-Authenticate")).endsWith("stale=true");
            var fresh = nonce(alice);
            for (int attempt = 1; attempt < 5; attempt++) {
                var wrong = attempt % 2 == 0
                        ? authorization("alice", "sesame", fresh)
                        : authorization("mallory", "secret", fresh);
                assertThat(auth(alice, "c00" + attempt, wrong).getFirst()).endsWith(" 401 Unauthorized");
            }
            assertThat(auth(alice, "c005", authorization("alice", "guess", fresh))
                            .getFirst())
                    .isEqualTo("MSRP c005 403 Forbidden");
            assertThat(alice.isHungUpOn()).isTrue();
            assertThat(relay.relayed()).isZero();
        }
    }

    @Test
    void paths_are_followed_for_clients_only_and_not_everywhere() throws Exception {
        var use = usePath();
        var session = bobBehind(use);
        alice.sends("d001", use, ALICE, "1-1/1", "x");
        assertThat(alice.answer()).as("nowhere to go").isEqualTo("MSRP d001 481 No Such Session");
        alice.sends("d002", use + " msrp://192.0.2.1:2855/x;tcp", ALICE, "1-1/1", "x");
        assertThat(alice.answer()).as("another network").isEqualTo("MSRP d002 403 Forbidden");
        var unknown = use.replaceAll("/[0-9a-f]+;", "/00000000000000000000000000000000;");
        alice.sends("d003", unknown + " " + session.local(), ALICE, "1-1/1", "x");
        assertThat(alice.answer()).as("a URI that nobody has").isEqualTo("MSRP d003 481 No Such Session");
        alice.sends("d004", use + " " + session.local(), ALICE, "1-99999999999999999999/*", "x");
        assertThat(alice.answer()).isEqualTo("MSRP d004 400 Bad Request");
        alice.sends("d005", use + " msrp://127.0.0.1:1/nobody;tcp", ALICE, "1-1/1", "x");
        assertThat(alice.answer()).isEqualTo("MSRP d005 200 OK");
        assertThat(header(alice.lines(), "Status")).isEqualTo("000 408 Timeout");
        now.updateAndGet(at -> at.plusSeconds(901));
        alice.sends("d006", use + " " + session.local(), ALICE, "1-1/1", "x");
        assertThat(alice.answer()).as("expired").isEqualTo("MSRP d006 481 No Such Session");
        assertThat(toBob.messages).isEmpty();
    }

    @Test
    void a_relay_reads_no_faster_than_the_next_hop() throws Exception {
        var use = usePath();
        var path = use + " msrp://127.0.0.1:%d/deaf;tcp";
        try (var deaf = new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            var to = path.formatted(deaf.getLocalPort());
            var written = new AtomicLong();
            var block = "x".repeat(16_384);
            var writer = Thread.ofVirtual().start(() -> {
                try {
                    for (long at = 0; at < 256L << 20; at += block.length()) {
                        alice.sends("e001", to, ALICE, (at + 1) + "-*/*", block);
                        written.addAndGet(block.length());
                    }
                } catch (java.io.IOException closed) {
                    return;
                }
            });
            var lines = alice.lines();
            while (lines.getFirst().endsWith("200 OK")) {
                lines = alice.lines();
            }
            assertThat(header(lines, "Status")).as("given up").isEqualTo("000 408 Timeout");
            assertThat(written.get()).isLessThan(64L << 20);
            alice.close();
            writer.join();
        }
    }
}
