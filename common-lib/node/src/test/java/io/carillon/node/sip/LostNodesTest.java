package io.carillon.node.sip;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.identity.SipUri;
import io.carillon.node.directory.NodeInfo;
import io.carillon.node.directory.StaticNodes;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipMessage;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.proxy.Branch;
import io.carillon.sip.proxy.Forward;
import io.carillon.sip.proxy.Proxy;
import io.carillon.sip.transaction.ServerTransaction;
import io.carillon.sip.transaction.SipClient;
import io.carillon.sip.transaction.SipClient.Event;
import io.carillon.sip.transaction.SipStack;
import io.carillon.sip.transaction.Timers;
import io.carillon.sip.transport.Addresses;
import io.carillon.sip.transport.Hop;
import io.carillon.sip.transport.ListeningPoint;
import io.carillon.sip.transport.Locator;
import io.carillon.sip.transport.Transport;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A node between a caller and two nodes of a role, the first of which is a bare socket that says what the test wants. */
class LostNodesTest {
    private static final String HOME = "home.example";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** What moves before an hour has passed, moves because of the directory. */
    private static final Timers NEVER = new Timers(3_600_000, 3_600_000, 100, 100, 3_600_000);

    private final StaticNodes directory = StaticNodes.of();
    private final SipStack caller = stack("caller", Timers.STANDARD);
    private final SipStack second = stack("core", Timers.STANDARD);
    private final Locator locator = new ClusterLocator(directory, HOME);
    private final SipStack node = SipStack.builder()
            .listen(point("core"))
            .timers(NEVER)
            .locator(locator)
            .build();
    private DatagramSocket first;
    private NodeInfo one;

    private static SipStack stack(String name, Timers timers) {
        return SipStack.builder().listen(point(name)).timers(timers).build();
    }

    private static ListeningPoint point(String name) {
        var local = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        return new ListeningPoint(name, local, "127.0.0.1", Set.of(Transport.UDP));
    }

    @BeforeEach
    void start() throws IOException {
        for (var each : new SipStack[] {caller, second, node}) {
            each.start();
        }
        first = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        first.setSoTimeout((int) PATIENCE.toMillis());
        one = cscf("cscf-1", Addresses.text((InetSocketAddress) first.getLocalSocketAddress()));
        directory.put(one);
        directory.put(cscf("cscf-2", second.sentBy("core")));
        new LostNodes(directory, node);
        second.handler("core", transaction -> transaction.respond(202));
        var proxy = new Proxy(node);
        node.handler(
                "core",
                transaction -> proxy.forward(
                        transaction,
                        Forward.to("core", new Branch(transaction.request(), locator.locate(uri("cscf-1"))))));
    }

    private static NodeInfo cscf(String id, String address) {
        return new NodeInfo("cscf", id, Map.of("sip", address), 100, 0);
    }

    private static SipUri uri(String node) {
        return SipUri.of("scscf." + HOME).withParam(ClusterLocator.NODE, node);
    }

    @AfterEach
    void stop() {
        caller.close();
        node.close();
        second.close();
        first.close();
    }

    private Event next(SipClient.Exchange exchange) {
        var event = exchange.next(PATIENCE);
        return event instanceof Event.Provisional(var response) && response.status() == 100 ? next(exchange) : event;
    }

    private SipClient.Exchange sends(String method) {
        var request = SipRequest.create(method, "sip:bob@home.example")
                .append(HeaderName.MAX_FORWARDS, 70)
                .append(HeaderName.FROM, "<sip:alice@home.example>;tag=a")
                .append(HeaderName.TO, "<sip:bob@home.example>")
                .append(HeaderName.CALL_ID, "call-" + System.nanoTime())
                .append(HeaderName.CSEQ, "1 " + method)
                .build();
        return caller.client("caller").start(request, Hop.udp(node.address("core")));
    }

    private record Arrived(SipRequest request, SocketAddress from) {}

    /** The next request that reaches the first node. */
    private Arrived arrives(String method) throws IOException {
        while (true) {
            var packet = new DatagramPacket(new byte[4_096], 4_096);
            first.receive(packet);
            var request = (SipRequest) SipMessage.parse(packet.getData(), 0, packet.getLength());
            if (request.is(method)) {
                return new Arrived(request, packet.getSocketAddress());
            }
        }
    }

    private void says(Arrived to, int status) throws IOException {
        var bytes = to.request().reply(status).toTag("first").build().wire();
        first.send(new DatagramPacket(bytes, bytes.length, to.from()));
    }

    private static int status(Event event) {
        return event instanceof Event.Final(var response) ? response.status() : 0;
    }

    @Test
    void a_call_and_a_registration_on_their_way_to_a_node_that_vanishes_go_to_the_other() throws IOException {
        var call = sends("INVITE");
        arrives("INVITE");
        var registration = sends("REGISTER");
        arrives("REGISTER");

        directory.lose(one);

        assertThat(status(next(call))).isEqualTo(202);
        assertThat(status(next(registration))).isEqualTo(202);
        assertThat(locator.locate(uri("cscf-1")))
                .as("what comes next")
                .containsExactly(Hop.udp(second.address("core")));
    }

    @Test
    void a_call_that_rings_behind_a_node_that_vanishes_ends() throws IOException {
        var call = sends("INVITE");
        says(arrives("INVITE"), 180);
        assertThat(next(call)).isInstanceOf(Event.Provisional.class);

        directory.lose(one);

        assertThat(status(next(call))).isEqualTo(504);
    }

    @Test
    void a_node_that_has_lost_no_more_than_its_session_keeps_its_calls() throws Exception {
        var ringing = new LinkedBlockingQueue<ServerTransaction>();
        var asked = new CountDownLatch(1);
        try (var alive = stack("core", Timers.STANDARD)) {
            alive.start();
            alive.handler("core", transaction -> {
                if (transaction.request().is("OPTIONS")) {
                    transaction.respond(200);
                    asked.countDown();
                } else {
                    transaction.respond(180);
                    ringing.add(transaction);
                }
            });
            var listed = cscf("cscf-1", alive.sentBy("core"));
            directory.put(listed);
            var call = sends("INVITE");
            assertThat(next(call)).isInstanceOf(Event.Provisional.class);

            directory.lose(listed);
            assertThat(asked.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

            ringing.take().respond(200);
            assertThat(status(next(call))).isEqualTo(200);
        }
    }
}
