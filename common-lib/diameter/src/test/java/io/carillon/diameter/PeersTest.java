package io.carillon.diameter;

import static io.carillon.diameter.Net.SOON;
import static io.carillon.diameter.Net.answer;
import static io.carillon.diameter.Net.at;
import static io.carillon.diameter.Net.await;
import static io.carillon.diameter.Net.client;
import static io.carillon.diameter.Net.connected;
import static io.carillon.diameter.Net.lia;
import static io.carillon.diameter.Net.lir;
import static io.carillon.diameter.Net.node;
import static io.carillon.diameter.Net.server;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.diameter.Outcome.Reason;
import io.carillon.diameter.Outcome.Unanswered;
import io.carillon.diameter.cx.Cx;
import io.carillon.diameter.cx.CxAvps;
import io.carillon.diameter.cx.DeregistrationReason;
import io.carillon.diameter.cx.LocationInfoAnswer;
import io.carillon.diameter.cx.LocationInfoRequest;
import io.carillon.diameter.cx.ReasonCode;
import io.carillon.diameter.cx.RegistrationTerminationAnswer;
import io.carillon.diameter.cx.RegistrationTerminationRequest;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Peers that come, go, answer late or are busy. */
class PeersTest {
    private static DiameterServer hss(String name) {
        return DiameterServer.create(server(name))
                .handle(LocationInfoRequest.class, r -> lia("sip:" + name))
                .start();
    }

    private static LocationInfoAnswer ask(DiameterClient cscf) {
        return answer(cscf.ask(lir("sip:alice@ims.test"), SOON));
    }

    @Test
    void a_request_is_answered() {
        try (var hss = DiameterServer.create(server("hss"))
                        .handle(LocationInfoRequest.class, r -> lia("sip:scscf." + r.publicIdentity()))
                        .start();
                var cscf = DiameterClient.create(client("cscf", at("hss", hss))).start()) {
            connected(cscf, 1);
            var lia = answer(cscf.ask(lir("alice"), SOON));
            assertThat(lia.result()).isEqualTo(BaseResult.SUCCESS);
            assertThat(lia.serverName()).contains("sip:scscf.alice");
            assertThat(lia.envelope().originHost()).contains("hss.ims.test");
            assertThat(lia.sessionId()).matches("cscf\\.ims\\.test;\\d+;\\d+");
        }
    }

    @Test
    void many_ask_at_once_and_each_gets_his_own_answer() throws Exception {
        try (var hss = DiameterServer.create(server("hss"))
                        .handle(LocationInfoRequest.class, r -> lia(r.publicIdentity()))
                        .start();
                var cscf = DiameterClient.create(client("cscf", at("hss", hss))).start();
                var flows = Executors.newVirtualThreadPerTaskExecutor()) {
            connected(cscf, 1);
            var names = IntStream.range(0, 500)
                    .mapToObj(i -> flows.submit(() -> answer(cscf.ask(lir("sip:" + i), SOON))
                            .serverName()
                            .orElseThrow()
                            .equals("sip:" + i)))
                    .toList();
            for (var name : names) {
                assertThat(name.get()).isTrue();
            }
        }
    }

    @Test
    void no_peer_is_said_at_once() {
        try (var cscf = DiameterClient.create(client("cscf")).start()) {
            assertThat(cscf.ask(lir("alice"), SOON)).isEqualTo(new Unanswered<>(Reason.NO_PEER));
        }
    }

    @Test
    void a_late_answer_misses_the_deadline() {
        var asked = new CountDownLatch(1);
        try (var hss = DiameterServer.create(server("hss"))
                        .handle(LocationInfoRequest.class, r -> {
                            Net.await(asked);
                            return lia("late");
                        })
                        .start();
                var cscf = DiameterClient.create(client("cscf", at("hss", hss))).start()) {
            connected(cscf, 1);
            assertThat(cscf.ask(lir("alice"), Duration.ofMillis(50))).isEqualTo(new Unanswered<>(Reason.DEADLINE));
            asked.countDown();
            assertThat(ask(cscf).serverName()).contains("late");
        }
    }

