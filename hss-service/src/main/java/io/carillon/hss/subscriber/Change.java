package io.carillon.hss.subscriber;

import io.carillon.identity.aka.Sqn;
import java.util.Optional;

/** What a Cx command changes in a subscription: its S-CSCF, its sequence number, and one of its sets. */
public record Change(
        Optional<ServingNode> serving,
        Sqn sqn,
        long set,
        RegistrationState state,
        boolean authenticationPending,
        Optional<String> restoration) {

    /** Nothing changed yet. */
    public static Change of(Subscription read, ImplicitSet set) {
        return new Change(
                read.serving(), read.sqn(), set.id(), set.state(), set.authenticationPending(), set.restoration());
    }

    public Change servedBy(ServingNode node) {
        return new Change(Optional.of(node), sqn, set, state, authenticationPending, restoration);
    }

    public Change served(Optional<ServingNode> node) {
        return new Change(node, sqn, set, state, authenticationPending, restoration);
    }

    public Change sqn(Sqn last) {
        return new Change(serving, last, set, state, authenticationPending, restoration);
    }

    public Change state(RegistrationState next) {
        return new Change(serving, sqn, set, next, authenticationPending, restoration);
    }

    public Change pending(boolean authentication) {
        return new Change(serving, sqn, set, state, authentication, restoration);
    }

    public Change restoration(Optional<String> kept) {
        return new Change(serving, sqn, set, state, authenticationPending, kept);
    }
}
