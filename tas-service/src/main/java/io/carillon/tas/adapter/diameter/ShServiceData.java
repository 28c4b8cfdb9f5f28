package io.carillon.tas.adapter.diameter;

import io.carillon.diameter.BaseResult;
import io.carillon.diameter.DiameterClient;
import io.carillon.diameter.Envelope;
import io.carillon.diameter.Octets;
import io.carillon.diameter.Outcome;
import io.carillon.diameter.Result;
import io.carillon.diameter.ThreeGppResult;
import io.carillon.diameter.sh.DataReference;
import io.carillon.diameter.sh.IdentitySet;
import io.carillon.diameter.sh.ProfileUpdateAnswer;
import io.carillon.diameter.sh.ProfileUpdateRequest;
import io.carillon.diameter.sh.PushNotificationAnswer;
import io.carillon.diameter.sh.PushNotificationRequest;
import io.carillon.diameter.sh.ShAvps;
import io.carillon.diameter.sh.SubscribeNotificationsAnswer;
import io.carillon.diameter.sh.SubscribeNotificationsRequest;
import io.carillon.diameter.sh.SubscriptionRequestType;
import io.carillon.diameter.sh.UserDataAnswer;
import io.carillon.diameter.sh.UserDataRequest;
import io.carillon.diameter.sh.UserIdentity;
import io.carillon.identity.Impu;
import io.carillon.sip.message.SipFailure;
import io.carillon.tas.adapter.diameter.RepositoryCache.Known;
import io.carillon.tas.simservs.MalformedDocument;
import io.carillon.tas.simservs.RepositoryData;
import io.carillon.tas.simservs.ServiceData;
import io.carillon.tas.simservs.Simservs;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Services documents in the repository data of the HSS (TS 29.328 §6.1, TS 29.329): read once, subscribed to, and from
 * then on refreshed by what the HSS pushes.
 */
public final class ShServiceData implements ServiceData, AutoCloseable {
    /**
     * @param service the Service-Indication of the documents
     * @param age how long a document is believed without news
     * @param doubt the same where no news will come
     */
    public record Settings(String service, Duration deadline, Duration age, Duration doubt, int mostUsers) {}

    private static final Logger LOG = LoggerFactory.getLogger(ShServiceData.class);
    private static final int TRIES = 20;

    private final DiameterClient hss;
    private final Settings settings;
    private final Clock clock;
    private final RepositoryCache cache;

    /** @param hss not started yet */
    public ShServiceData(DiameterClient hss, Settings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.cache = new RepositoryCache(settings.mostUsers());
        this.hss = hss.handle(PushNotificationRequest.class, this::pushed).start();
    }

    @Override
    public Simservs of(Impu user) {
        var known = cache.get(user.value());
        if (known.isPresent() && clock.instant().isBefore(known.get().until())) {
            return known.get().data().services();
        }
        try {
            return subscribed(user).services();
        } catch (SipFailure away) {
            LOG.warn("The HSS does not tell the services of {}: {}", user, away.reason());
            return known.map(Known::data).orElseThrow(() -> away).services();
        }
    }

    /**
     * One round trip for the data, the identities that have it in common, and the subscription to both (TS 29.328
     * §6.1.3); an HSS may have said less.
     */
    private RepositoryData subscribed(Impu user) {
        var request = SubscribeNotificationsRequest.draft()
                .envelope(Envelope.session(hss.newSessionId()))
                .set(ShAvps.USER_IDENTITY, UserIdentity.of(user.value()))
                .add(ShAvps.SERVICE_INDICATION, Octets.of(settings.service()))
                .set(ShAvps.SEND_DATA_INDICATION, true)
                .set(ShAvps.SUBS_REQ_TYPE, SubscriptionRequestType.SUBSCRIBE)
                .add(ShAvps.DATA_REFERENCE, DataReference.REPOSITORY_DATA)
                .add(ShAvps.DATA_REFERENCE, DataReference.IMS_PUBLIC_IDENTITY)
                .add(ShAvps.IDENTITY_SET, IdentitySet.IMPLICIT_IDENTITIES)
                .build();
        return switch (hss.ask(request, settings.deadline())) {
            case Outcome.Unanswered<?>(var reason) -> throw away(reason.toString());
            case Outcome.Answered<SubscribeNotificationsAnswer>(var answer) -> {
                if (!answer.result().success()) {
                    yield unsubscribed(user, answer.result());
                }
                var data = answer.userData().map(this::read).orElseGet(() -> pull(user));
                var until = clock.instant().plus(settings.age());
                var end = answer.expiry().filter(until::isAfter).orElse(until);
                var identities =
                        answer.userData().map(RepositoryData::identities).orElse(List.of());
                cache.put(user.value(), new Known(data, identities, end));
                yield data;
            }
        };
    }

