package io.carillon.hss.sh;

import io.carillon.diameter.DiameterServer;
import io.carillon.diameter.Envelope;
import io.carillon.diameter.Outcome;
import io.carillon.diameter.ThreeGppResult;
import io.carillon.diameter.sh.DataReference;
import io.carillon.diameter.sh.IdentitySet;
import io.carillon.diameter.sh.PushNotificationAnswer;
import io.carillon.diameter.sh.PushNotificationRequest;
import io.carillon.diameter.sh.ShAvps;
import io.carillon.diameter.sh.UserIdentity;
import io.carillon.hss.sh.ShUsers.User;
import io.carillon.hss.subscriber.Change;
import io.carillon.hss.subscriber.FilterCriterion;
import io.carillon.hss.subscriber.ImplicitSet;
import io.carillon.hss.subscriber.RegistrationState;
import io.carillon.hss.subscriber.ServiceProfiles;
import io.carillon.hss.subscriber.ServingNode;
import io.carillon.hss.subscriber.Subscription;
import io.carillon.hss.subscriber.Subscriptions;
import io.carillon.hss.xml.ShData;
import io.carillon.hss.xml.ShData.Transparent;
import io.carillon.identity.Impu;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sh-Notif (TS 29.328 §6.1.4): tells application servers of changes they watch. One lane for each user, so that the last
 * notification tells the last state.
 */
