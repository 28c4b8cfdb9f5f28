package io.carillon.diameter;

import static io.carillon.diameter.Net.SOON;
import static io.carillon.diameter.Net.answer;
import static io.carillon.diameter.Net.at;
import static io.carillon.diameter.Net.client;
import static io.carillon.diameter.Net.connected;
import static io.carillon.diameter.Net.lia;
import static io.carillon.diameter.Net.lir;
import static io.carillon.diameter.Net.server;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.diameter.cx.LocationInfoAnswer;
import io.carillon.diameter.cx.LocationInfoRequest;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A peer that redirects to others, as an SLF does on Dx (RFC 6733 §6.1.7, §6.1.8). */
class RedirectTest {
    private final AtomicInteger asked = new AtomicInteger();

    private static DiameterServer hss(String name) {
        return DiameterServer.create(server(name))
                .handle(LocationInfoRequest.class, r -> lia("sip:" + name))
                .start();
    }

    private DiameterServer slf(DiameterServer one, DiameterServer other, RedirectUsage usage) {
        return DiameterServer.create(server("slf"))
                .handle(LocationInfoRequest.class, r -> {
                    asked.incrementAndGet();
                    PeerAddress there = r.publicIdentity().contains("alice") ? at("hss-1", one) : at("hss-2", other);
                    return new Redirect(List.of(there), usage, Duration.ofMinutes(1)).in(LocationInfoAnswer.draft());
                })
                .start();
    }

    private static DiameterClient cscf(PeerAddress... peers) {
        return DiameterClient.create(client("cscf", peers).redirectedBy(() -> Set.of("slf.ims.test")))
                .start();
    }

    private static String served(DiameterClient cscf, String user) {
        return answer(cscf.ask(lir("sip:" + user + "@ims.test"), SOON))
                .serverName()
                .orElseThrow();
    }

    @Test
    void each_user_is_asked_for_where_the_redirect_says_and_that_is_remembered() {
        try (var one = hss("hss-1");
                var other = hss("hss-2");
                var slf = slf(one, other, RedirectUsage.ALL_USER);
                var cscf = cscf(at("slf", slf), at("hss-1", one), at("hss-2", other))) {
            connected(cscf, 3);
            for (int i = 0; i < 3; i++) {
                assertThat(served(cscf, "alice")).isEqualTo("sip:hss-1");
                assertThat(served(cscf, "bob")).isEqualTo("sip:hss-2");
            }
            assertThat(asked).hasValue(2);
        }
    }

    @Test
    void a_redirect_that_may_not_be_remembered_is_asked_for_again() {
        try (var one = hss("hss-1");
                var other = hss("hss-2");
                var slf = slf(one, other, RedirectUsage.DONT_CACHE);
                var cscf = cscf(at("slf", slf), at("hss-1", one), at("hss-2", other))) {
            connected(cscf, 3);
            served(cscf, "alice");
            served(cscf, "alice");
            assertThat(asked).hasValue(2);
        }
    }

    @Test
    void a_host_that_is_gone_is_forgotten_and_the_redirecting_peer_asked_anew() {
        var one = hss("hss-1");
        try (var other = hss("hss-2");
                var slf = slf(one, other, RedirectUsage.ALL_USER);
                var cscf = cscf(at("slf", slf), at("hss-1", one), at("hss-2", other))) {
            connected(cscf, 3);
            assertThat(served(cscf, "alice")).isEqualTo("sip:hss-1");
            one.close();
            connected(cscf, 2);
            assertThat(cscf.ask(lir("sip:alice@ims.test"), Duration.ofMillis(500)))
                    .isEqualTo(new Outcome.Unanswered<>(Outcome.Reason.NO_PEER));
            assertThat(served(cscf, "bob")).isEqualTo("sip:hss-2");
        }
    }

    /** Nobody listens at the first address of the answer: the second is asked long before the deadline. */
    @Test
    void a_host_that_cannot_be_reached_is_not_waited_for() {
        var dead = new PeerAddress("127.0.0.1", "127.0.0.1", 1);
        try (var alive = hss("hss-2");
                var slf = DiameterServer.create(server("slf"))
                        .handle(
                                LocationInfoRequest.class,
                                r -> new Redirect(List.of(dead, at("hss-2", alive))).in(LocationInfoAnswer.draft()))
                        .start();
                var cscf = cscf(at("slf", slf), at("hss-2", alive))) {
            connected(cscf, 2);
            var asking =
                    CompletableFuture.supplyAsync(() -> answer(cscf.ask(lir("sip:bob@ims.test"), Duration.ofMinutes(5)))
                            .serverName());
            assertThat(Net.get(asking)).contains("sip:hss-2");
        }
    }

    @Test
    void peers_that_redirect_to_each_other_do_not_keep_the_request() {
        try (var slf = DiameterServer.create(server("slf"))
                        .handle(LocationInfoRequest.class, r -> {
                            asked.incrementAndGet();
                            return new Redirect(List.of(new PeerAddress("slf.ims.test", "slf.ims.test", 1)))
                                    .in(LocationInfoAnswer.draft());
                        })
                        .start();
                var cscf = cscf(at("slf", slf))) {
            connected(cscf, 1);
            assertThat(answer(cscf.ask(lir("sip:alice@ims.test"), SOON)).result())
                    .isEqualTo(BaseResult.REDIRECT_INDICATION);
            assertThat(asked).hasValue(4);
        }
    }

    @Test
    void a_redirect_is_remembered_for_what_it_says_and_as_long() {
        var now = new AtomicLong();
        var redirects = new Redirects(now::get);
        var alice = lir("sip:alice@ims.test");
        var there = List.of(new PeerAddress("hss-1", "hss-1", 3868));
        var envelope = Envelope.session("s").toRealm("ims.test");
        redirects.learn(alice, envelope, 1, new Redirect(there, RedirectUsage.ALL_USER, Duration.ofSeconds(5)));
        assertThat(redirects.find(alice, envelope, 1)).contains(there);
        assertThat(redirects.find(lir("sip:bob@ims.test"), envelope, 1)).isEmpty();
        now.set(Duration.ofSeconds(6).toNanos());
        assertThat(redirects.find(alice, envelope, 1)).isEmpty();

        redirects.learn(
                alice, envelope, 1, new Redirect(there, RedirectUsage.REALM_AND_APPLICATION, Duration.ofSeconds(5)));
        assertThat(redirects.find(lir("sip:bob@ims.test"), envelope, 1)).contains(there);
        assertThat(redirects.find(alice, envelope, 2)).isEmpty();
        redirects.forget(alice, envelope, 1);
        assertThat(redirects.find(alice, envelope, 1)).isEmpty();
    }

    @Test
    void addresses_are_diameter_uris() {
        assertThat(Redirect.address("aaa://hss.ims.test"))
                .contains(new PeerAddress("hss.ims.test", "hss.ims.test", 3868));
        assertThat(Redirect.address("aaa://hss:3870;transport=tcp")).contains(new PeerAddress("hss", "hss", 3870));
        assertThat(Redirect.address("aaa://hss:99999")).isEmpty();
        assertThat(Redirect.address("aaa://hss;transport=sctp")).isEmpty();
        assertThat(Redirect.address("http://hss")).isEmpty();
    }
}