    /** There is nothing yet, or nobody will tell when it changes: it is asked for again soon. */
    private RepositoryData unsubscribed(Impu user, Result result) {
        var data = switch (result) {
            case ThreeGppResult.SUBS_DATA_ABSENT, ThreeGppResult.USER_UNKNOWN -> RepositoryData.ABSENT;
            default -> pull(user);
        };
        doubted(user, data);
        return data;
    }

    /** UDR (TS 29.328 §6.1.1). */
    private RepositoryData pull(Impu user) {
        var request = UserDataRequest.draft()
                .envelope(Envelope.session(hss.newSessionId()))
                .set(ShAvps.USER_IDENTITY, UserIdentity.of(user.value()))
                .add(ShAvps.SERVICE_INDICATION, Octets.of(settings.service()))
                .add(ShAvps.DATA_REFERENCE, DataReference.REPOSITORY_DATA)
                .build();
        return switch (hss.ask(request, settings.deadline())) {
            case Outcome.Unanswered<?>(var reason) -> throw away(reason.toString());
            case Outcome.Answered<UserDataAnswer>(var answer) -> {
                if (answer.result().success()) {
                    yield answer.userData().map(this::read).orElse(RepositoryData.ABSENT);
                }
                if (answer.result() == ThreeGppResult.USER_UNKNOWN) {
                    yield RepositoryData.ABSENT;
                }
                throw away(answer.result().toString());
            }
        };
    }

    private RepositoryData read(String userData) {
        return RepositoryData.read(userData, settings.service());
    }

    @Override
    public Simservs update(Impu user, UnaryOperator<Simservs> change) {
        for (int i = 0; i < TRIES; i++) {
            var before = pull(user);
            var changed = change.apply(readable(user, before));
            var next = before.next(changed);
            if (pushes(user, next)) {
                doubted(user, next);
                return changed;
            }
        }
        throw new IllegalStateException("The services of " + user + " change all the time");
    }

    private static Simservs readable(Impu user, RepositoryData data) {
        try {
            return data.services();
        } catch (MalformedDocument e) {
            LOG.warn("The services document of {} is begun anew: {}", user, e.getMessage());
            return Simservs.NONE;
        }
    }

    /** PUR (TS 29.328 §6.1.2); false if somebody else was faster. */
    private boolean pushes(Impu user, RepositoryData data) {
        var request = ProfileUpdateRequest.draft()
                .envelope(Envelope.session(hss.newSessionId()))
                .set(ShAvps.USER_IDENTITY, UserIdentity.of(user.value()))
                .add(ShAvps.DATA_REFERENCE, DataReference.REPOSITORY_DATA)
                .set(ShAvps.USER_DATA, data.write(settings.service()))
                .build();
        return switch (hss.ask(request, settings.deadline())) {
            case Outcome.Unanswered<?>(var reason) -> throw away(reason.toString());
            case Outcome.Answered<ProfileUpdateAnswer>(var answer) -> {
                if (answer.result().success()) {
                    yield true;
                }
                yield switch (answer.result()) {
                    case ThreeGppResult.USER_UNKNOWN -> throw new SipFailure(404, "Not Found");
                    case ThreeGppResult.TRANSPARENT_DATA_OUT_OF_SYNC, ThreeGppResult.PRIOR_UPDATE_IN_PROGRESS -> false;
                    default -> throw away(answer.result().toString());
                };
            }
        };
    }

    @Override
    public void clear(Impu user) {
        for (int i = 0; i < TRIES; i++) {
            var before = pull(user);
            if (before.sequence() < 0 || pushes(user, before.next(null))) {
                cache.forget(user.value());
                return;
            }
        }
    }

    /** What changed in the HSS, whoever changed it (TS 29.328 §6.1.4). */
    private PushNotificationAnswer pushed(PushNotificationRequest request) {
        var user = request.user().publicIdentity().orElse("");
        return PushNotificationAnswer.draft()
                .result(taken(user, request.userData()))
                .build();
    }

    private Result taken(String user, String userData) {
        try {
            if (RepositoryData.identities(userData).isEmpty()) {
                cache.refresh(user, read(userData));
            } else {
                // Another set has other data: the next call reads it.
                cache.forget(user);
            }
            return BaseResult.SUCCESS;
        } catch (MalformedDocument e) {
            LOG.error("What the HSS pushes for {} cannot be read: {}", user, e.getMessage());
            cache.forget(user);
            return ThreeGppResult.USER_DATA_NOT_RECOGNIZED;
        }
    }

    private void doubted(Impu user, RepositoryData data) {
        var identities = cache.get(user.value()).map(Known::identities).orElse(List.of());
        cache.put(user.value(), new Known(data, identities, clock.instant().plus(settings.doubt())));
    }

    private static SipFailure away(String reason) {
        return new SipFailure(503, "Store Unavailable (" + reason + ")");
    }

    @Override
    public void close() {
        hss.close();
    }
}
