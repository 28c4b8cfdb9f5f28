package io.carillon.im.smsip;

import io.carillon.im.delivery.Outbox;
import io.carillon.im.delivery.Pending;
import io.carillon.im.delivery.Progress.Phase;
import io.carillon.im.delivery.Submitted;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What a sender has submitted to a recipient and the service centre still keeps. */
final class Backlog {
    private static final int MOST = 500;

    private final Outbox outbox;

    Backlog(Outbox outbox) {
        this.outbox = outbox;
    }

    /** Whatever phase they are in, the oldest first. */
    Stream<Pending> of(String sender, String recipient, Predicate<Submitted> which) {
        return outbox.of(recipient, MOST).stream()
                .filter(each -> each.sender().equals(sender))
                .filter(each -> each.submitted().filter(which).isPresent());
    }

    /** The newest that is not at its end. */
    Optional<Pending> newest(String sender, String recipient, Predicate<Submitted> which) {
        return of(sender, recipient, which)
                .filter(each -> each.progress().phase() != Phase.DONE)
                .reduce((older, newer) -> newer);
    }

    /** The newest, unless a phone may have it already. */
    Optional<Pending> waiting(String sender, String recipient, Predicate<Submitted> which) {
        return newest(sender, recipient, which).filter(each -> each.progress().phase() == Phase.WAITING);
    }
}
