package io.carillon.hss.subscriber;

import io.carillon.identity.Impu;
import java.util.List;
import java.util.Optional;

/**
 * Public identities that are registered together (TS 23.228 §5.2.1a).
 *
 * @param number which of the subscription's sets
 * @param authenticationPending an S-CSCF has fetched a challenge and not yet told how it went
 * @param restoration what the S-CSCF wants back should it lose the registration (TS 23.380 §4), as it wrote it
 * @param identities the first that is not barred is the default one
 */
public record ImplicitSet(
        long id,
        int number,
        RegistrationState state,
        boolean authenticationPending,
        Optional<String> restoration,
        List<PublicIdentity> identities) {

    public ImplicitSet(
            long id,
            int number,
            RegistrationState state,
            boolean authenticationPending,
            List<PublicIdentity> identities) {
        this(id, number, state, authenticationPending, Optional.empty(), identities);
    }

    ImplicitSet with(Change change) {
        return new ImplicitSet(
                id, number, change.state(), change.authenticationPending(), change.restoration(), identities);
    }

    public boolean holds(Impu impu) {
        return identities.stream().anyMatch(each -> each.impu().equals(impu));
    }

    public PublicIdentity identity(Impu impu) {
        return identities.stream()
                .filter(each -> each.impu().equals(impu))
                .findFirst()
                .orElseThrow();
    }

    /** A set with nobody in it who may use the IMS. */
    public boolean isWhollyBarred() {
        return identities.stream().allMatch(PublicIdentity::barred);
    }
}
