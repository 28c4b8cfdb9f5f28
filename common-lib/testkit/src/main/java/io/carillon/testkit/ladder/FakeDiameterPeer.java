package io.carillon.testkit.ladder;

import io.carillon.diameter.Application;
import io.carillon.diameter.DiameterAnswer;
import io.carillon.diameter.DiameterRequest;
import io.carillon.diameter.DiameterServer;
import io.carillon.diameter.LocalNode;
import io.carillon.diameter.Outcome;
import io.carillon.diameter.Procedure;
import io.carillon.diameter.ServerSettings;
import io.carillon.diameter.cx.Cx;
import io.carillon.diameter.cx.LocationInfoRequest;
import io.carillon.diameter.cx.MultimediaAuthRequest;
import io.carillon.diameter.cx.ServerAssignmentRequest;
import io.carillon.diameter.cx.UserAuthorizationRequest;
import io.carillon.diameter.ro.CreditControlRequest;
import io.carillon.diameter.ro.Ro;
import io.carillon.diameter.rx.AaRequest;
import io.carillon.diameter.rx.Rx;
import io.carillon.diameter.rx.SessionTerminationRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A Diameter server on a real socket whose answers the test gives. */
public final class FakeDiameterPeer implements AutoCloseable {
    private final Lane lane;
    private final Application application;
    private final DiameterServer server;
    private final Map<Class<?>, Function<Object, DiameterAnswer>> always = new ConcurrentHashMap<>();

