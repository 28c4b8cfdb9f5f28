package io.carillon.cscf.wire;

import io.carillon.diameter.BaseResult;
import io.carillon.diameter.DiameterServer;
import io.carillon.diameter.Draft;
import io.carillon.diameter.LocalNode;
import io.carillon.diameter.Octets;
import io.carillon.diameter.Outcome;
import io.carillon.diameter.ServerSettings;
import io.carillon.diameter.ThreeGppResult;
import io.carillon.diameter.cx.Cx;
import io.carillon.diameter.cx.CxAnswer;
import io.carillon.diameter.cx.CxAvps;
import io.carillon.diameter.cx.CxRequest;
import io.carillon.diameter.cx.LocationInfoAnswer;
import io.carillon.diameter.cx.LocationInfoRequest;
import io.carillon.diameter.cx.MultimediaAuthAnswer;
import io.carillon.diameter.cx.MultimediaAuthRequest;
import io.carillon.diameter.cx.RegistrationTerminationRequest;
import io.carillon.diameter.cx.ServerAssignmentAnswer;
import io.carillon.diameter.cx.ServerAssignmentRequest;
import io.carillon.diameter.cx.ServerAssignmentType;
import io.carillon.diameter.cx.ServerCapabilities;
import io.carillon.diameter.cx.SipAuthDataItem;
import io.carillon.diameter.cx.SipDigestAuthenticate;
import io.carillon.diameter.cx.UserAuthorizationAnswer;
import io.carillon.diameter.cx.UserAuthorizationRequest;
import io.carillon.diameter.cx.UserAuthorizationType;
import io.carillon.identity.aka.AkaVector;
import io.carillon.identity.aka.Milenage;
import io.carillon.sip.auth.Digest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/** An HSS in memory, on a real Diameter socket: it keeps the states that TS 29.228 §6 tells it to. */
final class FakeHss implements AutoCloseable {
    final List<CxRequest<?>> received = new CopyOnWriteArrayList<>();
    private final Map<String, Subscriber> subscribers = new ConcurrentHashMap<>();
    private DiameterServer server;

    FakeHss(int port) {
        server = start(port);
    }

    private DiameterServer start(int port) {
        return DiameterServer.create(ServerSettings.of(
                        new LocalNode("hss-1." + Cluster.HOME, Cluster.HOME),
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                        Cx.APPLICATION))
                .handle(
                        UserAuthorizationRequest.class,
                        request -> wrongly(request, request.publicIdentity(), UserAuthorizationAnswer.class)
                                .orElseGet(() -> authorize(request)))
                .handle(
                        MultimediaAuthRequest.class,
                        request -> wrongly(request, request.publicIdentity(), MultimediaAuthAnswer.class)
                                .orElseGet(() -> authenticate(request)))
                .handle(
                        ServerAssignmentRequest.class,
                        request -> wrongly(request, request.publicIdentities().getFirst(), ServerAssignmentAnswer.class)
                                .orElseGet(() -> assign(request)))
                .handle(
                        LocationInfoRequest.class,
                        request -> wrongly(request, request.publicIdentity(), LocationInfoAnswer.class)
                                .orElseGet(() -> locate(request)))
                .start();
    }

    private <A extends CxAnswer> Optional<A> wrongly(CxRequest<A> request, String impu, Class<A> type) {
        return subscribers.values().stream()
                .filter(each -> each.has(impu))
                .flatMap(each -> Stream.ofNullable(each.wrongly.get(request.getClass())))
                .map(type::cast)
                .findFirst();
    }

    InetSocketAddress address() {
        return server.address();
    }

    /** Goes away, and comes back at the same port. */
    void restart(Runnable meanwhile) {
        int port = server.address().getPort();
        server.close();
        meanwhile.run();
        server = start(port);
    }

    Subscriber add(Subscriber subscriber) {
        subscribers.put(subscriber.impi, subscriber);
        return subscriber;
    }

