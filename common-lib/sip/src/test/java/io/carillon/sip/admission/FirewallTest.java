package io.carillon.sip.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.carillon.sip.admission.FirewallRule.Action;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.transport.Arrival;
import io.carillon.sip.transport.Gate.Verdict;
import io.carillon.sip.transport.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the firewall decides, with time passed in. */
class FirewallTest {
    private static final String PHONE = "192.0.2.7";
    private static final FirewallPolicy OPEN = FirewallPolicy.OPEN;

    private final AtomicLong now = new AtomicLong();

    private Firewall firewall(FirewallPolicy policy) {
        return new Firewall(Set.of("core"), policy, now::get);
    }

    private static FirewallPolicy rates(Rate global, Rate perSource) {
        return new FirewallPolicy(List.of(), List.of(), List.of(), global, perSource, 0, OPEN.banTime());
    }

    private static FirewallPolicy rules(FirewallRule... rules) {
        return new FirewallPolicy(
                List.of(), List.of(), List.of(rules), Rate.UNLIMITED, Rate.UNLIMITED, 0, OPEN.banTime());
    }

    private static FirewallPolicy bans(int score) {
        return new FirewallPolicy(
                List.of(), List.of(), List.of(), Rate.UNLIMITED, Rate.UNLIMITED, score, Duration.ofMinutes(1));
    }

    private static FirewallPolicy lists(String allowed, String denied) {
        return new FirewallPolicy(
                List.of(Network.parse(allowed)),
                List.of(Network.parse(denied)),
                List.of(),
                Rate.UNLIMITED,
                new Rate(1, 1),
                1,
                OPEN.banTime());
    }

    private static FirewallRule rule(Set<String> methods, List<String> agents, int larger, Action action) {
        return new FirewallRule("rule", methods, agents, larger, List.of(), Rate.UNLIMITED, action);
    }