    @Test
    void a_busy_peer_is_left_for_another() {
        var entered = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        try (var busy = DiameterServer.create(server("hss-1").bounded(1))
                        .handle(LocationInfoRequest.class, r -> {
                            entered.countDown();
                            Net.await(release);
                            return lia("sip:hss-1");
                        })
                        .start();
                var free = hss("hss-2");
                var flows = Executors.newVirtualThreadPerTaskExecutor();
                var cscf = DiameterClient.create(client("cscf", at("hss-1", busy), at("hss-2", free)))
                        .start();
                var other = DiameterClient.create(client("other", at("hss-1", busy)))
                        .start()) {
            connected(cscf, 2);
            connected(other, 1);
            var held = flows.submit(() -> ask(other));
            Net.await(entered);
            assertThat(ask(other).result()).isEqualTo(BaseResult.TOO_BUSY);
            assertThat(List.of(ask(cscf), ask(cscf), ask(cscf)))
                    .allSatisfy(lia -> assertThat(lia.serverName()).contains("sip:hss-2"));
            release.countDown();
            assertThat(Net.get(held).serverName()).contains("sip:hss-1");
        }
    }

    @Test
    void a_peer_that_restarts_is_found_again() {
        var settings = server("hss");
        int port;
        DiameterClient cscf;
        try (var before = DiameterServer.create(settings)
                .handle(LocationInfoRequest.class, r -> lia("sip:before"))
                .start()) {
            port = before.address().getPort();
            cscf = DiameterClient.create(client("cscf", at("hss", before))).start();
            connected(cscf, 1);
            assertThat(ask(cscf).serverName()).contains("sip:before");
        }
        await("the loss to be seen", () -> cscf.connected().isEmpty());
        var again = ServerSettings.of(settings.local(), new InetSocketAddress(Samples.loopback(), port), Cx.APPLICATION)
                .timed(Net.QUICK);
        try (var after = DiameterServer.create(again)
                        .handle(LocationInfoRequest.class, r -> lia("sip:after"))
                        .start();
                cscf) {
            connected(cscf, 1);
            assertThat(ask(cscf).serverName()).contains("sip:after");
            assertThat(after.connected()).containsExactly("cscf.ims.test");
        }
    }

    @Test
    void peers_found_later_are_connected_and_those_gone_are_left() {
        var peers = new CopyOnWriteArrayList<PeerAddress>();
        try (var one = hss("hss-1");
                var two = hss("hss-2");
                var cscf = DiameterClient.create(ClientSettings.of(node("cscf"), () -> peers, Cx.APPLICATION)
                                .timed(Net.QUICK))
                        .start()) {
            peers.add(at("hss-1", one));
            connected(cscf, 1);
            peers.add(at("hss-2", two));
            connected(cscf, 2);
            peers.removeFirst();
            await("hss-1 to be left", () -> cscf.connected().equals(Set.of("hss-2.ims.test")));
            assertThat(ask(cscf).serverName()).contains("sip:hss-2");
        }
    }

    @Test
    void a_server_asks_the_client() {
        var seen = new CopyOnWriteArrayList<RegistrationTerminationRequest>();
        try (var hss = hss("hss");
                var cscf = DiameterClient.create(client("cscf", at("hss", hss)))
                        .handle(RegistrationTerminationRequest.class, rtr -> {
                            seen.add(rtr);
                            return RegistrationTerminationAnswer.draft()
                                    .result(BaseResult.SUCCESS)
                                    .build();
                        })
                        .start()) {
            connected(cscf, 1);
            await("the server to know the client", () -> hss.connected().contains("cscf.ims.test"));
            var rtr = RegistrationTerminationRequest.draft()
                    .set(BaseAvps.USER_NAME, "alice@ims.test")
                    .set(CxAvps.DEREGISTRATION_REASON, DeregistrationReason.of(ReasonCode.PERMANENT_TERMINATION))
                    .build();
            assertThat(answer(hss.ask("cscf.ims.test", rtr, SOON)).result()).isEqualTo(BaseResult.SUCCESS);
            assertThat(seen).singleElement().satisfies(r -> {
                assertThat(r.userName()).isEqualTo("alice@ims.test");
                assertThat(r.envelope().destinationHost()).contains("cscf.ims.test");
            });
            assertThat(hss.ask("nobody.ims.test", rtr, SOON)).isEqualTo(new Unanswered<>(Reason.NO_PEER));
        }
    }

    @Test
    void a_request_cannot_be_asked_after_the_end() {
        var cscf = DiameterClient.create(client("cscf")).start();
        cscf.close();
        assertThat(cscf.ask(lir("alice"), SOON)).isEqualTo(new Unanswered<>(Reason.CLOSED));
    }
}
