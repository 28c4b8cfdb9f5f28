package io.carillon.sbc.security;

import io.carillon.ipsec.SecurityMechanism.Ipsec;
import io.carillon.sip.message.SipResponse;
import java.util.Optional;

/** What a REGISTER has to do with security agreement. */
public sealed interface Standing {
    /** It neither has nor gets one. */
    record Open() implements Standing {}

    /**
     * It wants one: a challenge with keys makes it.
     *
     * @param client all of Security-Client
     * @param impi the private identity that is challenged; empty if the REGISTER names none
     */
    record Asks(String client, Ipsec chosen, String impi) implements Standing {}

    /** It came over associations. @param next what it wants at the next challenge */
    record Covered(ProtectedPath path, Optional<Asks> next) implements Standing {}

    /**
     * Whether associations made with this private identity's keys say that it is this user who registers: who has
     * associations of its own is nobody else by that (TS 24.229 §5.2.2.2).
     */
    default boolean vouchesFor(String impi) {
        return this instanceof Covered(var path, var next)
                && !impi.isEmpty()
                && path.impi().equals(impi);
    }

    /** The answer to send instead. */
    record Refused(SipResponse answer) implements Standing {}
}