    private static Arrival from(String address, String listener) {
        var local = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 5060);
        return new Arrival(listener, Transport.UDP, local, new InetSocketAddress(InetAddress.ofLiteral(address), 5060));
    }

    private static SipRequest request(String method, String uri, String toTag) {
        return SipRequest.create(method, uri)
                .append(HeaderName.FROM, "<sip:a@home.example>;tag=a")
                .append(HeaderName.TO, "<" + uri + ">" + toTag)
                .append(HeaderName.USER_AGENT, "Friendly-Scanner/1.2")
                .build();
    }

    private static SipRequest message() {
        return request("MESSAGE", "sip:b@home.example", "");
    }

    private static Verdict ask(Firewall firewall, String source) {
        return firewall.admit(message(), from(source, "access"));
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void an_open_one_admits_everything() {
        assertThat(ask(firewall(OPEN), PHONE)).isEqualTo(Verdict.ADMIT);
    }

    @Test
    void a_source_over_its_rate_is_shed_and_others_are_not() {
        var firewall = firewall(rates(Rate.UNLIMITED, new Rate(10, 5)));
        for (int i = 0; i < 4; i++) {
            assertThat(ask(firewall, PHONE)).isEqualTo(Verdict.ADMIT);
        }
        assertThat(ask(firewall, PHONE)).isEqualTo(Verdict.SHED);
        assertThat(ask(firewall, "192.0.2.8")).isEqualTo(Verdict.ADMIT);
        pass(Duration.ofMillis(100));
        assertThat(ask(firewall, PHONE)).isEqualTo(Verdict.ADMIT);
        assertThat(firewall.statistics().shed()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"INVITE,urn:service:sos.fire,''", "BYE,sip:b@home.example,;tag=b"})
    void the_last_tokens_of_a_source_are_for_emergencies_and_dialogs(String method, String uri, String tag) {
        var firewall = firewall(rates(Rate.UNLIMITED, new Rate(10, 5)));
        while (ask(firewall, PHONE) == Verdict.ADMIT) {
            assertThat(firewall.statistics().shed()).isZero();
        }
        assertThat(firewall.admit(request(method, uri, tag), from(PHONE, "access")))
                .isEqualTo(Verdict.ADMIT);
        assertThat(firewall.admit(request(method, uri, tag), from(PHONE, "access")))
                .isEqualTo(Verdict.SHED);
    }

    @Test
    void the_global_rate_holds_for_new_requests_of_all_and_lets_emergencies_pass() {
        var firewall = firewall(rates(new Rate(10, 5), Rate.UNLIMITED));
        for (int i = 0; i < 4; i++) {
            assertThat(ask(firewall, "192.0.2." + i)).isEqualTo(Verdict.ADMIT);
        }
        assertThat(ask(firewall, "192.0.2.99")).isEqualTo(Verdict.SHED);
        assertThat(firewall.admit(request("INVITE", "urn:service:sos", ""), from("192.0.2.99", "access")))
                .isEqualTo(Verdict.ADMIT);
    }

    @Test
    void hosts_of_one_ipv6_prefix_share_their_tokens() {
        var firewall = firewall(rates(Rate.UNLIMITED, new Rate(1, 2)));
        assertThat(ask(firewall, "2001:db8::1")).isEqualTo(Verdict.ADMIT);
        assertThat(ask(firewall, "2001:db8::2")).isEqualTo(Verdict.ADMIT);
        assertThat(ask(firewall, "2001:db8::3")).isEqualTo(Verdict.SHED);
        assertThat(ask(firewall, "2001:db8:0:1::1")).isEqualTo(Verdict.ADMIT);
    }

    @Test
    void denied_blocks_are_not_heard_and_allowed_ones_never_limited() {
        var firewall = firewall(lists("192.0.2.0/25", "192.0.2.128/25"));
        assertThat(firewall.hears("access", InetAddress.ofLiteral("192.0.2.200")))
                .isFalse();
        assertThat(firewall.hears("access", InetAddress.ofLiteral("198.51.100.1")))
                .isTrue();
        assertThat(firewall.hears("core", InetAddress.ofLiteral("192.0.2.200"))).isTrue();
        for (int i = 0; i < 10; i++) {
            assertThat(ask(firewall, PHONE)).isEqualTo(Verdict.ADMIT);
            firewall.malformed(from(PHONE, "access"));
        }
        assertThat(firewall.bans()).isEmpty();
        assertThat(firewall.statistics().dropped()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"SHED,SHED", "REFUSE,REFUSE", "DROP,DROP", "PASS,ADMIT", "BAN,DROP"})
    void a_rule_says_what_is_done(Action action, Verdict verdict) {
        var firewall = firewall(rules(rule(Set.of("MESSAGE"), List.of(), 0, action)));
        assertThat(ask(firewall, PHONE)).isEqualTo(verdict);
        assertThat(firewall.admit(request("REGISTER", "sip:home.example", ""), from(PHONE, "access")))
                .isEqualTo(Verdict.ADMIT);
        assertThat(firewall.hears("access", InetAddress.ofLiteral(PHONE))).isEqualTo(action != Action.BAN);
    }

    @Test
    void rules_look_at_agents_and_sizes_in_their_order() {
        var firewall = firewall(rules(
                rule(Set.of(), List.of(), 5_000, Action.REFUSE),
                rule(Set.of(), List.of("friendly-scanner"), 0, Action.DROP),
                rule(Set.of(), List.of(), 0, Action.SHED)));
        assertThat(ask(firewall, PHONE)).isEqualTo(Verdict.DROP);
        var large = message().edit().body("text/plain", "x".repeat(6_000)).build();
        assertThat(firewall.admit(large, from(PHONE, "access"))).isEqualTo(Verdict.REFUSE);
        var other = message().edit().set(HeaderName.USER_AGENT, "A phone").build();
        assertThat(firewall.admit(other, from(PHONE, "access"))).isEqualTo(Verdict.SHED);
    }

    @Test
    void a_rule_with_a_rate_is_for_what_is_over_it() {
        var few = new FirewallRule(
                "few", Set.of("MESSAGE"), List.of(), 0, List.of(Network.parse(PHONE)), new Rate(1, 2), Action.SHED);
        var firewall = firewall(rules(few));
        assertThat(ask(firewall, PHONE)).isEqualTo(Verdict.ADMIT);
        assertThat(ask(firewall, PHONE)).isEqualTo(Verdict.ADMIT);
        assertThat(ask(firewall, PHONE)).isEqualTo(Verdict.SHED);
        assertThat(ask(firewall, "192.0.2.8")).isEqualTo(Verdict.ADMIT);
    }

    @Test
    void offences_add_up_to_a_ban_that_ends() {
        var firewall = firewall(bans(20));
        var source = InetAddress.ofLiteral(PHONE);
        for (int i = 0; i < 3; i++) {
            firewall.malformed(from(PHONE, "access"));
        }
        assertThat(firewall.hears("access", source)).isTrue();
        firewall.malformed(from(PHONE, "access"));
        assertThat(firewall.hears("access", source)).isFalse();
        assertThat(firewall.bans()).singleElement().satisfies(ban -> {
            assertThat(ban.source()).isEqualTo(PHONE);
            assertThat(ban.reason()).isEqualTo("malformed messages");
            assertThat(ban.seconds()).isBetween(59L, 61L);
        });
        pass(Duration.ofSeconds(61));
        assertThat(firewall.hears("access", source)).isTrue();
        assertThat(firewall.bans()).isEmpty();
    }

    @Test
    void offences_fade_and_a_second_ban_is_longer() {
        var firewall = firewall(bans(20));
        var source = InetAddress.ofLiteral(PHONE);
        for (int minute = 0; minute < 20; minute++) {
            firewall.malformed(from(PHONE, "access"));
            pass(Duration.ofMinutes(1));
        }
        assertThat(firewall.hears("access", source)).isTrue();
        for (int ban = 0; ban < 2; ban++) {
            while (firewall.hears("access", source)) {
                firewall.malformed(from(PHONE, "access"));
            }
            pass(Duration.ofSeconds(61));
        }
        assertThat(firewall.hears("access", source)).isFalse();
        pass(Duration.ofMinutes(1));
        assertThat(firewall.hears("access", source)).isTrue();
    }

    @Test
    void bans_are_made_and_lifted_by_hand_and_outlive_a_change_of_policy() {
        var firewall = firewall(OPEN);
        var source = InetAddress.ofLiteral("2001:db8::5");
        firewall.ban(source, Duration.ofHours(1), "asked for");
        firewall.change(bans(5));
        assertThat(firewall.hears("access", InetAddress.ofLiteral("2001:db8::6")))
                .isFalse();
        assertThat(firewall.lift(source)).isTrue();
        assertThat(firewall.lift(source)).isFalse();
        assertThat(firewall.hears("access", source)).isTrue();
    }

    @Test
    void any_number_of_sources_takes_bounded_memory_and_leaves_the_bans() {
        var firewall = firewall(rates(Rate.UNLIMITED, new Rate(1_000, 1_000)));
        firewall.ban(InetAddress.ofLiteral(PHONE), Duration.ofHours(1), "asked for");
        for (int i = 0; i < 120_000; i++) {
            ask(firewall, "10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255));
        }
        assertThat(firewall.sources()).isLessThanOrEqualTo(50_000);
        assertThat(firewall.bans()).hasSize(1);
        pass(Duration.ofMinutes(5));
        assertThat(ask(firewall, "198.51.100.1")).isEqualTo(Verdict.ADMIT);
        assertThat(firewall.sources()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.0/24,192.0.2.255,true",
        "192.0.2.0/24,192.0.3.0,false",
        "192.0.2.128/25,192.0.2.127,false",
        "192.0.2.7,192.0.2.7,true",
        "0.0.0.0/0,203.0.113.1,true",
        "2001:db8::/33,2001:db8:7fff::1,true",
        "2001:db8::/33,2001:db8:8000::1,false",
        "0.0.0.0/0,2001:db8::1,false"
    })
    void a_block_contains_its_addresses(String block, String address, boolean contained) {
        assertThat(Network.parse(block).contains(InetAddress.ofLiteral(address)))
                .isEqualTo(contained);
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.0/33", "192.0.2.0/-1", "192.0.2", "home.example", "::1/x", ""})
    void what_is_no_block_is_refused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Network.parse(text));
    }

    private static Arrival over(Transport transport, String address) {
        var arrival = from(address, "access");
        return new Arrival(arrival.listener(), transport, arrival.local(), arrival.remote());
    }

    @Test
    void forged_datagrams_get_no_ban_for_the_address_of_a_phone_that_has_proved_itself() {
        var firewall = firewall(bans(10));
        firewall.prove(InetAddress.ofLiteral(PHONE), Duration.ofHours(1));
        for (int i = 0; i < 10; i++) {
            firewall.malformed(over(Transport.UDP, PHONE));
            firewall.malformed(over(Transport.UDP, "192.0.2.8"));
        }
        assertThat(firewall.bans()).extracting(Firewall.Ban::source).containsExactly("192.0.2.8");

        now.addAndGet(Duration.ofMinutes(61).toNanos());
        firewall.malformed(over(Transport.UDP, PHONE));
        firewall.malformed(over(Transport.UDP, PHONE));
        assertThat(firewall.bans()).extracting(Firewall.Ban::source).contains(PHONE);
    }

    @Test
    void what_came_over_a_connection_is_nobody_elses() {
        var firewall = firewall(bans(10));
        firewall.prove(InetAddress.ofLiteral(PHONE), Duration.ofHours(1));
        firewall.malformed(over(Transport.TCP, PHONE));
        firewall.malformed(over(Transport.TCP, PHONE));
        assertThat(firewall.bans()).extracting(Firewall.Ban::source).containsExactly(PHONE);
    }
}
