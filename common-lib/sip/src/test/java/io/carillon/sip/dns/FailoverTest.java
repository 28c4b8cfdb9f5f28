package io.carillon.sip.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.identity.SipUri;
import io.carillon.sip.peer.Dnsmasq;
import io.carillon.sip.peer.Sipp;
import io.carillon.sip.peer.WirePeer;
import io.carillon.sip.proxy.Branch;
import io.carillon.sip.proxy.Forward;
import io.carillon.sip.proxy.Proxy;
import io.carillon.sip.transaction.RequestHandler;
import io.carillon.sip.transaction.ServerTransaction;
import io.carillon.sip.transaction.SipStack;
import io.carillon.sip.transaction.Timers;
import io.carillon.sip.transport.Arrival;
import io.carillon.sip.transport.Hop;
import io.carillon.sip.transport.ListeningPoint;
import io.carillon.sip.transport.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A proxy finds the servers of a domain in a real DNS and goes on to the next one when one does not answer. */
class FailoverTest {
    private final List<AutoCloseable> open = new ArrayList<>();
    private final LinkedBlockingQueue<Arrival> served = new LinkedBlockingQueue<>();
    private final WirePeer caller = opened(new WirePeer("caller"));
    private DnsLocator locator;

    @AfterEach
    void close() throws Exception {
        for (var each : open.reversed()) {
            each.close();
        }
    }

    private <C extends AutoCloseable> C opened(C each) {
        open.add(each);
        return each;
    }

    private SipStack stack(RequestHandler handler) throws IOException {
        var bind = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        var stack = opened(SipStack.builder()
                .listen(new ListeningPoint("wire", bind, "127.0.0.1", Set.of(Transport.UDP, Transport.TCP)))
                .handler("wire", handler)
                .timers(new Timers(50, 400, 500, 2_000, 5_000))
                .build());
        stack.start();
        return stack;
    }

    private SipStack server() throws IOException {
        return stack(transaction -> {
            served.add(transaction.arrival());
            transaction.respond(200);
        });
    }

    /** Forwards what it gets to where the Request-URI leads. */
    private SipStack proxy(Dnsmasq dns) throws IOException {
        locator = new DnsLocator(
                new DnsNames(List.of(dns.address()), Duration.ofSeconds(2)), Set.of(Transport.UDP, Transport.TCP));
        var proxy = new Proxy[1];
        var stack = opened(SipStack.builder()
                .listen(new ListeningPoint(
                        "wire",
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        "127.0.0.1",
                        Set.of(Transport.UDP, Transport.TCP)))
                .handler("wire", transaction -> transaction.onLane(() -> forward(proxy[0], transaction)))
                .locator(locator)
                .timers(new Timers(50, 400, 500, 2_000, 5_000))
                .build());
        proxy[0] = new Proxy(stack);
        stack.start();
        return stack;
    }

    private void forward(Proxy proxy, ServerTransaction transaction) {
        var hops = locator.locate(SipUri.parse(transaction.request().uri()));
        proxy.forward(transaction, Forward.to("wire", new Branch(transaction.request(), hops)));
    }

    private static String srv(String service, int port, int priority) {
        return "--srv-host=" + service + ".peer.example,host.peer.example," + port + "," + priority;
    }

    private void isAnswered(String method, SipStack proxy) {
        caller.send(caller.request(method, "sip:bob@peer.example"), proxy.address("wire"));
        caller.expect(200);
    }

    @Test
    void a_refused_connection_leads_to_the_next_server_at_once_and_is_avoided_then() throws Exception {
        var server = server();
        var dns = opened(Dnsmasq.start(
                "--naptr-record=peer.example,10,0,s,SIP+D2T,,_sip._tcp.peer.example",
                srv("_sip._tcp", Sipp.freePort().getPort(), 1),
                srv("_sip._tcp", server.address("wire").getPort(), 2),
                "--host-record=host.peer.example,127.0.0.1"));
        var proxy = proxy(dns);

        isAnswered("MESSAGE", proxy);

        assertThat(served.remove().transport()).isEqualTo(Transport.TCP);
        assertThat(locator.locate(SipUri.parse("sip:peer.example")))
                .extracting(Hop::address)
                .first()
                .isEqualTo(server.address("wire"));
    }

    @Test
    void a_silent_server_is_left_for_the_next_one() throws Exception {
        var silent = opened(new WirePeer("silent"));
        var server = server();
        var dns = opened(Dnsmasq.start(
                srv("_sip._udp", silent.address().getPort(), 1),
                srv("_sip._udp", server.address("wire").getPort(), 2),
                "--host-record=host.peer.example,127.0.0.1"));
        var proxy = proxy(dns);

        isAnswered("INVITE", proxy);

        assertThat(served.remove().transport()).isEqualTo(Transport.UDP);
        isAnswered("MESSAGE", proxy);
        assertThat(locator.locate(SipUri.parse("sip:peer.example")))
                .extracting(Hop::address)
                .last()
                .isEqualTo(silent.address());
    }

    @Test
    void names_records_and_aliases_are_read_as_the_server_has_them() throws Exception {
        var dns = opened(Dnsmasq.start(
                "--naptr-record=peer.example,10,5,s,SIP+D2T,,_sip._tcp.peer.example",
                "--srv-host=_sip._tcp.peer.example,host.peer.example,5070,7,8",
                "--host-record=host.peer.example,192.0.2.1,2001:db8::1",
                "--cname=alias.peer.example,host.peer.example"));
        var names = new DnsNames(List.of(dns.address()), Duration.ofSeconds(2));

        assertThat(names.naptr("peer.example").records())
                .containsExactly(new Names.Naptr(10, 5, "s", "SIP+D2T", "_sip._tcp.peer.example"));
        assertThat(names.srv("_sip._tcp.peer.example").records())
                .containsExactly(new Names.Srv(7, 8, 5070, "host.peer.example"));
        assertThat(names.addresses("alias.peer.example").records())
                .containsExactly(InetAddress.ofLiteral("192.0.2.1"), InetAddress.ofLiteral("2001:db8::1"));
        assertThat(names.addresses("host.peer.example").ttl()).isEqualTo(Duration.ofSeconds(60));
        assertThat(names.addresses("nobody.example").records()).isEmpty();
        assertThat(names.addresses("not a name..").records()).isEmpty();
    }
}
