package io.carillon.sip.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.identity.SipUri;
import io.carillon.sip.dns.Names.Answer;
import io.carillon.sip.dns.Names.Naptr;
import io.carillon.sip.dns.Names.Srv;
import io.carillon.sip.transport.Hop;
import io.carillon.sip.transport.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 3263 §4 case by case, with a zone in memory. */
class DnsLocatorTest {
    private final Zone zone = new Zone();
    private final AtomicLong now = new AtomicLong();
    private final DnsLocator locator =
            new DnsLocator(zone, Set.of(Transport.UDP, Transport.TCP, Transport.TLS), now::get);

    /** Records of a test, and which were asked for. */
    private static final class Zone implements Names {
        private final Map<String, List<Naptr>> naptrs = new ConcurrentHashMap<>();
        private final Map<String, List<Srv>> srvs = new ConcurrentHashMap<>();
        private final Map<String, List<InetAddress>> hosts = new ConcurrentHashMap<>();
        private final List<String> asked = new ArrayList<>();
        private Duration ttl = Duration.ofMinutes(5);
        private boolean away;
        /** Of which kinds the name server knows nothing but an error. */
        private final Set<String> failing = new HashSet<>();

        Zone naptr(String domain, Naptr... records) {
            naptrs.put(domain, List.of(records));
            return this;
        }

        Zone srv(String name, Srv... records) {
            srvs.put(name, List.of(records));
            return this;
        }

        Zone host(String name, String... addresses) {
            hosts.put(name, Arrays.stream(addresses).map(InetAddress::ofLiteral).toList());
            return this;
        }

        private <T> Answer<T> answer(String what, String name, Map<String, List<T>> from) throws IOException {
            asked.add(what + " " + name);
            if (away) {
                throw new IOException("no answer");
            }
            if (failing.contains(what)) {
                throw new ServerError("SERVFAIL", new IOException());
            }
            return new Answer<>(from.getOrDefault(name, List.of()), ttl);
        }

        @Override
        public Answer<Naptr> naptr(String domain) throws IOException {
            return answer("NAPTR", domain, naptrs);
        }

        @Override
        public Answer<Srv> srv(String name) throws IOException {
            return answer("SRV", name, srvs);
        }

        @Override
        public Answer<InetAddress> addresses(String host) throws IOException {
            return answer("A", host, hosts);
        }
    }

    @Test
    void a_name_server_that_fails_at_naptr_is_asked_for_srv_and_soon_again() {
        zone.host("n0.example", "192.0.2.1").srv("_sip._udp.peer.example", new Srv(0, 0, 5070, "n0.example"));
        zone.failing.add("NAPTR");
        assertThat(hops("sip:peer.example")).containsExactly("UDP 192.0.2.1:5070");

        zone.failing.clear();
        zone.naptr("peer.example", service(0, "SIP+D2T", "_sip._tcp.peer.example"))
                .srv("_sip._tcp.peer.example", new Srv(0, 0, 5080, "n0.example"));
        now.addAndGet(Duration.ofSeconds(61).toNanos());
        assertThat(hops("sip:peer.example")).containsExactly("TCP 192.0.2.1:5080");
    }

    @Test
    void errors_of_the_name_server_alone_are_no_answer_and_what_was_known_stays() {
        zone.host("n0.example", "192.0.2.1");
        assertThat(hops("sip:n0.example:5060")).containsExactly("UDP 192.0.2.1:5060");
        zone.failing.addAll(Set.of("NAPTR", "SRV", "A"));
        now.addAndGet(Duration.ofHours(2).toNanos());
        assertThat(hops("sip:n0.example:5060")).containsExactly("UDP 192.0.2.1:5060");
        assertThat(hops("sip:peer.example")).isEmpty();
    }

    private static Naptr service(int order, String service, String replacement) {
        return new Naptr(order, 0, "s", service, replacement);
    }

