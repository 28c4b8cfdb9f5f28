package io.carillon.cscf.scscf;

import io.carillon.identity.SipUri;
import io.carillon.identity.TelUri;

/** From a telephone number to a SIP URI (RFC 6116, TS 24.229 §5.4.3.2 step 10). */
public interface NumberTranslation {
    sealed interface Translation {
        record Found(SipUri uri) implements Translation {}

        /** The number belongs to nobody who is reached by SIP. */
        record NotFound() implements Translation {}

        /** The ENUM server gave no usable answer. */
        record Unavailable() implements Translation {}
    }

    Translation translate(TelUri number);
}
