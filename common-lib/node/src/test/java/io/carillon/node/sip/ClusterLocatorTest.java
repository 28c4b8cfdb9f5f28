package io.carillon.node.sip;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.identity.SipUri;
import io.carillon.node.directory.NodeInfo;
import io.carillon.node.directory.StaticNodes;
import io.carillon.sip.transport.Hop;
import io.carillon.sip.transport.Locator;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    private final List<Hop> failedElsewhere = new ArrayList<>();
    private final ClusterLocator locator = new ClusterLocator(nodes, HOME, new Locator() {
        @Override
        public List<Hop> locate(SipUri uri) {
            return List.of(Hop.tcp(new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 5060)));
        }

        @Override
        public boolean immediate(SipUri uri) {
            return false;
        }

        @Override
        public void failed(Hop hop) {
            failedElsewhere.add(hop);
        }
    });

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
    void a_node_that_leaves_gets_nothing_new_and_what_belongs_to_its_dialogs() {
        nodes.put(node("cscf", "cscf-2", 5170).onLeave());
        locator.failed(Hop.udp(node("cscf", "cscf-2", 5170).address("sip").orElseThrow())); // it has sent somebody away
        var itsOwn = SipUri.parse("sip:scscf." + HOME + ";node=cscf-2;lr");

        assertThat(hops(itsOwn.toString())).containsExactly("UDP 127.0.0.1:5070");
        assertThat(locator.locateInDialog(itsOwn)).hasToString("[UDP 127.0.0.1:5170, UDP 127.0.0.1:5070]");
        assertThat(locator.locateInDialog(SipUri.parse("sip:peer.example"))).hasToString("[TCP 192.0.2.1:5060]");
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
    }

    @Test
    void every_other_host_is_found_by_dns() {
        var peer = SipUri.parse("sip:peer.example");
        assertThat(locator.immediate(peer)).isFalse();
        assertThat(hops("sip:peer.example")).containsExactly("TCP 192.0.2.1:5060");

        locator.locate(peer).forEach(locator::failed);

        assertThat(failedElsewhere).hasSize(1);
        assertThat(locator.immediate(SipUri.parse("sip:scscf." + HOME))).isTrue();
    }

    @Test
    void addresses_need_nobody() {
        var real = new ClusterLocator(nodes, HOME);
        assertThat(real.locate(SipUri.parse("sip:192.0.2.7:5062"))).hasToString("[UDP 192.0.2.7:5062]");
        assertThat(real.locate(SipUri.parse("sips:192.0.2.7"))).hasToString("[TLS 192.0.2.7:5061]");
        assertThat(real.immediate(SipUri.parse("sip:192.0.2.7"))).isTrue();
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
