package io.carillon.cscf.wire;

import static io.carillon.diameter.cx.ServerAssignmentType.REGISTRATION;
import static io.carillon.diameter.cx.ServerAssignmentType.TIMEOUT_DEREGISTRATION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.cscf.scscf.Bindings;
import io.carillon.identity.Impu;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.Method;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Registrations whose time is over (TS 24.229 §5.4.1.5), with two nodes that watch the same store. */
class ExpiryTest {
    private final Cluster core = Cluster.shared();
    private final Peer sbc = new Peer("sbc");
    private final Peer as = new Peer("as");
    private final Subscriber alice = core.hss.add(Subscriber.digest("alice"));
    private final Handset phone = new Handset(alice, sbc, "a");

    @AfterEach
    void close() {
        sbc.close();
        as.close();
    }

    private void registers(Handset device, int seconds) {
        var ok = device.registers(core.cscf(1), "<" + device.contact + ">;expires=" + seconds, e -> e);
        assertThat(ok.status()).isEqualTo(200);
    }

    @Test
    void the_hss_hears_of_it_from_one_node_only() {
        var users = Collections.nCopies(20, "u").stream()
                .map(Subscriber::digest)
                .map(core.hss::add)
                .toList();
        users.forEach(user -> registers(new Handset(user, sbc, "a"), 100));
        core.clock.advance(Duration.ofSeconds(101));
        for (var user : users) {
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(core.hss.assignments(user)).contains(TIMEOUT_DEREGISTRATION));
        }
        assertThat(users)
                .allSatisfy(user ->
                        assertThat(core.hss.assignments(user)).containsExactly(REGISTRATION, TIMEOUT_DEREGISTRATION));
        await().untilAsserted(() -> assertThat(core.bean(1, Bindings.class).find(Impu.parse(users.getFirst().tel)))
                .isEmpty());
    }

    @Test
    void the_device_that_stays_keeps_the_user_registered() {
        registers(phone, 100);
        registers(new Handset(alice, sbc, "tablet"), 1_000);
        core.clock.advance(Duration.ofSeconds(101));
        var bindings = core.bean(2, Bindings.class);
        var query = phone.registers(core.cscf(2), "", e -> e);
        assertThat(query.all(HeaderName.CONTACT)).singleElement().asString().contains("tablet");

        core.clock.advance(Duration.ofSeconds(1_000));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(core.hss.assignments(alice)).endsWith(TIMEOUT_DEREGISTRATION));
        await().untilAsserted(
                        () -> assertThat(bindings.find(Impu.parse(alice.impu))).isEmpty());
        assertThat(core.hss.assignments(alice)).containsOnlyOnce(TIMEOUT_DEREGISTRATION);
    }

    @Test
    void a_refreshed_registration_lives_on() {
        registers(phone, 100);
        core.clock.advance(Duration.ofSeconds(60));
        registers(phone, 100);
        core.clock.advance(Duration.ofSeconds(60));
        assertThat(phone.registers(core.cscf(1), "", e -> e).status()).isEqualTo(200);
        assertThat(core.hss.assignments(alice)).doesNotContain(TIMEOUT_DEREGISTRATION);
    }

    @Test
    void application_servers_hear_of_it() {
        alice.profile.tells(10, as.uri(), "");
        registers(phone, 100);
        as.replies(as.receives(Method.REGISTER), 200);
        core.clock.advance(Duration.ofSeconds(101));
        var gone = as.receives(Method.REGISTER);
        assertThat(gone.request().number(HeaderName.EXPIRES)).contains(0);
        assertThat(gone.request().to().uri()).isEqualTo(alice.impu);
        as.replies(gone, 200);
    }

    @Test
    void a_hss_that_is_away_is_told_when_it_is_back() {
        registers(phone, 100);
        alice.silent = true;
        core.clock.advance(Duration.ofSeconds(101));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> core.hss.assignments(alice).contains(TIMEOUT_DEREGISTRATION));
        int before = core.hss.assignments(alice).size();
        alice.silent = false;
        core.clock.advance(Duration.ofSeconds(31));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(core.hss.assignments(alice)).hasSizeGreaterThan(before));
    }

    @Test
    void a_lease_of_an_earlier_time_settles_nothing() {
        var bindings = core.bean(1, Bindings.class);
        registers(phone, 100);
        var known = bindings.find(Impu.parse(alice.impu)).orElseThrow();
        var due = new Bindings.Expired(
                Impu.parse(alice.impu), known.contacts().getFirst().key(), 1);
        bindings.settle(List.of(due));
        core.clock.advance(Duration.ofSeconds(101));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(core.hss.assignments(alice)).contains(TIMEOUT_DEREGISTRATION));
    }
}
