package io.carillon.cscf.scscf;

import io.carillon.cscf.ifc.RegistrationType;
import io.carillon.cscf.scscf.ContactEvent.Kind;
import io.carillon.sip.message.SipResponse;
import java.util.function.Consumer;

/** Who hears of registrations: application servers by third-party REGISTER, and watchers by NOTIFY. */
public final class Audience {
    private final ThirdPartyRegistration applicationServers;
    private final RegistrationState state;

    public Audience(ThirdPartyRegistration applicationServers, RegistrationState state) {
        this.applicationServers = applicationServers;
        this.state = state;
    }

    /**
     * The user's own REGISTER changed something; it has been answered already.
     *
     * @param watched false if nobody watches it
     * @param lost hears of an application server that is gone and without which there is no session
     */
    void registered(
            RegisterRequest register,
            SipResponse answer,
            RegistrationType type,
            RegistrationChange change,
            boolean watched,
            Consumer<Registration> lost) {
        if (watched) {
            state.changed(change);
        }
        applicationServers.announce(register, answer, change.after(), type, lost);
    }

    /** A registration is over, and no REGISTER of the user's has ended it. */
    void ended(Registration before, Kind kind) {
        state.changed(RegistrationChange.ended(before, kind));
        applicationServers.withdraw(before);
    }

    /** Something else changed: a contact expired, or the profile is another. */
    void changed(RegistrationChange change) {
        state.changed(change);
    }
}
