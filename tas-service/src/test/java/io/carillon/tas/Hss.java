package io.carillon.tas;

import io.carillon.diameter.BaseResult;
import io.carillon.diameter.DiameterServer;
import io.carillon.diameter.Envelope;
import io.carillon.diameter.LocalNode;
import io.carillon.diameter.Outcome;
import io.carillon.diameter.Result;
import io.carillon.diameter.ServerSettings;
import io.carillon.diameter.ThreeGppResult;
import io.carillon.diameter.sh.ProfileUpdateAnswer;
import io.carillon.diameter.sh.ProfileUpdateRequest;
import io.carillon.diameter.sh.PushNotificationRequest;
import io.carillon.diameter.sh.Sh;
import io.carillon.diameter.sh.ShAvps;
import io.carillon.diameter.sh.SubscribeNotificationsAnswer;
import io.carillon.diameter.sh.SubscribeNotificationsRequest;
import io.carillon.diameter.sh.UserDataAnswer;
import io.carillon.diameter.sh.UserDataRequest;
import io.carillon.diameter.sh.UserIdentity;
import io.carillon.node.directory.NodeInfo;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/** The repository of an HSS (TS 29.328 §6.1), played by a test. */
final class Hss implements AutoCloseable {
    private static final Pattern SEQUENCE = Pattern.compile("<SequenceNumber>(\\d+)</SequenceNumber>");

    private final Map<String, String> repository = new ConcurrentHashMap<>();
    /** By each identity of an implicit registration set, the one that its data is kept under. */
    private final Map<String, String> sets = new ConcurrentHashMap<>();

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final DiameterServer server;
    private volatile boolean allowsSubscriptions = true;
    private volatile boolean knowsNobody;
    private volatile String fasterWriter = "";

    Hss() {
        var any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        server = DiameterServer.create(
                        ServerSettings.of(new LocalNode("hss-1." + Tas.HOME, Tas.HOME), any, Sh.APPLICATION))
                .handle(UserDataRequest.class, this::pull)
                .handle(ProfileUpdateRequest.class, this::update)
                .handle(SubscribeNotificationsRequest.class, this::subscribe)
                .start();
    }

    private UserDataAnswer pull(UserDataRequest request) {
        asked.add("UDR");
        var answer = UserDataAnswer.draft().result(BaseResult.SUCCESS);
        stored(request.user()).ifPresent(data -> answer.set(ShAvps.USER_DATA, data));
        return answer.build();
    }

    private ProfileUpdateAnswer update(ProfileUpdateRequest request) {
        asked.add("PUR");
        var user = kept(request.user());
        if (!fasterWriter.isEmpty()) {
            repository.put(user, fasterWriter);
            fasterWriter = "";
        }
        return ProfileUpdateAnswer.draft()
                .result(updated(user, request.userData()))
                .build();
    }

    private Result updated(String user, String data) {
        if (knowsNobody) {
            return ThreeGppResult.USER_UNKNOWN;
        }
        var before = repository.get(user);
        int expected = before == null ? 0 : sequence(before) + 1;
        if (sequence(data) != expected) {
            return ThreeGppResult.TRANSPARENT_DATA_OUT_OF_SYNC;
        }
        if (data.contains("<ServiceData>")) {
            repository.put(user, data);
        } else {
            repository.remove(user);
        }
        return BaseResult.SUCCESS;
    }

    private static int sequence(String data) {
        var sequence = SEQUENCE.matcher(data);
        return sequence.find() ? Integer.parseInt(sequence.group(1)) : -1;
    }

    private SubscribeNotificationsAnswer subscribe(SubscribeNotificationsRequest request) {
        asked.add("SNR");
        var data = stored(request.user());
        Result result = !allowsSubscriptions
                ? ThreeGppResult.OPERATION_NOT_ALLOWED
                : data.isEmpty() ? ThreeGppResult.SUBS_DATA_ABSENT : BaseResult.SUCCESS;
        var answer = SubscribeNotificationsAnswer.draft().result(result);
        data.filter(ignored -> result.success()).ifPresent(each -> answer.set(ShAvps.USER_DATA, each));
        return answer.build();
    }

    private String kept(UserIdentity user) {
        var named = user.publicIdentity().orElseThrow();
        return sets.getOrDefault(named, named);
    }

    private java.util.Optional<String> stored(UserIdentity user) {
        return java.util.Optional.ofNullable(repository.get(kept(user)))
                .map(data -> data.replace("<Sh-Data>", "<Sh-Data>" + identities(kept(user))));
    }

    private String identities(String user) {
        var others = sets.entrySet().stream()
                .filter(each -> each.getValue().equals(user))
                .map(each -> "<IMSPublicIdentity>" + each.getKey() + "</IMSPublicIdentity>")
                .collect(java.util.stream.Collectors.joining());
        return "<PublicIdentifiers><IMSPublicIdentity>" + user + "</IMSPublicIdentity>" + others
                + "</PublicIdentifiers>";
    }

    /** Two identities of one implicit registration set. */
    void areOne(String user, String other) {
        sets.put(other, user);
    }

    /** The operator changes the data of a user, and whoever subscribed hears of it. */
    Result pushes(String host, String user, String userData) {
        repository.put(user, userData);
        var request = PushNotificationRequest.draft()
                .envelope(Envelope.session("hss-1;1;" + userData.hashCode())
                        .to(host)
                        .toRealm(Tas.HOME))
                .set(ShAvps.USER_IDENTITY, UserIdentity.of(user))
                .set(ShAvps.USER_DATA, userData)
                .build();
        return switch (server.ask(host, request, Duration.ofSeconds(10))) {
            case Outcome.Answered<io.carillon.diameter.sh.PushNotificationAnswer>(var answer) -> answer.result();
            case Outcome.Unanswered<?>(var reason) -> throw new AssertionError(reason);
        };
    }

    /** Somebody else writes just before the next update. */
    void somebodyIsFaster(String userData) {
        fasterWriter = userData;
    }

    void knowsNobody() {
        knowsNobody = true;
    }

    void stores(String user, String userData) {
        repository.put(user, userData);
    }

    void refusesSubscriptions() {
        allowsSubscriptions = false;
    }

    String stored(String user) {
        return repository.getOrDefault(user, "");
    }

    /** What was asked since the last time. */
    List<String> asked() {
        var all = List.copyOf(asked);
        asked.clear();
        return all;
    }

    boolean isConnected() {
        return !server.connected().isEmpty();
    }

    NodeInfo node() {
        return new NodeInfo(
                "hss",
                "hss-1",
                Map.of("diameter", "127.0.0.1:" + server.address().getPort()),
                100,
                0);
    }

    @Override
    public void close() {
        server.close();
    }
}
