package io.carillon.diameter;

import static io.carillon.diameter.Net.SOON;
import static io.carillon.diameter.Net.answer;
import static io.carillon.diameter.Net.await;
import static io.carillon.diameter.Net.client;
import static io.carillon.diameter.Net.connected;
import static io.carillon.diameter.Net.lia;
import static io.carillon.diameter.Net.lir;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.diameter.Outcome.Reason;
import io.carillon.diameter.Outcome.Unanswered;
import io.carillon.diameter.cx.CxAvps;
import io.carillon.diameter.cx.LocationInfoAnswer;
import io.carillon.diameter.cx.LocationInfoRequest;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Peers that fall silent, or are gone in the middle of a question. */
class LostPeersTest {
    @Test
    void a_silent_peer_is_given_up_by_the_watchdog() throws Exception {
        try (var listener = new ServerSocket(0, 5, Samples.loopback());
                var cscf = DiameterClient.create(
                                client("cscf", new PeerAddress("hss.ims.test", "127.0.0.1", listener.getLocalPort())))
                        .start();
                var silent = RawPeer.accept(listener)) {
            welcome(silent, "hss");
            connected(cscf, 1);
            await("the silent peer to be given up", () -> cscf.connected().isEmpty());
        }
    }

    @Test
    void a_request_lost_with_its_only_peer_is_said_to_be_lost() throws Exception {
        try (var listener = new ServerSocket(0, 5, Samples.loopback());
                var cscf = DiameterClient.create(
                                client("cscf", new PeerAddress("hss.ims.test", "127.0.0.1", listener.getLocalPort())))
                        .start();
                var hss = RawPeer.accept(listener);
                var flows = Executors.newVirtualThreadPerTaskExecutor()) {
            welcome(hss, "hss");
            connected(cscf, 1);
            var outcome = flows.submit(() -> cscf.ask(lir("alice"), SOON));
            hss.receive();
            hss.close();
            assertThat(outcome.get()).isEqualTo(new Unanswered<>(Reason.CONNECTION_LOST));
        }
    }

    @Test
    void a_request_lost_with_one_peer_goes_to_another_with_the_t_flag() throws Exception {
        overToAnotherPeer(Net.QUICK, (client, address, peer) -> peer.close());
    }

    @Test
    void a_request_waiting_for_a_peer_gone_silent_goes_to_another_with_the_t_flag() throws Exception {
        overToAnotherPeer(Net.QUICK, (client, address, silent) -> {});
    }

    @Test
    void a_request_waiting_for_a_peer_that_is_said_to_be_dead_goes_to_another_before_a_watchdog_finds_out()
            throws Exception {
        var timers = new PeerTimers(Net.QUICK.connect(), Duration.ofHours(1), Net.QUICK.retry());
        overToAnotherPeer(timers, (client, address, dead) -> client.lost(address));
    }

    private interface Trouble {
        void befalls(DiameterClient client, PeerAddress address, RawPeer peer) throws Exception;
    }

    private static void overToAnotherPeer(PeerTimers timers, Trouble trouble) throws Exception {
        try (var listener = new ServerSocket(0, 5, Samples.loopback());
                var cscf = DiameterClient.create(
                                client("cscf", hss1(listener), hss2(listener)).timed(timers))
                        .start();
                var one = RawPeer.accept(listener);
                var two = RawPeer.accept(listener);
                var flows = Executors.newVirtualThreadPerTaskExecutor()) {
            welcome(one, "hss-1");
            welcome(two, "hss-2");
            connected(cscf, 2);
            var request = LocationInfoRequest.draft()
                    .set(CxAvps.PUBLIC_IDENTITY, "alice")
                    .envelope(Envelope.OPEN.to("hss-1.ims.test"))
                    .build();
            var outcome = flows.submit(() -> cscf.ask(request, SOON));
            var first = one.receive();
            trouble.befalls(cscf, hss1(listener), one);
            var again = two.receive();
            assertThat(first.flags() & Frame.RETRANSMITTED).isZero();
            assertThat(again.flags() & Frame.RETRANSMITTED).isNotZero();
            assertThat(again.endToEnd()).isEqualTo(first.endToEnd());
            assertThat(again.body()).isEqualTo(first.body());
            var lia = Wire.from("hss-2", lia("sip:two"), again);
            two.send(again.answer(false, Wire.encode(LocationInfoAnswer.GRAMMAR, lia)));
            assertThat(answer(outcome.get()).serverName()).contains("sip:two");
        }
    }

    private static PeerAddress hss1(ServerSocket listener) {
        return new PeerAddress("hss-1.ims.test", "127.0.0.1", listener.getLocalPort());
    }

    private static PeerAddress hss2(ServerSocket listener) {
        return new PeerAddress("hss-2.ims.test", "localhost", listener.getLocalPort());
    }

    /** Answers the CER of a client. */
    private static void welcome(RawPeer peer, String name) throws Exception {
        var cer = peer.receive();
        var out = new AvpWriter();
        out.avp(BaseAvps.RESULT_CODE, BaseResult.SUCCESS.code());
        out.octets(RawPeer.capabilities(name));
        peer.send(cer.answer(false, out.octets()));
    }
}