    void remove(Subscriber subscriber) {
        subscribers.remove(subscriber.impi);
    }

    /** What SARs said of a user so far, in order. */
    List<ServerAssignmentType> assignments(Subscriber subscriber) {
        return received.stream()
                .filter(ServerAssignmentRequest.class::isInstance)
                .map(ServerAssignmentRequest.class::cast)
                .filter(each -> each.publicIdentities().stream().anyMatch(subscriber::has))
                .map(ServerAssignmentRequest::type)
                .toList();
    }

    <A extends CxAnswer> A asks(CxRequest<A> request, String node) {
        if (request instanceof RegistrationTerminationRequest ended) {
            Optional.ofNullable(subscribers.get(ended.userName())).ifPresent(Subscriber::isNotRegistered);
        }
        return switch (server.ask(node + "." + Cluster.HOME, request, Duration.ofSeconds(5))) {
            case Outcome.Answered<A>(var answer) -> answer;
            case Outcome.Unanswered<A>(var reason) -> throw new AssertionError("no answer: " + reason);
        };
    }

    private Optional<Subscriber> by(CxRequest<?> request, Optional<String> impi, String impu) {
        received.add(request);
        var found = impi.isPresent()
                ? Optional.ofNullable(subscribers.get(impi.get()))
                : subscribers.values().stream().filter(each -> each.has(impu)).findFirst();
        found.filter(each -> each.silent || each.lateTo == request.getClass()).ifPresent(ignored -> pause());
        return found;
    }