    private List<String> hops(String uri) {
        return locator.locate(SipUri.parse(uri)).stream().map(Hop::toString).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "sip:192.0.2.7, UDP 192.0.2.7:5060",
        "sip:192.0.2.7:5070, UDP 192.0.2.7:5070",
        "sip:192.0.2.7;transport=tcp, TCP 192.0.2.7:5060",
        "sips:192.0.2.7, TLS 192.0.2.7:5061",
        "sips:192.0.2.7;transport=tcp, TLS 192.0.2.7:5061",
        "sip:[2001:db8::7]:5062, UDP [2001:db8:0:0:0:0:0:7]:5062",
        "sip:peer.example;maddr=192.0.2.9, UDP 192.0.2.9:5060"
    })
    void an_address_needs_no_dns(String uri, String hop) {
        assertThat(hops(uri)).containsExactly(hop);
        assertThat(zone.asked).isEmpty();
        assertThat(locator.immediate(SipUri.parse(uri))).isTrue();
    }

    @Test
    void a_port_leaves_the_address_only() {
        zone.host("peer.example", "192.0.2.1", "2001:db8::1");
        assertThat(hops("sip:peer.example:5070"))
                .containsExactly("UDP 192.0.2.1:5070", "UDP [2001:db8:0:0:0:0:0:1]:5070");
        assertThat(hops("sips:peer.example:5071")).first().isEqualTo("TLS 192.0.2.1:5071");
        assertThat(zone.asked).containsOnly("A peer.example");
    }

    @Test
    void the_domain_says_by_naptr_which_transport_it_prefers() {
        zone.naptr(
                        "peer.example",
                        service(90, "SIP+D2U", "_sip._udp.peer.example"),
                        service(50, "SIPS+D2T", "_sips._tcp.peer.example"),
                        service(10, "SIP+D2S", "_sip._sctp.peer.example"),
                        new Naptr(1, 0, "u", "E2U+sip", ""))
                .srv("_sips._tcp.peer.example", new Srv(1, 0, 5061, "a.peer.example"))
                .srv("_sip._udp.peer.example", new Srv(1, 0, 5060, "b.peer.example"))
                .host("a.peer.example", "192.0.2.1")
                .host("b.peer.example", "192.0.2.2");
        assertThat(hops("sip:peer.example")).containsExactly("TLS 192.0.2.1:5061", "UDP 192.0.2.2:5060");
        assertThat(hops("sips:peer.example")).containsExactly("TLS 192.0.2.1:5061");
        assertThat(locator.locate(SipUri.parse("sip:peer.example")).getFirst().domain())
                .isEqualTo("peer.example");
    }

    @Test
    void a_transport_that_we_do_not_speak_is_left_out() {
        var plain = new DnsLocator(zone, Set.of(Transport.UDP), now::get);
        zone.naptr(
                        "peer.example",
                        service(10, "SIPS+D2T", "_sips._tcp.peer.example"),
                        service(20, "SIP+D2U", "_sip._udp.peer.example"))
                .srv("_sips._tcp.peer.example", new Srv(1, 0, 5061, "a.peer.example"))
                .srv("_sip._udp.peer.example", new Srv(1, 0, 5060, "a.peer.example"))
                .host("a.peer.example", "192.0.2.1");
        assertThat(plain.locate(SipUri.parse("sip:peer.example"))).hasToString("[UDP 192.0.2.1:5060]");
    }

    @Test
    void without_naptr_srv_is_asked_for_each_transport() {
        zone.srv("_sip._tcp.peer.example", new Srv(1, 0, 5080, "a.peer.example"))
                .host("a.peer.example", "192.0.2.1");
        assertThat(hops("sip:peer.example")).containsExactly("TCP 192.0.2.1:5080");
        assertThat(zone.asked)
                .contains("SRV _sip._udp.peer.example", "SRV _sip._tcp.peer.example", "SRV _sips._tcp.peer.example");
    }

    @Test
    void a_named_transport_asks_for_its_srv_only() {
        zone.srv("_sip._tcp.peer.example", new Srv(1, 0, 5080, "a.peer.example"))
                .host("a.peer.example", "192.0.2.1");
        assertThat(hops("sip:peer.example;transport=tcp")).containsExactly("TCP 192.0.2.1:5080");
        assertThat(zone.asked).containsExactly("SRV _sip._tcp.peer.example", "A a.peer.example");
    }

    @Test
    void without_any_of_them_the_address_and_the_default_port_are_taken() {
        zone.host("peer.example", "192.0.2.1");
        assertThat(hops("sip:peer.example")).containsExactly("UDP 192.0.2.1:5060");
        assertThat(hops("sips:peer.example")).containsExactly("TLS 192.0.2.1:5061");
    }

    @Test
    void a_service_that_is_decidedly_not_there_is_not_looked_for() {
        zone.srv("_sip._udp.peer.example", new Srv(0, 0, 0, "")).host("peer.example", "192.0.2.1");
        assertThat(hops("sip:peer.example;transport=udp")).isEmpty();
    }

    @Test
    void servers_come_by_priority_and_within_one_by_weight() {
        zone.srv(
                        "_sip._udp.peer.example",
                        new Srv(20, 0, 5060, "backup.example"),
                        new Srv(10, 90, 5060, "big.example"),
                        new Srv(10, 10, 5060, "small.example"))
                .host("big.example", "192.0.2.1")
                .host("small.example", "192.0.2.2")
                .host("backup.example", "192.0.2.3");
        var firsts = new TreeMap<String, Integer>();
        for (int i = 0; i < 2_000; i++) {
            var order = hops("sip:peer.example;transport=udp");
            assertThat(order).hasSize(3).last().isEqualTo("UDP 192.0.2.3:5060");
            firsts.merge(order.getFirst(), 1, Integer::sum);
        }
        assertThat(firsts.get("UDP 192.0.2.1:5060")).isBetween(1_650, 1_950);
        assertThat(firsts.get("UDP 192.0.2.2:5060")).isBetween(50, 350);
    }

    @Test
    void a_server_that_failed_comes_last_for_a_while_and_longer_the_next_time() {
        zone.srv(
                        "_sip._udp.peer.example",
                        new Srv(10, 0, 5060, "first.example"),
                        new Srv(20, 0, 5060, "second.example"))
                .host("first.example", "192.0.2.1")
                .host("second.example", "192.0.2.2");
        zone.ttl = Duration.ofHours(1);
        var uri = "sip:peer.example;transport=udp";
        fails(uri);
        assertThat(hops(uri)).containsExactly("UDP 192.0.2.2:5060", "UDP 192.0.2.1:5060");
        pass(Duration.ofSeconds(31));
        assertThat(hops(uri)).first().isEqualTo("UDP 192.0.2.1:5060");
        fails(uri);
        pass(Duration.ofSeconds(31));
        assertThat(hops(uri)).first().isEqualTo("UDP 192.0.2.2:5060");
        pass(Duration.ofSeconds(30));
        assertThat(hops(uri)).first().isEqualTo("UDP 192.0.2.1:5060");
    }

    private void fails(String uri) {
        locator.failed(locator.locate(SipUri.parse(uri)).getFirst());
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void what_was_found_is_kept_as_long_as_dns_says() {
        zone.host("peer.example", "192.0.2.1");
        zone.ttl = Duration.ofSeconds(20);
        var uri = SipUri.parse("sip:peer.example:5060");
        assertThat(locator.immediate(uri)).isFalse();
        locator.locate(uri);
        assertThat(locator.immediate(uri)).isTrue();
        pass(Duration.ofSeconds(19));
        locator.locate(uri);
        assertThat(zone.asked).hasSize(1);
        pass(Duration.ofSeconds(2));
        assertThat(locator.immediate(uri)).isFalse();
        locator.locate(uri);
        assertThat(zone.asked).hasSize(2);
    }

    @Test
    void a_name_that_is_not_there_is_asked_for_again_soon() {
        assertThat(hops("sip:nowhere.example:5060")).isEmpty();
        assertThat(hops("sip:nowhere.example:5060")).isEmpty();
        assertThat(zone.asked).hasSize(1);
        pass(Duration.ofSeconds(6));
        zone.host("nowhere.example", "192.0.2.1");
        assertThat(hops("sip:nowhere.example:5060")).hasSize(1);
    }

    @Test
    void what_was_known_stays_in_use_while_dns_does_not_answer() {
        zone.host("peer.example", "192.0.2.1");
        hops("sip:peer.example:5060");
        zone.away = true;
        pass(Duration.ofHours(2));
        assertThat(hops("sip:peer.example:5060")).containsExactly("UDP 192.0.2.1:5060");
        assertThat(hops("sip:other.example:5060")).isEmpty();
    }

    @Test
    void many_names_from_outside_do_not_fill_the_memory() {
        zone.ttl = Duration.ofHours(1);
        for (int i = 0; i < 1_001; i++) {
            zone.host("n" + i + ".example", "192.0.2.1");
            hops("sip:n" + i + ".example:5060");
        }
        assertThat(locator.immediate(SipUri.parse("sip:n0.example:5060"))).isFalse();
        assertThat(locator.immediate(SipUri.parse("sip:n1000.example:5060"))).isTrue();
    }

    @Test
    void a_hop_known_by_its_address_is_never_avoided() {
        locator.failed(Hop.udp(new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 5060)));
        zone.host("peer.example", "192.0.2.1", "192.0.2.2");
        assertThat(hops("sip:peer.example:5060")).first().isEqualTo("UDP 192.0.2.1:5060");
    }
}
