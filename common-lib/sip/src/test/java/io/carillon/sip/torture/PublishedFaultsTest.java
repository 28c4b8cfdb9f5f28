package io.carillon.sip.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.carillon.sip.dialog.UserAgent;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipMessage;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.transaction.SipStack;
import io.carillon.sip.transaction.Timers;
import io.carillon.sip.transport.ListeningPoint;
import io.carillon.sip.transport.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/**
 * What has brought other SIP servers down, or past their own rules, as their maintainers have published it: Kamailio,
 * OpenSIPS, pjsip and Asterisk, Sofia-SIP, jain-sip. Each gets its answer, and the valid request beside it too.
 */
class PublishedFaultsTest {
    private static final String GOOD = """
            OPTIONS sip:alive@example.com SIP/2.0
            Via: SIP/2.0/UDP 192.0.2.4;branch=z9hG4bKfault;rport
            Max-Forwards: 70
            From: <sip:a@example.com>;tag=a
            To: <sip:alive@example.com>
            Call-ID: fault
            CSeq: 1 OPTIONS
            Content-Length: 0

            """;

    private static final Logger LOG = (Logger) LoggerFactory.getLogger("io.carillon.sip");

    private static SipStack stack;
    private static int count;

    private final ListAppender<ILoggingEvent> said = new ListAppender<>();

    @BeforeAll
    static void start() throws IOException {
        var local = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        stack = SipStack.builder()
                .listen(new ListeningPoint("sip", local, "127.0.0.1", Set.of(Transport.UDP)))
                .timers(new Timers(5, 20, 20, 20, 600))
                .build();
        stack.start();
        var agent = new UserAgent(stack, "sip", "<sip:" + stack.sentBy("sip") + ">").onCall(call -> call.refuse(486));
        stack.handler("sip", agent);
    }

    @AfterAll
    static void close() {
        stack.close();
    }

    @BeforeEach
    void listen() {
        said.start();
        LOG.setLevel(Level.INFO);
        LOG.addAppender(said);
    }

    @AfterEach
    void listenNoMore() {
        LOG.detachAppender(said);
        LOG.setLevel(null);
    }

    private static Arguments fault(String name, int status, String line, String instead) {
        assertThat(GOOD).contains(line);
        return Arguments.of(name, status, GOOD.replace(line, instead));
    }

    static Stream<Arguments> faults() {
        return Stream.of(lengths(), sequences(), doubles(), quotes(), lines(), sizes(), nothings())
                .flatMap(each -> each);
    }

    private static Stream<Arguments> lengths() {
        var line = "Content-Length: 0\n";
        return Stream.of(
                fault("two lengths", 400, line, "Content-Length: 0\nl: 40\n"),
                fault("two lengths that agree", 400, line, "Content-Length: 0\nContent-Length: 0\n"),
                fault("a folded length", 400, line, "Content-Length: 1\n 0\n"),
                fault("a signed length", 400, line, "Content-Length: +0\n"),
                fault("a negative length", 400, line, "Content-Length: -1\n"),
                fault("a length in hex", 400, line, "Content-Length: 0x0\n"),
                fault("a length of 2^32", 400, line, "Content-Length: 4294967296\n"),
                fault("a length of 2^64", 400, line, "Content-Length: 18446744073709551616\n"),
                fault("a list of lengths", 400, line, "Content-Length: 0, 0\n"));
    }

