package io.carillon.cscf.scscf.regevent;

import io.carillon.cscf.HomeNetwork;
import io.carillon.cscf.scscf.Bindings;
import io.carillon.cscf.scscf.LocalAnswer;
import io.carillon.cscf.scscf.Registration;
import io.carillon.cscf.scscf.RegistrationChange;
import io.carillon.cscf.scscf.RegistrationState;
import io.carillon.identity.Impu;
import io.carillon.identity.SipUri;
import io.carillon.sip.dialog.Dialog;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.ResponseEdit;
import io.carillon.sip.message.SipFailure;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.proxy.Forward;
import io.carillon.sip.transaction.ServerTransaction;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/** SUBSCRIBE to the registration state (RFC 3680, RFC 6665 §4.2, TS 24.229 §5.4.2.1 · docs/flows/reg-event.md). */
public final class RegEventFlow implements RegistrationState {
    /** What a SUBSCRIBE without a lifetime gets, and the most (TS 24.229 §5.1.1.3), seconds. */
    private static final int USUAL = 600_000;

    private static final int LEAST = 60;
    private static final int MOST_WATCHERS = 32;
    private static final int BATCH = 100;
    private static final String USER = "reg-";

    private final Watchers watchers;
    private final Bindings bindings;
    private final Notifier notifier;
    private final HomeNetwork home;
    private final Clock clock;

    public RegEventFlow(Watchers watchers, Bindings bindings, Notifier notifier, HomeNetwork home, Clock clock) {
        this.watchers = watchers;
        this.bindings = bindings;
        this.notifier = notifier;
        this.home = home;
        this.clock = clock;
    }

    /** The first SUBSCRIBE; the answer, once sent, is followed by a NOTIFY with all that is known. */
    @Override
    public Forward subscribe(SipRequest subscribe, Impu watched, Registration registration) {
        checkAccept(subscribe);
        if (!MayWatch.is(subscribe, registration)) {
            throw new SipFailure(403, "Not Authorized To Watch");
        }
        int seconds = lifetime(subscribe);
        if (tooBrief(seconds)) {
            return LocalAnswer.of(brief(subscribe));
        }
        var id = UUID.randomUUID().toString();
        var tag = ResponseEdit.newTag();
        var dialog = Dialog.uas(subscribe, tag, contact(id)).state();
        var event = subscribe.first(HeaderName.EVENT).orElse("reg");
        var watcher = new Watcher(id, standsFor(registration, watched).value(), event, dialog, until(seconds));
        if (!watchers.put(watcher, MOST_WATCHERS)) {
            throw new SipFailure(503, "Too Many Watchers");
        }
        var ok = accepted(subscribe, watcher, seconds);
        return LocalAnswer.of(ok).onDone(sent -> notifier.state(watcher, registration, seconds == 0));
    }

    /** Any identity of the set would do; the default one stays the longest. */
    private static Impu standsFor(Registration registration, Impu watched) {
        return Watchers.identities(registration).stream().findFirst().orElse(watched);
    }

    private String contact(String id) {
        return "<" + home.scscf().withUser(USER + id) + ">";
    }

    private long until(int seconds) {
        return clock.instant().plusSeconds(seconds).toEpochMilli();
    }

    private static void checkAccept(SipRequest subscribe) {
        boolean any = !subscribe.has(HeaderName.ACCEPT);
        boolean ours = subscribe.all(HeaderName.ACCEPT).stream()
                .map(each -> each.split(";")[0].strip())
                .anyMatch(each -> each.equalsIgnoreCase(ReginfoWriter.CONTENT_TYPE)
                        || each.equals("*/*")
                        || each.equalsIgnoreCase("application/*"));
        if (!any && !ours) {
            throw new SipFailure(406);
        }
    }

    /** 0 asks once, without staying (RFC 6665 §4.4.3). */
    private static int lifetime(SipRequest subscribe) {
        return Math.min(subscribe.number(HeaderName.EXPIRES).orElse(USUAL), USUAL);
    }

    private static boolean tooBrief(int seconds) {
        return seconds > 0 && seconds < LEAST;
    }

    private static SipResponse brief(SipRequest subscribe) {
        return subscribe
                .reply(423)
                .toTag(ResponseEdit.newTag())
                .append(HeaderName.MIN_EXPIRES, LEAST)
                .build();
    }

    private SipResponse accepted(SipRequest subscribe, Watcher watcher, int seconds) {
        return subscribe
                .reply(200)
                .toTag(watcher.dialog().localTag())
                .append(HeaderName.EXPIRES, seconds)
                .append(HeaderName.CONTACT, watcher.dialog().localTarget())
                .build();
    }

    /** True for a URI that we gave as Contact of a subscription. */
    public static boolean isSubscription(SipUri uri) {
        return uri.user().filter(user -> user.startsWith(USER)).isPresent();
    }

    /** A SUBSCRIBE in the dialog, at whatever node: it prolongs the subscription or ends it (RFC 6665 §4.1.2.2). */
    public void refresh(ServerTransaction transaction, SipRequest subscribe) {
        var id = subscribe.sipUri().user().orElse(USER).substring(USER.length());
        var known = watchers.find(id).orElseThrow(() -> new SipFailure(481));
        var dialog = Dialog.of(known.dialog());
        if (!dialog.matches(subscribe)) {
            throw new SipFailure(481);
        }
        if (!dialog.accepts(subscribe)) {
            throw new SipFailure(500, "CSeq Out Of Order");
        }
        int seconds = lifetime(subscribe);
        if (tooBrief(seconds)) {
            transaction.respond(brief(subscribe));
            return;
        }
        dialog.refresh(subscribe);
        var watcher = known.refreshed(dialog.state(), until(seconds));
        watchers.put(watcher, MOST_WATCHERS);
        transaction.respond(accepted(subscribe, watcher, seconds));
        var registration = bindings.find(Impu.parse(watcher.watched()));
        if (registration.isPresent()) {
            notifier.state(watcher, registration.get(), seconds == 0);
        } else {
            notifier.end(watcher, "noresource");
        }
    }

    @Override
    public void changed(RegistrationChange change) {
        notifier.change(change);
    }

    /** Ends what has expired; called every second. */
    public void tick() {
        Instant now = clock.instant();
        for (var watcher : watchers.takeExpired(now, BATCH)) {
            notifier.end(watcher, "timeout");
        }
    }
}
