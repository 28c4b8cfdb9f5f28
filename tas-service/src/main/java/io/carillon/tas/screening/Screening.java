package io.carillon.tas.screening;

import io.carillon.tas.simservs.Circumstances;
import io.carillon.tas.simservs.Parties;
import io.carillon.tas.simservs.Simservs;

/** What a user's lists and "do not disturb" say to a call. */
public enum Screening {
    /** The white list has the caller: nothing of the user's screening and barring stands in the way. */
    WELCOME,
    /** No list has the caller. */
    NEUTRAL,
    /** Not now: as if the user were busy. */
    DO_NOT_DISTURB,
    /** The black list has the caller. */
    UNWANTED;

    public static Screening of(Simservs.Screening lists, Circumstances call) {
        if (call.parties().stream().anyMatch(party -> Parties.contains(lists.whiteList(), party))) {
            return WELCOME;
        }
        if (call.parties().stream().anyMatch(party -> Parties.contains(lists.blackList(), party))) {
            return UNWANTED;
        }
        return lists.doNotDisturb() ? DO_NOT_DISTURB : NEUTRAL;
    }
}