    /** CVE-2017-16872, CVE-2017-16875, CVE-2017-9372. */
    private static Stream<Arguments> sequences() {
        var line = "CSeq: 1 OPTIONS\n";
        return Stream.of(
                fault("CSeq 2^31", 400, line, "CSeq: 2147483648 OPTIONS\n"),
                fault("CSeq 2^32 + 1", 400, line, "CSeq: 4294967297 OPTIONS\n"),
                fault("negative CSeq", 400, line, "CSeq: -1 OPTIONS\n"),
                fault("CSeq without a blank", 400, line, "CSeq: 1OPTIONS\n"),
                fault("CSeq with more", 400, line, "CSeq: 1 OPTIONS INVITE\n"),
                fault("CSeq of another method", 400, line, "CSeq: 1 BYE\n"),
                fault("empty CSeq", 400, line, "CSeq:\n"),
                fault("Via port 65536", 400, "192.0.2.4;", "192.0.2.4:65536;"),
                fault("Via port 2^32 + 5060", 400, "192.0.2.4;", "192.0.2.4:4294972356;"),
                fault("Max-Forwards 2^32", 400, "Max-Forwards: 70", "Max-Forwards: 4294967296"));
    }

    /** CVE-2018-14767, CVE-2018-8828. */
    private static Stream<Arguments> doubles() {
        return Stream.of(
                fault("two To", 400, "To: ", "t: <sip:x@example.com>\nTo: "),
                fault("two From", 400, "From: ", "f: <sip:x@example.com>;tag=x\nFrom: "),
                fault("two Call-ID", 400, "Call-ID: fault", "i: other\nCall-ID: fault"),
                fault("two CSeq", 400, "CSeq: 1", "CSeq: 2 OPTIONS\nCSeq: 1"),
                fault("two tags", 400, ";tag=a", ";tag=a;tag=b"),
                fault("an empty tag", 400, ";tag=a", ";tag="),
                fault("two branches", 400, ";rport", ";rport;branch=z9hG4bKother"),
                fault("an empty branch", 400, ";branch=z9hG4bKfault", ";branch="));
    }

    /** CVE-2022-39244, CVE-2023-28098. */
    private static Stream<Arguments> quotes() {
        var line = "From: <";
        return Stream.of(
                fault("a quote that never closes", 400, line, "From: \"a <"),
                fault("a quote that escapes its end", 400, line, "From: \"a\\\" <"),
                fault("a quote within words", 400, line, "From: a \"b\" <"),
                fault("an address in a name", 200, line, "From: \"<sip:evil@example.com>;tag=x\" <"),
                fault("a bracket that never closes", 400, "example.com>;tag=a", "example.com;tag=a"),
                fault("twenty thousand brackets", 400, line, "From: " + "<".repeat(20_000)),
                fault("twenty thousand quotes", 400, line, "From: " + "\"".repeat(20_001) + "<"),
                fault(
                        "comments in comments",
                        200,
                        "Max-Forwards",
                        "User-Agent: " + "(".repeat(20_000) + "\nMax-Forwards"),
                fault("parameters without end", 200, ";tag=a", ";tag=a" + ";p".repeat(5_000)));
    }

    /** CVE-2020-28361 and the like: what one server reads as a header and another does not. */
    private static Stream<Arguments> lines() {
        var line = "Max-Forwards: 70\n";
        return Stream.of(
                fault("a blank before the colon", 200, "To: ", "To : "),
                fault("a name in two words", 400, line, line + "X Route: <sip:evil@example.com>\n"),
                fault("a name of nothing", 400, line, line + ": <sip:evil@example.com>\n"),
                fault("a line without a colon", 400, line, line + "Route\n"),
                fault("a first line that is folded", 400, "Via:", " X: y\nVia:"),
                fault("a fold of nothing", 400, line, line + "Subject: a\n \n"),
                fault("a control character", 400, line, line + "Subject: a\u0000b\n"),
                fault("a lone CR", 400, line, line + "Subject: a\rRoute: <sip:evil@example.com>\n"),
                fault("a name with a control character", 400, line, line + "Rou\u0001te: <sip:evil@example.com>\n"));
    }

