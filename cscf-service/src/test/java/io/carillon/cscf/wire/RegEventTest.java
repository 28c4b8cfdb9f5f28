package io.carillon.cscf.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.cscf.reginfo.Told;
import io.carillon.sip.dialog.Dialog;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.RequestEdit;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.transaction.ServerTransaction;
import io.carillon.sip.transport.Hop;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Subscriptions to the registration state over two nodes (RFC 3680, RFC 6665 §4.2, TS 24.229 §5.4.2.1). */
class RegEventTest {
    private final Cluster core = Cluster.shared();
    private final Peer sbc = new Peer("sbc");
    private final Peer watcher = new Peer("watcher");
    private final Subscriber alice = core.hss.add(Subscriber.digest("alice"));
    private final Handset phone = new Handset(alice, sbc, "a");

    private SipRequest subscribe;
    private SipResponse ok;

    @BeforeEach
    void alice_is_registered() {
        assertThat(phone.registers(core.cscf(1)).status()).isEqualTo(200);
    }

    @AfterEach
    void close() {
        List.of(sbc, watcher).forEach(Peer::close);
    }

    private RequestEdit subscription(String asserted) {
        return watcher.request("SUBSCRIBE", alice.impu, asserted)
                .append(HeaderName.ROUTE, "<sip:icscf." + Cluster.HOME + ";lr>")
                .append(HeaderName.P_ASSERTED_IDENTITY, "<" + asserted + ">")
                .append(HeaderName.EVENT, "reg")
                .append(HeaderName.EXPIRES, 600);
    }

    /** Alice's phone watches; what came first is passed over. */
    private Told watches(Hop node) {
        subscribe = subscription(alice.impu).build();
        ok = watcher.asks(subscribe, node);
        assertThat(ok.status()).isEqualTo(200);
        return told();
    }

    private ServerTransaction notified() {
        return watcher.receives("NOTIFY");
    }

    private Told told() {
        var notify = notified();
        watcher.replies(notify, 200);
        return Told.by(notify.request());
    }

    private SipRequest again(int expires) {
        return Dialog.uac(subscribe, ok)
                .request("SUBSCRIBE")
                .append(HeaderName.EVENT, "reg")
                .append(HeaderName.EXPIRES, expires)
                .build();
    }

    @Test
    void a_change_at_any_node_is_told_with_numbers_that_go_on() {
        assertThat(watches(core.cscf(1)).version()).isZero();
        phone.registers(core.cscf(2));
        var second = told();
        assertThat(second.version()).isEqualTo(1);
        assertThat(second.events(alice.impu)).containsExactly(Map.entry(phone.contact, "refreshed"));
        phone.registers(core.cscf(1));
        assertThat(told().version()).isEqualTo(2);
    }

    @Test
    void a_subscription_is_prolonged_at_another_node_and_told_the_whole_state() {
        watches(core.cscf(1));
        var refreshed = watcher.asks(again(900), core.cscf(2));
        assertThat(refreshed.status()).isEqualTo(200);
        assertThat(refreshed.number(HeaderName.EXPIRES)).contains(900);
        var state = told();
        assertThat(state.scope()).isEqualTo("full");
        assertThat(state.version()).isEqualTo(1);
    }

    @Test
    void a_subscription_ends_when_the_watcher_says_so() {
        watches(core.cscf(1));
        assertThat(watcher.asks(again(0), core.cscf(2)).status()).isEqualTo(200);
        assertThat(told().subscription()).isEqualTo("terminated;reason=timeout");
        var late = again(600).edit().set(HeaderName.CSEQ, "9 SUBSCRIBE").build();
        assertThat(watcher.asks(late, core.cscf(1)).status()).isEqualTo(481);
        phone.registers(core.cscf(1));
        assertThat(watcher.isIdle()).isTrue();
    }

    @Test
    void a_subscription_ends_when_its_time_is_over() {
        watches(core.cscf(1));
        core.clock.advance(Duration.ofSeconds(601));
        var last = notified();
        watcher.replies(last, 200);
        assertThat(last.request().first(HeaderName.SUBSCRIPTION_STATE)).contains("terminated;reason=timeout");
        assertThat(watcher.asks(again(600), core.cscf(1)).status()).isEqualTo(481);
    }

    @Test
    void asking_once_is_a_subscription_of_no_time() {
        var once = subscription(alice.tel).set(HeaderName.EXPIRES, 0).build();
        assertThat(watcher.asks(once, core.cscf(1)).number(HeaderName.EXPIRES)).contains(0);
        var state = told();
        assertThat(state.scope()).isEqualTo("full");
        assertThat(state.subscription()).isEqualTo("terminated;reason=timeout");
    }

    @Test
    void a_watcher_that_knows_nothing_of_it_is_not_told_again() {
        subscribe = subscription(alice.impu).build();
        ok = watcher.asks(subscribe, core.cscf(1));
        watcher.replies(notified(), 481);
        org.awaitility.Awaitility.await()
                .untilAsserted(() -> assertThat(watcher.asks(
                                        again(600)
                                                .edit()
                                                .set(HeaderName.CSEQ, nextCseq())
                                                .build(),
                                        core.cscf(2))
                                .status())
                        .isEqualTo(481));
    }

