package io.carillon.cscf.scscf;

import io.carillon.identity.Impu;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.proxy.Forward;

/** The state of registrations as an event package that others may watch (RFC 3680, TS 24.229 §5.4.2). */
public interface RegistrationState {
    /** A SUBSCRIBE to the state of this user; the answer is our own. */
    Forward subscribe(SipRequest subscribe, Impu watched, Registration registration);

    /** Tells those who watch; returns before they have heard of it. */
    void changed(RegistrationChange change);
}
