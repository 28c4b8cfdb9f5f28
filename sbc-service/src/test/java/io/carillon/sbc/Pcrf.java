package io.carillon.sbc;

import io.carillon.diameter.BaseResult;
import io.carillon.diameter.DiameterServer;
import io.carillon.diameter.LocalNode;
import io.carillon.diameter.Result;
import io.carillon.diameter.ServerSettings;
import io.carillon.diameter.rx.AaAnswer;
import io.carillon.diameter.rx.AaRequest;
import io.carillon.diameter.rx.Rx;
import io.carillon.diameter.rx.SessionTerminationAnswer;
import io.carillon.diameter.rx.SessionTerminationRequest;
import io.carillon.node.directory.NodeInfo;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A policy function on Rx: grants what the test does not tell it to refuse. */
final class Pcrf implements AutoCloseable {
    private final LinkedBlockingQueue<AaRequest> authorizations = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<SessionTerminationRequest> terminations = new LinkedBlockingQueue<>();
    private final DiameterServer server;
    volatile Result result = BaseResult.SUCCESS;

    Pcrf() {
        var local = new LocalNode("lab-1." + Sbc.HOME, Sbc.HOME);
        var any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        server = DiameterServer.create(ServerSettings.of(local, any, Rx.APPLICATION))
                .handle(AaRequest.class, aar -> {
                    authorizations.add(aar);
                    return AaAnswer.draft().result(result).build();
                })
                .handle(SessionTerminationRequest.class, str -> {
                    terminations.add(str);
                    return SessionTerminationAnswer.draft().result(result).build();
                })
                .start();
    }

    NodeInfo node() {
        return new NodeInfo(
                "lab",
                "lab-1",
                Map.of("diameter", "127.0.0.1:" + server.address().getPort()),
                100,
                0);
    }

    AaRequest expectAar() {
        return taken("AAR", poll(authorizations));
    }

    SessionTerminationRequest expectStr() {
        return taken("STR", poll(terminations));
    }

    private static <T> @Nullable T poll(LinkedBlockingQueue<T> queue) {
        try {
            return queue.poll(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static <T> T taken(String name, @Nullable T request) {
        if (request == null) {
            throw new AssertionError("no " + name + " came");
        }
        return request;
    }

    void reset() {
        result = BaseResult.SUCCESS;
        authorizations.clear();
        terminations.clear();
    }

    List<AaRequest> rest() {
        return List.copyOf(authorizations);
    }

    @Override
    public void close() {
        server.close();
    }
}
