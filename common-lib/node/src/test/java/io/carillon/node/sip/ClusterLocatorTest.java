package io.carillon.node.sip;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.identity.SipUri;
import io.carillon.node.directory.NodeInfo;
import io.carillon.node.directory.StaticNodes;
import io.carillon.sip.transport.Hop;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterLocatorTest {
    private static final String HOME = "ims.mnc001.mcc001.3gppnetwork.org";

    private final StaticNodes nodes = StaticNodes.of(
            node("cscf", "cscf-1", 5070),
            node("cscf", "cscf-2", 5170),
            node("tas", "tas-1", 5080),
            node("im", "im-1", 5090),
            node("sbc", "sbc-1", 5064));
    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger asked = new AtomicInteger();
    private final ClusterLocator locator = new ClusterLocator(nodes, HOME, new HostAddresses(this::resolve, now::get));

    private InetAddress[] resolve(String host) throws UnknownHostException {
        asked.incrementAndGet();
        if (host.equals("peer.example")) {
            return new InetAddress[] {InetAddress.ofLiteral("192.0.2.1"), InetAddress.ofLiteral("2001:db8::1")};
        }
        throw new UnknownHostException(host);
    }

    @ParameterizedTest
    @CsvSource({"tas,5080", "im,5090", "sbc,5064", "TAS,5080"})
    void a_cluster_name_is_a_node_of_that_role(String name, int port) {
        assertThat(hops("sip:orig@" + name + "." + HOME + ";lr")).containsExactly("UDP 127.0.0.1:" + port);
    }

    @Test
    void scscf_icscf_and_bgcf_live_in_the_same_nodes() {
        for (String name : List.of("scscf", "icscf", "bgcf")) {
            assertThat(hops("sip:" + name + "." + HOME))
                    .containsExactlyInAnyOrder("UDP 127.0.0.1:5070", "UDP 127.0.0.1:5170");
        }
    }

    @Test
    void the_node_that_holds_the_state_comes_first_and_the_others_after_it() {
        assertThat(hops("sip:scscf." + HOME + ";node=cscf-2;lr"))
                .containsExactly("UDP 127.0.0.1:5170", "UDP 127.0.0.1:5070");
    }

    @Test
    void when_that_node_is_gone_any_other_will_do() {
        nodes.remove(node("cscf", "cscf-2", 5170));

        assertThat(hops("sip:scscf." + HOME + ";node=cscf-2;lr")).containsExactly("UDP 127.0.0.1:5070");
    }

    @Test
    void a_hop_that_failed_is_left_out() {
        locator.failed(Hop.udp(node("cscf", "cscf-1", 5070).address("sip").orElseThrow()));

        assertThat(hops("sip:scscf." + HOME)).containsExactly("UDP 127.0.0.1:5170");
        assertThat(hops("sip:scscf." + HOME + ";node=cscf-1")).containsExactly("UDP 127.0.0.1:5170");
    }

    @Test
    void the_uri_names_the_transport() {
        assertThat(hops("sip:tas." + HOME + ";transport=tcp")).containsExactly("TCP 127.0.0.1:5080");
        assertThat(hops("sip:192.0.2.7;transport=tcp")).containsExactly("TCP 192.0.2.7:5060");
        assertThat(hops("sips:192.0.2.7")).containsExactly("TLS 192.0.2.7:5061");
    }

    @Test
    void addresses_need_nobody() {
        assertThat(hops("sip:192.0.2.7:5062")).containsExactly("UDP 192.0.2.7:5062");
        assertThat(hops("sip:[2001:db8::7]")).containsExactly("UDP [2001:db8:0:0:0:0:0:7]:5060");
        assertThat(locator.immediate(SipUri.parse("sip:192.0.2.7"))).isTrue();
        assertThat(locator.immediate(SipUri.parse("sip:scscf." + HOME))).isTrue();
        assertThat(asked).hasValue(0);
    }

    @Test
    void other_names_go_to_dns_once_in_a_while() {
        SipUri peer = SipUri.parse("sip:Peer.example");
        assertThat(locator.immediate(peer)).isFalse();
        assertThat(hops("sip:Peer.example")).containsExactly("UDP 192.0.2.1:5060", "UDP [2001:db8:0:0:0:0:0:1]:5060");
        assertThat(locator.immediate(peer)).isTrue();
        assertThat(locator.locate(peer)).hasSize(2);
        assertThat(asked).hasValue(1);

        now.addAndGet(Duration.ofSeconds(30).toNanos());
        assertThat(locator.immediate(peer)).isFalse();
        assertThat(locator.locate(peer)).hasSize(2);
        assertThat(asked).hasValue(2);
    }

    @Test
    void a_name_without_address_is_remembered_shortly_and_has_no_hops() {
        assertThat(hops("sip:nowhere.example")).isEmpty();
        assertThat(hops("sip:nowhere.example")).isEmpty();
        assertThat(asked).hasValue(1);

        now.addAndGet(Duration.ofSeconds(5).toNanos());
        assertThat(hops("sip:nowhere.example")).isEmpty();
        assertThat(asked).hasValue(2);
    }

    @Test
    void many_names_from_outside_do_not_fill_the_memory() {
        HostAddresses names = new HostAddresses(this::resolve, now::get);
        for (int i = 0; i < 1_001; i++) {
            names.of("n" + i + ".example");
        }

        assertThat(names.isKnown("n0.example")).isFalse();
        assertThat(names.isKnown("n1000.example")).isTrue();
    }

    @Test
    void a_role_without_nodes_and_a_node_without_sip_have_no_hops() {
        StaticNodes few = StaticNodes.of(new NodeInfo("tas", "tas-1", Map.of("http", "127.0.0.1:1"), 1, 0));
        ClusterLocator lonely = new ClusterLocator(few, HOME);

        assertThat(lonely.locate(SipUri.parse("sip:tas." + HOME))).isEmpty();
        assertThat(lonely.locate(SipUri.parse("sip:im." + HOME))).isEmpty();
    }

    private List<String> hops(String uri) {
        return locator.locate(SipUri.parse(uri)).stream().map(Hop::toString).toList();
    }

    private static NodeInfo node(String role, String id, int port) {
        return new NodeInfo(role, id, Map.of("sip", "127.0.0.1:" + port), 100, 0);
    }
}
