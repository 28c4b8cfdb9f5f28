package io.carillon.sbc;

import io.carillon.diameter.BaseResult;
import io.carillon.diameter.DiameterServer;
import io.carillon.diameter.Envelope;
import io.carillon.diameter.LocalNode;
import io.carillon.diameter.Outcome;
import io.carillon.diameter.Result;
import io.carillon.diameter.ServerSettings;
import io.carillon.diameter.rx.AaAnswer;
import io.carillon.diameter.rx.AaRequest;
import io.carillon.diameter.rx.AbortCause;
import io.carillon.diameter.rx.AbortSessionAnswer;
import io.carillon.diameter.rx.AbortSessionRequest;
import io.carillon.diameter.rx.ReAuthAnswer;
import io.carillon.diameter.rx.ReAuthRequest;
import io.carillon.diameter.rx.Rx;
import io.carillon.diameter.rx.RxAvps;
import io.carillon.diameter.rx.SessionTerminationAnswer;
import io.carillon.diameter.rx.SessionTerminationRequest;
import io.carillon.diameter.rx.SpecificAction;
import io.carillon.node.directory.NodeInfo;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A policy function on Rx: grants what the test does not tell it to refuse. */
final class Pcrf implements AutoCloseable {
    private final LinkedBlockingQueue<AaRequest> authorizations = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<SessionTerminationRequest> terminations = new LinkedBlockingQueue<>();
    private final DiameterServer server;
    volatile Result result = BaseResult.SUCCESS;
    /** Answers wait for this. */
    volatile CountDownLatch gate = new CountDownLatch(0);

    Pcrf() {
        var local = new LocalNode("lab-1." + Sbc.HOME, Sbc.HOME);
        var any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        server = DiameterServer.create(ServerSettings.of(local, any, Rx.APPLICATION))
                .handle(AaRequest.class, aar -> {
                    authorizations.add(aar);
                    passGate();
                    return AaAnswer.draft().result(result).build();
                })
                .handle(SessionTerminationRequest.class, str -> {
                    terminations.add(str);
                    return SessionTerminationAnswer.draft().result(result).build();
                })
                .start();
    }

    private void passGate() {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    NodeInfo node() {
        return new NodeInfo(
                "lab",
                "lab-1",
                Map.of("diameter", "127.0.0.1:" + server.address().getPort()),
                100,
                0);
    }

    /** The next AAR for this subscriber. */
    AaRequest expectAar(String subscriber) {
        return next(
                "AAR for " + subscriber,
                authorizations,
                aar -> aar.subscriptionIds().stream().anyMatch(id -> id.data().equals(subscriber)));
    }

    /** The STR that ends this session. */
    SessionTerminationRequest expectStr(AaRequest aar) {
        var session = aar.sessionId();
        return next("STR", terminations, str -> str.sessionId().equals(session));
    }

    /** Ends the session of this AAR. */
    Outcome<AbortSessionAnswer> abort(String session) {
        var request = AbortSessionRequest.draft()
                .envelope(Envelope.session(session))
                .set(RxAvps.ABORT_CAUSE, AbortCause.BEARER_RELEASED)
                .build();
        return server.ask(peer(), request, Duration.ofSeconds(5));
    }

    Outcome<ReAuthAnswer> tells(String session, SpecificAction event) {
        var request = ReAuthRequest.draft()
                .envelope(Envelope.session(session))
                .add(RxAvps.SPECIFIC_ACTION, event)
                .build();
        return server.ask(peer(), request, Duration.ofSeconds(5));
    }

    private String peer() {
        return server.connected().stream()
                .filter(host -> host.startsWith("sbc-1."))
                .findFirst()
                .orElseThrow();
    }

    boolean isConnected(String node) {
        return server.connected().stream().anyMatch(host -> host.startsWith(node + "."));
    }

    /** Sessions of AARs that the test did not take, and that no STR has ended. */
    List<String> unended() {
        var ended =
                terminations.stream().map(SessionTerminationRequest::sessionId).toList();
        return authorizations.stream()
                .map(AaRequest::sessionId)
                .distinct()
                .filter(session -> !ended.contains(session))
                .toList();
    }

    private static <T> T next(String name, LinkedBlockingQueue<T> queue, Predicate<T> wanted) {
        try {
            var request = queue.poll(10, TimeUnit.SECONDS);
            while (request != null && !wanted.test(request)) {
                request = queue.poll(10, TimeUnit.SECONDS);
            }
            if (request == null) {
                throw new AssertionError("no " + name + " came");
            }
            return request;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** True if an AAR for this subscriber came that the test did not take. */
    boolean wasAskedFor(String subscriber) {
        return authorizations.stream()
                .flatMap(aar -> aar.subscriptionIds().stream())
                .anyMatch(id -> id.data().equals(subscriber));
    }

    @Override
    public void close() {
        server.close();
    }
}