    private FakeDiameterPeer(Ladder ladder, String name, String host, String realm, Application application) {
        this.lane = ladder.lane(name);
        this.application = application;
        this.server = DiameterServer.create(ServerSettings.of(
                new LocalNode(host, realm), new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), application));
    }

    static FakeDiameterPeer cx(Ladder ladder, String name, String host, String realm) {
        return new FakeDiameterPeer(ladder, name, host, realm, Cx.APPLICATION)
                .takes(UserAuthorizationRequest.class)
                .takes(MultimediaAuthRequest.class)
                .takes(ServerAssignmentRequest.class)
                .takes(LocationInfoRequest.class)
                .start();
    }

    static FakeDiameterPeer rx(Ladder ladder, String name, String host, String realm) {
        return new FakeDiameterPeer(ladder, name, host, realm, Rx.APPLICATION)
                .takes(AaRequest.class)
                .takes(SessionTerminationRequest.class)
                .start();
    }

    static FakeDiameterPeer ro(Ladder ladder, String name, String host, String realm) {
        return new FakeDiameterPeer(ladder, name, host, realm, Ro.APPLICATION)
                .takes(CreditControlRequest.class)
                .start();
    }

    private <R extends DiameterRequest<A>, A extends DiameterAnswer> FakeDiameterPeer takes(Class<R> type) {
        server.handle(type, this::take);
        return this;
    }

    private FakeDiameterPeer start() {
        server.start();
        lane.ladder().at(server.address(), lane.name());
        return this;
    }

    @SuppressWarnings("unchecked")
    private <R extends DiameterRequest<A>, A extends DiameterAnswer> A take(R request) {
        var rule = always.get(request.getClass());
        if (rule != null) {
            return (A) rule.apply(request);
        }
        var procedure = procedure(request.getClass());
        var asked = new ReceivedAsk<R, A>(lane, procedure.answer(), request);
        lane.came(new Arrow(lane.ladder().node(), lane.name(), procedure.request()), asked);
        return asked.answer();
    }

    private Procedure<?, ?> procedure(Class<?> request) {
        return application.procedures().stream()
                .filter(each -> each.requestType().equals(request))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(request + " is not of " + application.name()));
    }

    public InetSocketAddress address() {
        return server.address();
    }

    /** Answers every request of this type by itself and off stage; what is said before a ladder begins, or beside it. */
    public <R extends DiameterRequest<A>, A extends DiameterAnswer> FakeDiameterPeer always(
            Class<R> type, Function<R, A> rule) {
        always.put(type, request -> rule.apply(type.cast(request)));
        return this;
    }

    /** From now on the test gives every answer again. */
    public FakeDiameterPeer scripted() {
        always.clear();
        return this;
    }

    /** The next thing this peer sees must be such a request. */
    @SuppressWarnings("unchecked")
    public <R extends DiameterRequest<A>, A extends DiameterAnswer> ReceivedAsk<R, A> receives(Class<R> type) {
        return (ReceivedAsk<R, A>)
                lane.next(lane.ladder().node(), lane.name(), procedure(type).request())
                        .message();
    }

    /** Asks the node under test, as with RTR, PPR, ASR. */
    public <A extends DiameterAnswer> A asks(DiameterRequest<A> request) {
        var node = server.connected().stream()
                .findFirst()
                .orElseThrow(() -> lane.ladder().mismatch(lane.name() + " has no peer to ask"));
        var procedure = procedure(request.getClass());
        lane.went(new Arrow(lane.name(), lane.ladder().node(), procedure.request()));
        return switch (server.ask(node, request, lane.ladder().deadline())) {
            case Outcome.Answered<A>(var answer) -> {
                var label = procedure.answer() + " " + answer.result().code();
                lane.went(new Arrow(lane.ladder().node(), lane.name(), label));
                yield answer;
            }
            case Outcome.Unanswered<A>(var reason) ->
                throw lane.ladder().mismatch(lane.name() + " got no " + procedure.answer() + ": " + reason);
        };
    }

    /** Asks the node under test something, RTR say; the answer is awaited by {@link SentAsk#answered}. */
    public <A extends DiameterAnswer> SentAsk<A> sends(String host, DiameterRequest<A> request) {
        var procedure = procedure(request.getClass());
        var ladder = lane.ladder();
        lane.went(new Arrow(lane.name(), ladder.node(), procedure.request()));
        return new SentAsk<>(
                lane, procedure.answer(), ladder.meanwhile(() -> server.ask(host, request, ladder.deadline())));
    }

    /** A request under way to the node under test. */
    public static final class SentAsk<A extends DiameterAnswer> {
        private final Lane lane;
        private final String name;
        private final CompletableFuture<Outcome<A>> outcome;

        SentAsk(Lane lane, String name, CompletableFuture<Outcome<A>> outcome) {
            this.lane = lane;
            this.name = name;
            this.outcome = outcome;
        }

        /** The node's answer, drawn at this place of the ladder. */
        public A answered() {
            var ladder = lane.ladder();
            return switch (outcome.join()) {
                case Outcome.Answered<A>(var answer) -> {
                    var label = name + " " + answer.result().code();
                    lane.went(new Arrow(ladder.node(), lane.name(), label));
                    yield answer;
                }
                case Outcome.Unanswered<A>(var reason) -> throw ladder.mismatch(name + ", but " + reason);
            };
        }
    }

    /** True once the node under test is connected. */
    public boolean isConnected() {
        return !server.connected().isEmpty();
    }

    @Override
    public void close() {
        server.close();
    }

    /** A request that waits for the test's answer. */
    public static final class ReceivedAsk<R extends DiameterRequest<A>, A extends DiameterAnswer> {
        private final Lane lane;
        private final String name;
        private final R request;
        private final CompletableFuture<A> answer = new CompletableFuture<>();

        ReceivedAsk(Lane lane, String name, R request) {
            this.lane = lane;
            this.name = name;
            this.request = request;
        }

        public R request() {
            return request;
        }

        public void answers(A value) {
            var label = name + " " + value.result().code();
            lane.went(new Arrow(lane.name(), lane.ladder().node(), label));
            answer.complete(value);
        }

        /** Waits for the test; one that stays silent lets the asker's deadline pass. */
        A answer() {
            return answer.orTimeout(30, TimeUnit.SECONDS).join();
        }
    }
}
