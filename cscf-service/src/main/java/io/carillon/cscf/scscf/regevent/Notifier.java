package io.carillon.cscf.scscf.regevent;

import io.carillon.cscf.scscf.Gruus;
import io.carillon.cscf.scscf.Registration;
import io.carillon.cscf.scscf.RegistrationChange;
import io.carillon.identity.Impu;
import io.carillon.sip.dialog.Dialog;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.Method;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.transaction.SipStack;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** NOTIFY to those who watch a registration (RFC 6665 §4.2.2, TS 24.229 §5.4.2.1.2). */
public final class Notifier {
    private static final Logger LOG = LoggerFactory.getLogger(Notifier.class);

    /** Answers after which a subscription is no more (RFC 6665 §4.2.2, RFC 5057); no answer at all is one of them. */
    private static final Set<Integer> GONE =
            Set.of(404, 405, 408, 410, 416, 480, 481, 482, 483, 484, 485, 489, 501, 604);

    private final SipStack stack;
    private final Watchers watchers;
    private final Gruus gruus;
    private final Clock clock;

    public Notifier(SipStack stack, Watchers watchers, Gruus gruus, Clock clock) {
        this.stack = stack;
        this.watchers = watchers;
        this.gruus = gruus;
        this.clock = clock;
    }

    /** All that is known, after a SUBSCRIBE. */
    void state(Watcher watcher, Registration registration, boolean last) {
        var document = Reginfo.full(registration, clock.instant());
        tell(watcher, Optional.of(document), last ? Optional.of("timeout") : Optional.empty());
    }

    /** What has changed, to all watchers; without any device left there is nothing to watch. */
    void change(RegistrationChange change) {
        var identities = new ArrayList<Impu>(change.gone());
        identities.addAll(Watchers.identities(change.after()));
        var document = Reginfo.partial(change, clock.instant());
        var end = change.after().registered() ? Optional.<String>empty() : Optional.of("noresource");
        for (var watcher : watchers.of(identities)) {
            tell(watcher, Optional.of(document), end);
        }
    }

    void end(Watcher watcher, String reason) {
        tell(watcher, Optional.empty(), Optional.of(reason));
    }

    /** On the lane of the subscription's dialog, so that its NOTIFYs keep their order. */
    private void tell(Watcher watcher, Optional<Reginfo> document, Optional<String> end) {
        stack.lanes().run(watcher.dialog().callId(), () -> {
            var number = watchers.next(watcher);
            boolean mine = number.isPresent() && (end.isEmpty() || watchers.remove(watcher));
            if (mine) {
                send(watcher, notify(watcher, number.get(), document, end));
            }
        });
    }

    /** The document's version counts from 0 with the NOTIFYs of a subscription (RFC 3680 §5.1). */
    private SipRequest notify(Watcher watcher, int number, Optional<Reginfo> document, Optional<String> end) {
        var state = end.map(reason -> "terminated;reason=" + reason)
                .orElseGet(() -> "active;expires=" + watcher.secondsLeft(clock.instant()));
        var edit = Dialog.of(watcher.dialog())
                .request(Method.NOTIFY)
                .set(HeaderName.CSEQ, number + " NOTIFY")
                .append(HeaderName.EVENT, watcher.event())
                .append(HeaderName.SUBSCRIPTION_STATE, state);
        document.ifPresent(each -> edit.body(ReginfoWriter.CONTENT_TYPE, ReginfoWriter.write(each, number - 1, gruus)));
        return edit.build();
    }

    private void send(Watcher watcher, SipRequest notify) {
        var next = Dialog.of(watcher.dialog()).nextHop();
        int status =
                stack.client("core").ask(notify, stack.locator().locate(next)).status();
        if (GONE.contains(status)) {
            LOG.info(
                    "NOTIFY to {}: {}, its subscription has ended",
                    watcher.dialog().remoteUri(),
                    status);
            watchers.remove(watcher);
        }
    }
}