    private static void pause() {
        try {
            Thread.sleep(Cluster.HSS_DEADLINE.multipliedBy(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private UserAuthorizationAnswer authorize(UserAuthorizationRequest request) {
        var answer = UserAuthorizationAnswer.draft();
        var found = by(request, Optional.of(request.userName()), request.publicIdentity());
        if (found.isEmpty()) {
            return answer.result(ThreeGppResult.USER_UNKNOWN).build();
        }
        var user = found.get();
        if (!user.has(request.publicIdentity())) {
            return answer.result(ThreeGppResult.IDENTITIES_DONT_MATCH).build();
        }
        var type = request.type().orElse(UserAuthorizationType.REGISTRATION);
        if (type == UserAuthorizationType.DE_REGISTRATION && !user.registered) {
            return answer.result(ThreeGppResult.IDENTITY_NOT_REGISTERED).build();
        }
        if (user.scscf.isPresent() && type != UserAuthorizationType.REGISTRATION_AND_CAPABILITIES) {
            return answer.result(ThreeGppResult.SUBSEQUENT_REGISTRATION)
                    .set(CxAvps.SERVER_NAME, user.scscf.get())
                    .build();
        }
        return answer.result(ThreeGppResult.FIRST_REGISTRATION)
                .set(CxAvps.SERVER_CAPABILITIES, ServerCapabilities.of(List.of(), List.of()))
                .build();
    }

    private MultimediaAuthAnswer authenticate(MultimediaAuthRequest request) {
        var user = by(request, Optional.of(request.userName()), request.publicIdentity())
                .orElseThrow();
        user.scscf = Optional.of(request.serverName());
        return MultimediaAuthAnswer.draft()
                .result(BaseResult.SUCCESS)
                .addAll(CxAvps.SIP_AUTH_DATA_ITEM, user.aka ? List.of(vector(user, request)) : digests(user))
                .build();
    }

    private static List<SipAuthDataItem> digests(Subscriber user) {
        var each = user.algorithms.stream()
                .map(algorithm -> SipDigestAuthenticate.of(
                        Cluster.HOME,
                        algorithm.token(),
                        "auth",
                        Digest.ha1(algorithm, user.impi, Cluster.HOME, user.password)))
                .toList();
        var sent = user.alternate
                ? List.of(each.getFirst()
                        .withAlternate(
                                each.getLast().algorithm().orElseThrow(),
                                each.getLast().ha1()))
                : each;
        return sent.stream().map(SipAuthDataItem::digest).toList();
    }

    private static SipAuthDataItem vector(Subscriber user, MultimediaAuthRequest request) {
        request.authData().authorization().map(Octets::toArray).ifPresent(randAndAuts -> {
            var rand = Arrays.copyOf(randAndAuts, 16);
            var auts = Arrays.copyOfRange(randAndAuts, 16, randAndAuts.length);
            user.sqn = AkaVector.resynchronise(new Milenage(Subscriber.K, Subscriber.OPC), rand, auts)
                    .orElseThrow();
        });
        var rand = new byte[16];
        ThreadLocalRandom.current().nextBytes(rand);
        var vector = user.nextVector(rand);
        var challenge = Arrays.copyOf(vector.rand(), 32);
        System.arraycopy(vector.autn(), 0, challenge, 16, 16);
        return SipAuthDataItem.aka(
                1, Octets.of(challenge), Octets.of(vector.xres()), Octets.of(vector.ck()), Octets.of(vector.ik()));
    }

    private ServerAssignmentAnswer assign(ServerAssignmentRequest request) {
        var found = by(request, request.userName(), request.publicIdentities().getFirst());
        if (found.isEmpty()) {
            return ServerAssignmentAnswer.draft()
                    .result(ThreeGppResult.USER_UNKNOWN)
                    .build();
        }
        var user = found.get();
        var answer = ServerAssignmentAnswer.draft().result(BaseResult.SUCCESS);
        switch (request.type()) {
            case REGISTRATION, RE_REGISTRATION -> {
                user.registered = true;
                user.kept = request.scscfRestorationInfo();
                withProfile(answer, user, request);
            }
            case UNREGISTERED_USER -> {
                user.scscf = Optional.of(request.serverName());
                withProfile(answer, user, request);
                user.kept.ifPresent(kept -> answer.add(CxAvps.SCSCF_RESTORATION_INFO, kept));
            }
            case NO_ASSIGNMENT -> {
                if (!user.registered) {
                    return answer.result(BaseResult.UNABLE_TO_COMPLY).build();
                }
                withProfile(answer, user, request);
                user.kept.ifPresent(kept -> answer.add(CxAvps.SCSCF_RESTORATION_INFO, kept));
            }
            case AUTHENTICATION_FAILURE -> user.scscf = user.registered ? user.scscf : Optional.empty();
            default -> user.isNotRegistered();
        }
        return answer.build();
    }

    private static void withProfile(
            Draft<ServerAssignmentAnswer> answer, Subscriber user, ServerAssignmentRequest request) {
        user.charging.ifPresent(each -> answer.set(CxAvps.CHARGING_INFORMATION, each));
        if (!request.userDataAlreadyAvailable()) {
            answer.set(CxAvps.USER_DATA, user.profile.xml());
        }
    }

    private LocationInfoAnswer locate(LocationInfoRequest request) {
        var answer = LocationInfoAnswer.draft();
        var found = by(request, Optional.empty(), request.publicIdentity());
        if (found.isEmpty()) {
            return answer.result(ThreeGppResult.USER_UNKNOWN).build();
        }
        found.get().wildcard.ifPresent(each -> answer.set(CxAvps.WILDCARDED_PUBLIC_IDENTITY, each));
        if (found.get().scscf.isPresent()) {
            return answer.result(BaseResult.SUCCESS)
                    .set(CxAvps.SERVER_NAME, found.get().scscf.get())
                    .build();
        }
        return found.get().servicesWhileUnregistered
                ? answer.result(ThreeGppResult.UNREGISTERED_SERVICE)
                        .set(CxAvps.SERVER_CAPABILITIES, ServerCapabilities.of(List.of(), List.of()))
                        .build()
                : answer.result(ThreeGppResult.IDENTITY_NOT_REGISTERED).build();
    }

    @Override
    public void close() {
        server.close();
    }
}
