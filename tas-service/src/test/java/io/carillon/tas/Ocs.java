package io.carillon.tas;

import io.carillon.diameter.BaseAvps;
import io.carillon.diameter.BaseResult;
import io.carillon.diameter.DiameterServer;
import io.carillon.diameter.Draft;
import io.carillon.diameter.LocalNode;
import io.carillon.diameter.Result;
import io.carillon.diameter.ServerSettings;
import io.carillon.diameter.ro.CreditControlAnswer;
import io.carillon.diameter.ro.CreditControlRequest;
import io.carillon.diameter.ro.FinalUnitIndication;
import io.carillon.diameter.ro.MultipleServicesCreditControl;
import io.carillon.diameter.ro.RequestType;
import io.carillon.diameter.ro.Ro;
import io.carillon.diameter.ro.RoAvps;
import io.carillon.diameter.ro.ServiceUnit;
import io.carillon.node.directory.NodeInfo;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** An online charging system played by a test: what it says next is what the test set last. */
final class Ocs implements AutoCloseable {
    private final LinkedBlockingQueue<CreditControlRequest> received = new LinkedBlockingQueue<>();
    /** Begun in this test. */
    private final Set<String> sessions = ConcurrentHashMap.newKeySet();

    private final DiameterServer server;
    private volatile Function<CreditControlRequest, CreditControlAnswer> answers = request -> granted(request, 3_600);

    Ocs() {
        var local = new LocalNode("charging-1." + Tas.HOME, Tas.HOME);
        var any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        server = DiameterServer.create(ServerSettings.of(local, any, Ro.APPLICATION))
                .handle(CreditControlRequest.class, this::answer)
                .start();
    }

    /** What a test before this one left over is answered, but not told. */
    private CreditControlAnswer answer(CreditControlRequest request) {
        note(request);
        return answers.apply(request);
    }

    private synchronized void note(CreditControlRequest request) {
        var session = request.envelope().sessionId().orElse("");
        if (request.type() == RequestType.INITIAL_REQUEST ? sessions.add(session) : sessions.contains(session)) {
            received.add(request);
        }
    }

    NodeInfo node() {
        return new NodeInfo(
                "charging",
                "charging-1",
                Map.of("diameter", "127.0.0.1:" + server.address().getPort()),
                100,
                0);
    }

    boolean isConnected(String host) {
        return server.connected().contains(host);
    }

    Ocs answers(Function<CreditControlRequest, CreditControlAnswer> next) {
        answers = next;
        return this;
    }

    synchronized void reset() {
        sessions.clear();
        received.clear();
        answers(request -> granted(request, 3_600));
    }

    static CreditControlAnswer granted(CreditControlRequest request, long seconds) {
        return answer(request, BaseResult.SUCCESS, unit(seconds));
    }

    static CreditControlAnswer lastUnit(CreditControlRequest request, long seconds) {
        return answer(
                request,
                BaseResult.SUCCESS,
                unit(seconds).set(RoAvps.FINAL_UNIT_INDICATION, FinalUnitIndication.terminate()));
    }

    static CreditControlAnswer refused(CreditControlRequest request, Result result) {
        return draft(request, result).build();
    }

    /** Success of the command, but not of its one service (RFC 8506 §5.2.2). */
    static CreditControlAnswer serviceRefused(CreditControlRequest request) {
        return answer(
                request,
                BaseResult.SUCCESS,
                MultipleServicesCreditControl.draft()
                        .set(BaseAvps.RESULT_CODE, BaseResult.CREDIT_LIMIT_REACHED.code()));
    }

    private static Draft<MultipleServicesCreditControl> unit(long seconds) {
        return MultipleServicesCreditControl.draft().set(RoAvps.GRANTED_SERVICE_UNIT, ServiceUnit.ofTime(seconds));
    }

    private static CreditControlAnswer answer(
            CreditControlRequest request, Result result, Draft<MultipleServicesCreditControl> service) {
        return draft(request, result)
                .add(
                        RoAvps.MULTIPLE_SERVICES_CREDIT_CONTROL,
                        service.set(RoAvps.RATING_GROUP, 1L).build())
                .build();
    }

    private static Draft<CreditControlAnswer> draft(CreditControlRequest request, Result result) {
        return CreditControlAnswer.draft()
                .result(result)
                .set(RoAvps.CC_REQUEST_TYPE, request.type())
                .set(RoAvps.CC_REQUEST_NUMBER, request.number());
    }

    /** The next request, which must be of this type. */
    CreditControlRequest expect(RequestType type) {
        try {
            var request = received.poll(10, TimeUnit.SECONDS);
            if (request == null || request.type() != type) {
                throw new AssertionError("expected " + type + " but got " + request);
            }
            return request;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static long seconds(CreditControlRequest request) {
        return request.services().getFirst().used().getFirst().time().orElseThrow();
    }

    List<CreditControlRequest> rest() {
        return List.copyOf(received);
    }

    @Override
    public void close() {
        server.close();
    }
}