    /** CVE-2018-7284, CVE-2016-2385. */
    private static Stream<Arguments> sizes() {
        var line = "Max-Forwards: 70\n";
        return Stream.of(
                fault("a hundred Accept", 200, line, line + "Accept: application/sdp\n".repeat(100)),
                fault("three hundred lines", 513, line, line + "X-More: y\n".repeat(300)),
                fault("a line of 50,000", 200, line, line + "X-Long: " + "y".repeat(50_000) + "\n"),
                fault("a name of 20,000", 200, line, line + "X".repeat(20_000) + ": y\n"),
                fault("a branch of 20,000", 200, "z9hG4bKfault", "z9hG4bK" + "y".repeat(20_000)));
    }

    /** CVE-2018-16657: what cannot be answered is dropped. */
    private static Stream<Arguments> nothings() {
        var via =
                GOOD.lines().filter(each -> each.startsWith("Via")).findFirst().orElseThrow() + "\n";
        return Stream.of(
                fault("no Via", 0, via, ""),
                fault("a response without Via", 0, "OPTIONS sip:alive@example.com SIP/2.0\n" + via, "SIP/2.0 200 OK\n"),
                Arguments.of("nothing", 0, "\n"),
                Arguments.of("a letter", 0, "A"),
                Arguments.of("letters", 0, "A".repeat(60_000)),
                Arguments.of("lines of nothing", 0, "\n".repeat(30_000) + "A"));
    }

    @ParameterizedTest(name = "{0} is {1}")
    @MethodSource("faults")
    void has_its_answer(String name, int status, String text) throws IOException {
        try (var peer = peer()) {
            peer.send(unique(text));
            if (status != 0) {
                assertThat(peer.anyAnswer().status()).as(name).isEqualTo(status);
            }
            peer.send(RawPeer.options("beside" + ++count));
            assertThat(peer.finalAnswer("OPTIONS").status()).isEqualTo(200);
        }
        // It was told before its answer left; it is one line, of bounded length and without a stack trace.
        assertThat(said.list).hasSizeLessThanOrEqualTo(1).allSatisfy(line -> {
            assertThat(line.getThrowableProxy()).isNull();
            assertThat(line.getFormattedMessage()).hasSizeLessThan(500).doesNotContain("\n", "\r");
        });
    }

    private static RawPeer peer() throws IOException {
        return new RawPeer.Udp(0, stack.address("sip"));
    }

    private static byte[] unique(String text) {
        int number = ++count;
        return text.replace("z9hG4bKfault", "z9hG4bKfault" + number)
                .replace("Call-ID: fault", "Call-ID: fault" + number)
                .replace("\n", "\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Kamailio's remove_hf did not see it, and the server behind believed it. */
    @Test
    void a_header_with_a_blank_before_its_colon_is_removed_like_any_other() {
        var request = (SipRequest)
                SipMessage.parse(unique(GOOD.replace("To: ", "P-Asserted-Identity : <sip:boss@example.com>\nTo: ")));
        var trusted = request.edit().remove(HeaderName.P_ASSERTED_IDENTITY).build();
        assertThat(trusted.toString()).doesNotContain("boss");
    }

    /** Rounds of everything above and of calls that nobody ends: after each, there is as little left as before. */
    @Test
    void a_flood_leaves_nothing_behind_and_a_valid_request_is_answered_in_it() throws IOException {
        var attacks = faults().map(each -> (String) each.get()[2]).toList();
        long before = 0;
        for (int round = 0; round < 3; round++) {
            try (var flood = peer();
                    var valid = peer()) {
                for (int i = 0; i < 1_500; i++) {
                    flood.send(unique(
                            attacks.get(i % attacks.size()).replace("OPTIONS", i % 8 > 0 ? "OPTIONS" : "INVITE")));
                    if (i % 150 == 0) {
                        valid.send(RawPeer.options("flood" + ++count));
                        assertThat(valid.finalAnswer("OPTIONS").status()).isEqualTo(200);
                    }
                }
            }
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> stack.statistics().serverTransactions() == 0);
            long now = used();
            if (round == 1) {
                before = now;
            } else if (round == 2) {
                assertThat(now - before).as("bytes more in use").isLessThan(2 << 20);
            }
        }
    }

    private static long used() {
        System.gc();
        var runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