public final class ShPush implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ShPush.class);
    private static final Duration DEADLINE = Duration.ofSeconds(3);
    private static final int LANES = 8;
    private static final int WAITING = 2_000;
    private static final int BATCH = 100;

    private final DiameterServer server;
    private final Watches watches;
    private final ApplicationServers servers;
    private final ServiceProfiles profiles;
    private final List<ThreadPoolExecutor> lanes;

    public ShPush(DiameterServer server, Watches watches, ApplicationServers servers, ServiceProfiles profiles) {
        this.server = server;
        this.watches = watches;
        this.servers = servers;
        this.profiles = profiles;
        this.lanes = Stream.generate(ShPush::lane).limit(LANES).toList();
    }

    private static ThreadPoolExecutor lane() {
        return new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING),
                Thread.ofVirtual().name("sh-push").factory());
    }

    /** Everybody but the application server that changed it. */
    void repositoryChanged(long set, Transparent data, String by) {
        tell(
                set,
                DataReference.REPOSITORY_DATA,
                watch -> watch.detail().equals(data.service()) && !watch.host().equals(by)
                        ? Optional.of(ShData.NONE.repository(List.of(data)))
                        : Optional.empty());
    }

    /** A set came to be registered or is no longer, or the subscription has another S-CSCF. */
    public void assigned(Subscription before, Change change) {
        ImplicitSet set = before.sets().stream()
                .filter(each -> each.id() == change.set())
                .findFirst()
                .orElseThrow();
        int was = UserDataDocument.state(set.state(), set.authenticationPending());
        int is = UserDataDocument.state(change.state(), change.authenticationPending());
        if (was != is) {
            tell(set.id(), DataReference.IMS_USER_STATE, watch -> Optional.of(ShData.NONE.userState(is)));
        }
        Optional<String> server = change.serving().map(ServingNode::name);
        if (!server.equals(before.serving().map(ServingNode::name))) {
            var data = ShData.NONE.scscf(Optional.of(server.orElse("")));
            before.sets().forEach(each -> tell(each.id(), DataReference.SCSCF_NAME, watch -> Optional.of(data)));
        }
        boolean othersRegistered =
                (set.state() == RegistrationState.REGISTERED) != (change.state() == RegistrationState.REGISTERED);
        if (othersRegistered && servers.mayBeWatched(DataReference.IMS_USER_STATE)) {
            identitiesChanged(before, before.with(change));
        }
    }

    /** An order made something else of a subscription; who watched what is no more is not told. */
    public void ordered(Subscription before, Subscription after) {
        identitiesChanged(before, after);
        before.sets()
                .forEach(set -> tell(
                        set.id(),
                        DataReference.INITIAL_FILTER_CRITERIA,
                        watch -> criteria(watch, after)
                                .filter(now -> !criteria(watch, before).equals(Optional.of(now)))
                                .map(ShData.NONE::criteria)));
    }

    private void identitiesChanged(Subscription before, Subscription after) {
        before.sets()
                .forEach(set -> tell(
                        set.id(),
                        DataReference.IMS_PUBLIC_IDENTITY,
                        watch -> identities(watch, after)
                                .filter(now -> !identities(watch, before).equals(Optional.of(now)))
                                .map(ShData.NONE::identities)));
    }

    private static Optional<List<String>> identities(Watch watch, Subscription subscription) {
        var which = IdentitySet.valueOf(watch.detail());
        return User.of(watch.impu(), subscription).map(user -> UserDataDocument.identities(user, which));
    }

    private Optional<List<FilterCriterion>> criteria(Watch watch, Subscription subscription) {
        return User.of(watch.impu(), subscription)
                .map(user -> UserDataDocument.criteria(profiles, user, watch.detail()));
    }

    /** The criteria of some application servers in a profile changed: of its subscribers those who watch are told. */
    public void profileChanged(String profile, Set<String> changed, Subscriptions subscriptions) {
        if (changed.isEmpty() || !servers.mayBeWatched(DataReference.INITIAL_FILTER_CRITERIA)) {
            return;
        }
        List<Long> sets = List.of();
        do {
            long last = sets.isEmpty() ? 0 : sets.getLast();
            sets = watches.setsWith(profile, DataReference.INITIAL_FILTER_CRITERIA, last, BATCH);
            sets.forEach(set -> tell(
                    set,
                    DataReference.INITIAL_FILTER_CRITERIA,
                    watch -> Optional.of(watch)
                            .filter(each -> changed.contains(each.detail()))
                            .flatMap(each -> subscriptions.of(Impu.parse(each.impu())))
                            .flatMap(now -> criteria(watch, now))
                            .map(ShData.NONE::criteria)));
        } while (sets.size() == BATCH);
    }

    private void tell(long set, DataReference data, Function<Watch, Optional<ShData>> news) {
        if (!servers.mayBeWatched(data)) {
            return;
        }
        try {
            lanes.get((int) (set % LANES)).execute(() -> told(set, data, news));
        } catch (RejectedExecutionException full) {
            log.warn("changes of {} are not told: {} wait before them", data, WAITING);
        }
    }

    private void told(long set, DataReference data, Function<Watch, Optional<ShData>> news) {
        try {
            for (Watch watch : watches.on(set, data)) {
                news.apply(watch).ifPresent(document -> notify(watch, document));
            }
        } catch (RuntimeException away) {
            log.warn("changes of {} are not told: {}", data, away.getMessage());
        }
    }

    private void notify(Watch watch, ShData document) {
        var request = PushNotificationRequest.draft()
                .envelope(Envelope.session("hss;" + UUID.randomUUID())
                        .to(watch.host())
                        .toRealm(watch.realm()))
                .set(ShAvps.USER_IDENTITY, UserIdentity.of(watch.impu()))
                .set(ShAvps.USER_DATA, document.write())
                .build();
        switch (server.ask(watch.host(), request, DEADLINE)) {
            case Outcome.Answered<PushNotificationAnswer>(var answer) -> {
                boolean unwanted = answer.result() == ThreeGppResult.NO_SUBSCRIPTION_TO_DATA;
                if (unwanted || watch.oneTime()) {
                    watches.remove(watch);
                }
                if (!unwanted && !answer.result().success()) {
                    log.warn("{} did not take {} of {}: {}", watch.host(), watch.data(), watch.impu(), answer.result());
                }
            }
            case Outcome.Unanswered<PushNotificationAnswer>(var reason) ->
                log.warn("{} was not told of {} of {}: {}", watch.host(), watch.data(), watch.impu(), reason);
        }
    }

    @Override
    public void close() {
        lanes.forEach(ThreadPoolExecutor::shutdownNow);
    }
}
