package io.carillon.enumdns.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.NAPTRRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** Size, load and life of the wire, whatever the answers are. */
class DnsServerTest {
    private static final InetSocketAddress ANY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private static final DnsServer.Bounds BOUNDS = new DnsServer.Bounds(2, 2, Duration.ofSeconds(5));

    private static Message query() throws TextParseException {
        return Message.newQuery(Record.newRecord(Name.fromString("1.e164.arpa."), Type.NAPTR, DClass.IN));
    }

    /** Fifteen records of some 40 octets. */
    private static Message large(Message query) {
        Message response = new Message(query.getHeader().getID());
        response.getHeader().setFlag(Flags.QR);
        Record question = query.getQuestion();
        response.addRecord(question, Section.QUESTION);
        for (int i = 0; i < 15; i++) {
            response.addRecord(
                    new NAPTRRecord(question.getName(), DClass.IN, 60, i, 1, "u", "E2U+sip", "!^.*$!sip:x!", Name.root),
                    Section.ANSWER);
        }
        return response;
    }

    private static SimpleResolver resolver(DnsServer server) {
        SimpleResolver resolver = new SimpleResolver(server.local());
        // Without this it would offer EDNS by itself.
        resolver.setEDNS(-1);
        resolver.setIgnoreTruncation(true);
        resolver.setTimeout(Duration.ofSeconds(10));
        return resolver;
    }

    @Test
    void what_does_not_fit_plain_udp_is_cut_and_marked_and_whole_with_edns_and_over_tcp() throws IOException {
        try (DnsServer server = DnsServer.open(ANY, BOUNDS, DnsServerTest::large)) {
            SimpleResolver resolver = resolver(server);
            Message plain = resolver.send(query());
            assertThat(plain.getHeader().getFlag(Flags.TC)).isTrue();
            assertThat(plain.numBytes()).isLessThanOrEqualTo(512);

            Message asking = query();
            asking.addRecord(new OPTRecord(4096, 0, 0), Section.ADDITIONAL);
            Message more = resolver.send(asking);
            assertThat(more.getHeader().getFlag(Flags.TC)).isFalse();
            assertThat(more.numBytes()).isBetween(513, 1232);

            resolver.setTCP(true);
            Message whole = resolver.send(query());
            assertThat(whole.getHeader().getFlag(Flags.TC)).isFalse();
            assertThat(whole.getSection(Section.ANSWER)).hasSize(15);
        }
    }

    @Test
    void queries_past_the_bound_are_told_to_come_back() throws Exception {
        CountDownLatch busy = new CountDownLatch(2);
        CountDownLatch release = new CountDownLatch(1);
        DnsResponder slow = query -> {
            busy.countDown();
            awaitUninterruptibly(release);
            return large(query);
        };
        try (DnsServer server = DnsServer.open(ANY, BOUNDS, slow);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Message> one = threads.submit(() -> resolver(server).send(query()));
            Future<Message> two = threads.submit(() -> resolver(server).send(query()));
            busy.await();
            assertThat(resolver(server).send(query()).getRcode()).isEqualTo(Rcode.SERVFAIL);
            release.countDown();
            assertThat(one.get().getRcode()).isEqualTo(Rcode.NOERROR);
            assertThat(two.get().getRcode()).isEqualTo(Rcode.NOERROR);
            await().untilAsserted(() ->
                    assertThat(resolver(server).send(query()).getRcode()).isEqualTo(Rcode.NOERROR));
        }
    }

    @Test
    void connections_past_the_bound_are_closed_and_the_next_one_works() throws IOException {
        try (DnsServer server = DnsServer.open(ANY, BOUNDS, DnsServerTest::large)) {
            InetSocketAddress address = server.local();
            try (Socket one = new Socket(address.getAddress(), address.getPort());
                    Socket two = new Socket(address.getAddress(), address.getPort());
                    Socket three = new Socket(address.getAddress(), address.getPort())) {
                three.setSoTimeout(10_000);
                try (InputStream closed = three.getInputStream()) {
                    assertThat(closed.read()).isEqualTo(-1);
                }
                assertThat(one.isConnected() && two.isConnected()).isTrue();
            }
            SimpleResolver resolver = resolver(server);
            resolver.setTCP(true);
            await().ignoreException(IOException.class)
                    .untilAsserted(() -> assertThat(resolver.send(query()).getSection(Section.ANSWER))
                            .hasSize(15));
        }
    }

    @Test
    void a_silent_connection_is_closed() throws IOException {
        DnsServer.Bounds hasty = new DnsServer.Bounds(2, 2, Duration.ofMillis(100));
        try (DnsServer server = DnsServer.open(ANY, hasty, DnsServerTest::large);
                Socket client =
                        new Socket(server.local().getAddress(), server.local().getPort())) {
            client.setSoTimeout(10_000);
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void a_responder_that_fails_is_a_server_failure() throws IOException {
        DnsResponder broken = _ -> {
            throw new IllegalStateException("broken for the test");
        };
        try (DnsServer server = DnsServer.open(ANY, BOUNDS, broken)) {
            assertThat(resolver(server).send(query()).getRcode()).isEqualTo(Rcode.SERVFAIL);
        }
    }

    @Test
    void a_port_in_use_is_told() throws IOException {
        try (DnsServer first = DnsServer.open(ANY, BOUNDS, DnsServerTest::large)) {
            assertThatExceptionOfType(UncheckedIOException.class)
                    .isThrownBy(() -> DnsServer.open(first.local(), BOUNDS, DnsServerTest::large))
                    .withMessageContaining(String.valueOf(first.local().getPort()));
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
