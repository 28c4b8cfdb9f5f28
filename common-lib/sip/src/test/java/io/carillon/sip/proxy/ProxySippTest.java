package io.carillon.sip.proxy;

import static org.awaitility.Awaitility.await;

import io.carillon.sip.message.SipRequest;
import io.carillon.sip.peer.Sipp;
import io.carillon.sip.transaction.RequestHandler;
import io.carillon.sip.transaction.ServerTransaction;
import io.carillon.sip.transaction.SipStack;
import io.carillon.sip.transport.Arrival;
import io.carillon.sip.transport.Hop;
import io.carillon.sip.transport.ListeningPoint;
import io.carillon.sip.transport.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** sipp on both sides of the proxy. */
class ProxySippTest {
    @TempDir
    Path folder;

    private final SipStack stack = SipStack.builder()
            .listen(new ListeningPoint(
                    "core",
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                    "127.0.0.1",
                    Set.of(Transport.UDP, Transport.TCP)))
            .build();
    private final Proxy proxy = new Proxy(stack);

    @BeforeEach
    void start() throws IOException {
        Sipp.required();
        stack.start();
    }

    @AfterEach
    void close() {
        stack.close();
    }

    private void forksTo(Transport transport, InetSocketAddress... called) {
        stack.handler("core", new RequestHandler() {
            @Override
            public void onRequest(ServerTransaction transaction) {
                var request = transaction.request();
                var targets = request.inDialog() ? Arrays.copyOf(called, 1) : called;
                proxy.forward(
                        transaction,
                        Forward.to(
                                "core",
                                Arrays.stream(targets)
                                        .map(address -> new Branch(request, new Hop(transport, address)))
                                        .toArray(Branch[]::new)));
            }

            @Override
            public void onAck(SipRequest ack, Arrival arrival) {
                proxy.forwardAck(ack, new Hop(transport, called[0]), "core");
            }
        });
    }

    private Sipp called(String name, InetSocketAddress address, String... scenario) throws IOException {
        var arguments = new java.util.ArrayList<>(Arrays.asList(scenario));
        arguments.addAll(java.util.List.of("-p", "" + address.getPort()));
        return Sipp.start(folder, name, arguments.toArray(String[]::new));
    }

    private Sipp caller(String... scenario) throws IOException {
        var arguments = new java.util.ArrayList<>(Arrays.asList(scenario));
        arguments.addAll(
                java.util.List.of("-p", "" + Sipp.freePort().getPort(), "-timeout", "40", stack.sentBy("core")));
        return Sipp.start(folder, "uac", arguments.toArray(String[]::new));
    }

    private String scenario(String name) throws IOException {
        try (var source = ProxySippTest.class.getResourceAsStream("/sipp/" + name + ".xml")) {
            var file = folder.resolve(name + ".xml");
            Files.write(file, java.util.Objects.requireNonNull(source).readAllBytes());
            return file.toString();
        }
    }

    @Test
    void a_hundred_calls_pass() throws Exception {
        var bob = Sipp.freePort();
        forksTo(Transport.UDP, bob);
        try (var uas = called("uas", bob, "-sf", Sipp.answers(folder), "-m", "100");
                var uac = caller("-sn", "uac", "-m", "100", "-r", "100", "-d", "50")) {
            uac.succeeds();
            uas.succeeds();
        }
        await().until(() -> stack.statistics().inFlight() == 0);
    }

    @Test
    void calls_pass_over_tcp() throws Exception {
        var bob = Sipp.freePort();
        forksTo(Transport.TCP, bob);
        try (var uas = called("uas", bob, "-sf", Sipp.answers(folder), "-m", "20", "-t", "t1");
                var uac = caller("-sn", "uac", "-m", "20", "-r", "40", "-d", "50", "-t", "t1")) {
            uac.succeeds();
            uas.succeeds();
        }
    }

    @Test
    void a_caller_gives_up() throws Exception {
        var bob = Sipp.freePort();
        forksTo(Transport.UDP, bob);
        try (var uas = called("uas", bob, "-sf", scenario("uas-rings"), "-m", "10");
                var uac = caller("-sf", scenario("uac-cancels"), "-m", "10")) {
            uac.succeeds();
            uas.succeeds();
        }
    }

    @Test
    void a_redirect_reaches_the_caller() throws Exception {
        var bob = Sipp.freePort();
        forksTo(Transport.UDP, bob);
        try (var uas = called("uas", bob, "-sf", scenario("uas-redirects"), "-m", "10");
                var uac = caller("-sf", scenario("uac-redirected"), "-m", "10")) {
            uac.succeeds();
            uas.succeeds();
        }
    }

    @Test
    void of_two_phones_the_one_that_only_rings_is_cancelled() throws Exception {
        var answers = Sipp.freePort();
        var rings = Sipp.freePort();
        forksTo(Transport.UDP, answers, rings);
        try (var first = called("answers", answers, "-sf", Sipp.answers(folder), "-m", "10");
                var second = called("rings", rings, "-sf", scenario("uas-rings"), "-m", "10");
                var uac = caller("-sn", "uac", "-m", "10", "-d", "50")) {
            uac.succeeds();
            first.succeeds();
            second.succeeds();
        }
    }
}
