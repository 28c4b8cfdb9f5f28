package io.carillon.sbc.security;

import io.carillon.ipsec.SecurityMechanism.Ipsec;
import io.carillon.sip.message.SipResponse;
import java.util.Optional;

/** What a REGISTER has to do with security agreement. */
public sealed interface Standing {
    /** It neither has nor gets one. */
    record Open() implements Standing {}

    /** It wants one: a challenge with keys makes it. @param client all of Security-Client */
    record Asks(String client, Ipsec chosen) implements Standing {}

    /** It came over associations. @param next what it wants at the next challenge */
    record Covered(ProtectedPath path, Optional<Asks> next) implements Standing {}

    /** The answer to send instead. */
    record Refused(SipResponse answer) implements Standing {}
}