    private int cseq = 10;

    private String nextCseq() {
        return ++cseq + " SUBSCRIBE";
    }

    @Test
    void an_application_server_of_the_criteria_may_watch_and_others_may_not() {
        alice.profile.tells(10, "sip:presence.example.org:5088", "");
        phone.registers(core.cscf(1));
        assertThat(watcher.asks(subscription("sip:presence.example.org:5088").build(), core.cscf(2))
                        .status())
                .isEqualTo(200);
        told();
        for (var stranger : List.of("sip:mallory@" + Cluster.HOME, "sip:presence.example.org", "tel:+49123")) {
            assertThat(watcher.asks(subscription(stranger).build(), core.cscf(1))
                            .status())
                    .isEqualTo(403);
        }
        var unasserted =
                subscription(alice.impu).remove(HeaderName.P_ASSERTED_IDENTITY).build();
        assertThat(watcher.asks(unasserted, core.cscf(1)).status()).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({"Accept, application/pidf+xml, 406", "Expires, 5, 423"})
    void what_cannot_be_served_is_refused(String header, String value, int status) {
        var odd = subscription(alice.impu).set(HeaderName.of(header), value).build();
        var refused = watcher.asks(odd, core.cscf(1));
        assertThat(refused.status()).isEqualTo(status);
    }

    @Test
    void too_short_a_time_is_told_the_least_one() {
        var brief = subscription(alice.impu).set(HeaderName.EXPIRES, 5).build();
        assertThat(watcher.asks(brief, core.cscf(1)).number(HeaderName.MIN_EXPIRES))
                .contains(60);
        watches(core.cscf(1));
        assertThat(watcher.asks(again(5), core.cscf(2)).number(HeaderName.MIN_EXPIRES))
                .contains(60);
    }

    @Test
    void an_older_subscribe_does_not_win() {
        watches(core.cscf(1));
        var first = again(700);
        assertThat(watcher.asks(first.edit().set(HeaderName.CSEQ, "7 SUBSCRIBE").build(), core.cscf(1))
                        .status())
                .isEqualTo(200);
        assertThat(watcher.asks(first.edit().set(HeaderName.CSEQ, "6 SUBSCRIBE").build(), core.cscf(2))
                        .status())
                .isEqualTo(500);
    }

    @Test
    void a_registration_that_expires_is_told_contact_by_contact() {
        var tablet = new Handset(alice, sbc, "tablet");
        tablet.registers(core.cscf(1), "<" + tablet.contact + ">;expires=100", e -> e);
        watches(core.cscf(1));
        core.clock.advance(Duration.ofSeconds(101));
        var expired = told();
        assertThat(expired.events(alice.impu)).containsExactly(Map.entry(tablet.contact, "expired"));
        assertThat(expired.subscription()).isEqualTo("active");
    }

    @Test
    void an_address_that_changes_is_an_old_one_gone_and_a_new_one_come() {
        var instance = ";+sip.instance=\"<urn:gsma:imei:35690205-661234-0>\"";
        phone.registers(core.cscf(1), "<sip:old@192.0.2.1>" + instance, e -> e);
        watches(core.cscf(1));
        phone.registers(core.cscf(2), "<sip:new@192.0.2.2>" + instance, e -> e);
        var moved = told();
        assertThat(moved.events(alice.impu))
                .containsOnly(
                        Map.entry("sip:old@192.0.2.1", "unregistered"), Map.entry("sip:new@192.0.2.2", "registered"));
        var parameter = Told.elements(moved.contacts(alice.impu).getLast(), "unknown-param")
                .getFirst();
        assertThat(parameter.getAttribute("name")).isEqualTo("+sip.instance");
        assertThat(parameter.getTextContent()).isEqualTo("\"<urn:gsma:imei:35690205-661234-0>\"");
    }

    @Test
    void a_profile_that_changes_the_identities_is_told() {
        watches(core.cscf(1));
        var pushed = UserData.of(alice.impi).identity(alice.impu).identity("tel:+49301999");
        core.hss.asks(
                io.carillon.diameter.cx.PushProfileRequest.draft()
                        .set(io.carillon.diameter.BaseAvps.USER_NAME, alice.impi)
                        .set(io.carillon.diameter.cx.CxAvps.USER_DATA, pushed.xml())
                        .build(),
                "cscf-2");
        var changed = told();
        assertThat(changed.registrations())
                .containsExactly(alice.impu + " active", "tel:+49301999 active", alice.tel + " terminated");
    }

    @Test
    void there_is_a_bound_to_watchers() {
        Optional<SipResponse> refused = Optional.empty();
        for (int i = 0; i < 40 && refused.isEmpty(); i++) {
            var answer = watcher.asks(subscription(alice.impu).build(), core.cscf(1));
            if (answer.status() == 200) {
                told();
            } else {
                refused = Optional.of(answer);
            }
        }
        assertThat(refused.map(SipResponse::status)).contains(503);
    }
}
