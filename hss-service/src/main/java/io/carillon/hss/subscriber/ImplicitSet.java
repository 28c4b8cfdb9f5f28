package io.carillon.hss.subscriber;

import io.carillon.identity.Impu;
import java.util.List;

/**
 * Public identities that are registered together (TS 23.228 §5.2.1a).
 *
 * @param number which of the subscription's sets
 * @param authenticationPending an S-CSCF has fetched a challenge and not yet told how it went
 * @param identities the first that is not barred is the default one
 */
public record ImplicitSet(
        long id, int number, RegistrationState state, boolean authenticationPending, List<PublicIdentity> identities) {

    public boolean holds(Impu impu) {
        return identities.stream().anyMatch(each -> each.impu().equals(impu));
    }

    /** A set with nobody in it who may use the IMS. */
    public boolean isWhollyBarred() {
        return identities.stream().allMatch(PublicIdentity::barred);
    }
}
