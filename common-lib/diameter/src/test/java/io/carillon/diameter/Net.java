package io.carillon.diameter;

import io.carillon.diameter.Outcome.Answered;
import io.carillon.diameter.cx.Cx;
import io.carillon.diameter.cx.CxAvps;
import io.carillon.diameter.cx.LocationInfoAnswer;
import io.carillon.diameter.cx.LocationInfoRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Short words for tests that speak over loopback. */
final class Net {
    static final String REALM = "ims.test";
    static final Duration SOON = Duration.ofSeconds(20);
    /** jDiameter's watchdog timers go down to two seconds. */
    static final PeerTimers QUICK = new PeerTimers(Duration.ofSeconds(3), Duration.ofSeconds(2), Duration.ofMillis(50));

    private Net() {}

    static LocalNode node(String name) {
        return new LocalNode(name + "." + REALM, REALM);
    }

    static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    static ServerSettings server(String name) {
        return ServerSettings.of(node(name), anyPort(), Cx.APPLICATION).timed(QUICK);
    }

    static PeerAddress at(String name, DiameterServer server) {
        return new PeerAddress(node(name).host(), "127.0.0.1", server.address().getPort());
    }

    static ClientSettings client(String name, PeerAddress... peers) {
        return ClientSettings.of(node(name), () -> List.of(peers), Cx.APPLICATION)
                .timed(QUICK);
    }

    static LocationInfoRequest lir(String identity) {
        return LocationInfoRequest.draft().set(CxAvps.PUBLIC_IDENTITY, identity).build();
    }

    static LocationInfoAnswer lia(String serverName) {
        return LocationInfoAnswer.draft()
                .result(BaseResult.SUCCESS)
                .set(CxAvps.SERVER_NAME, serverName)
                .build();
    }

    static <A extends DiameterAnswer> A answer(Outcome<A> outcome) {
        return switch (outcome) {
            case Answered<A>(var answer) -> answer;
            case Outcome.Unanswered<A>(var reason) -> throw new AssertionError("unanswered: " + reason);
        };
    }

    static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + SOON.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("never happened: " + what);
            }
            Thread.onSpinWait();
        }
    }

    static void connected(DiameterClient client, int peers) {
        await(peers + " peers connected", () -> client.connected().size() == peers);
    }

    static void await(CountDownLatch latch) {
        try {
            if (!latch.await(SOON.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("never released");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static <T> T get(Future<T> future) {
        try {
            return future.get(SOON.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
