package io.carillon.sbc.pcscf;

import io.carillon.identity.SipUri;
import io.carillon.sip.ims.ChargingVector;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.Method;
import io.carillon.sip.message.ResponseEdit;
import io.carillon.sip.message.SipFailure;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.Uris;
import io.carillon.sip.transaction.ServerTransaction;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The P-CSCF watches the registrations of its phones: what the network ends there is over here too (RFC 3680,
 * TS 24.229 §5.2.3, §5.2.5.2 · docs/flows/gm-watch.md).
 */
public final class RegistrationWatch {
    private static final Logger LOG = LoggerFactory.getLogger(RegistrationWatch.class);
    /** Longer than any registration (§5.2.3). */
    private static final Duration LIFETIME = Duration.ofSeconds(600_000);

    private static final Duration ANEW = LIFETIME.dividedBy(2);
    private static final Duration MARGIN = Duration.ofMinutes(2);
    private static final String USER = "watch-";

    private final Border border;
    private final AccessUsers users;
    private final Watches watches;
    private final Departures departures;

    public RegistrationWatch(Border border, AccessUsers users, Watches watches, Departures departures) {
        this.border = border;
        this.users = users;
        this.watches = watches;
        this.departures = departures;
    }

    /** One subscription for all phones of a user, made again when half of its life is over. Waits for the answer. */
    void begin(AccessUser user) {
        var watch = new Watch(
                UUID.randomUUID().toString(),
                user.defaultIdentity(),
                UUID.randomUUID().toString(),
                ResponseEdit.newTag());
        if (!watches.begin(watch, ANEW, LIFETIME.plus(MARGIN))) {
            return;
        }
        var stack = border.stack();
        int status = stack.client(Border.CORE)
                .askOnce(subscribe(watch), stack.locator().locate(border.icscf()))
                .status();
        if (status >= 300) {
            LOG.warn("The registration of {} is not watched: {}", watch.identity(), status);
            watches.end(watch);
        }
    }

    private SipRequest subscribe(Watch watch) {
        var we = SipUri.of("sbc." + border.domain());
        return SipRequest.create(Method.SUBSCRIBE, watch.identity())
                .append(HeaderName.ROUTE, "<" + border.icscf().withParam("lr") + ">")
                .append(HeaderName.MAX_FORWARDS, 70)
                .append(HeaderName.FROM, "<" + we + ">;tag=" + watch.tag())
                .append(HeaderName.TO, "<" + watch.identity() + ">")
                .append(HeaderName.CALL_ID, watch.callId())
                .append(HeaderName.CSEQ, "1 " + Method.SUBSCRIBE)
                .append(
                        HeaderName.CONTACT,
                        "<" + we.withUser(USER + watch.id()).withParam("node", border.nodeId()) + ">")
                .append(HeaderName.EVENT, "reg")
                .append(HeaderName.ACCEPT, ReginfoReader.CONTENT_TYPE)
                .append(HeaderName.EXPIRES, LIFETIME.toSeconds())
                .append(HeaderName.P_ASSERTED_IDENTITY, "<" + we + ">")
                .append(
                        HeaderName.P_CHARGING_VECTOR,
                        ChargingVector.begun(UUID.randomUUID().toString()))
                .build();
    }

    /** True for a NOTIFY of such a subscription, at whichever border. */
    boolean concerns(SipRequest request) {
        return request.is(Method.NOTIFY)
                && Uris.isSip(request.uri())
                && request.sipUri().user().filter(user -> user.startsWith(USER)).isPresent();
    }

    void notified(ServerTransaction transaction, SipRequest notify) {
        var id = notify.sipUri().user().orElse(USER).substring(USER.length());
        var watch = watches.find(id)
                .filter(known -> known.callId().equals(notify.callId())
                        && notify.toTag().filter(known.tag()::equals).isPresent())
                .orElseThrow(() -> new SipFailure(481));
        if (notify.hasBody() && notify.contentType().equals(ReginfoReader.CONTENT_TYPE)) {
            ended(watch, ReginfoReader.ended(notify.body()));
        }
        if (notify.first(HeaderName.SUBSCRIPTION_STATE)
                .filter(state -> state.startsWith("terminated"))
                .isPresent()) {
            watches.end(watch);
        }
        transaction.respond(200);
    }

    private void ended(Watch watch, List<ReginfoReader.Ended> ended) {
        if (ended.isEmpty()) {
            return;
        }
        for (var user : users.of(watch.identity())) {
            var left = user.identities().stream()
                    .filter(identity -> ended.stream().noneMatch(end -> isAbout(end, identity, user.contact())))
                    .toList();
            if (left.isEmpty()) {
                LOG.info("The network has ended the registration of {} at {}", watch.identity(), user.contact());
                departures.left(user);
            } else if (left.size() < user.identities().size()) {
                users.change(user, user.identifiedBy(left));
            }
        }
    }

    private static boolean isAbout(ReginfoReader.Ended end, String identity, String contact) {
        return Identities.canonical(end.identity()).equals(Identities.canonical(identity))
                && (end.contact().isEmpty() || same(end.contact(), contact));
    }

    /** RFC 3261 §10.3 step 7: contacts are compared as URIs. */
    static boolean same(String one, String other) {
        return one.equals(other)
                || (Uris.isSip(one) && Uris.isSip(other) && Uris.sip(one).equals(Uris.sip(other)));
    }
}
