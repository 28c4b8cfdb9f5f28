package io.carillon.diameter.cx;

import static io.carillon.diameter.cx.CxAvps.ALTERNATE_DIGEST_ALGORITHM;
import static io.carillon.diameter.cx.CxAvps.ALTERNATE_DIGEST_HA1;
import static io.carillon.diameter.cx.CxAvps.DIGEST_ALGORITHM;
import static io.carillon.diameter.cx.CxAvps.DIGEST_HA1;
import static io.carillon.diameter.cx.CxAvps.DIGEST_QOP;
import static io.carillon.diameter.cx.CxAvps.DIGEST_REALM;

import io.carillon.diameter.Avp;
import io.carillon.diameter.Draft;
import io.carillon.diameter.Grammar;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Optional;

/**
 * SIP-Digest-Authenticate (TS 29.229 §6.3.36).
 *
 * @param ha1 for the algorithm that the answer names, MD5 if it names none: 32 hexadecimal digits
 * @param alternateHa1 for the alternate algorithm (§6.3.66): 64 hexadecimal digits of SHA-256
 */
public record SipDigestAuthenticate(
        String realm,
        Optional<String> algorithm,
        String qop,
        String ha1,
        Optional<String> alternateAlgorithm,
        Optional<String> alternateHa1,
        List<Avp> extra) {
    public static final Grammar<SipDigestAuthenticate> GRAMMAR = Grammar.of(
                    SipDigestAuthenticate.class, MethodHandles.lookup(), CxAvps.DICTIONARY)
            .required(DIGEST_REALM, SipDigestAuthenticate::realm)
            .optional(DIGEST_ALGORITHM, SipDigestAuthenticate::algorithm)
            .required(DIGEST_QOP, SipDigestAuthenticate::qop)
            .required(DIGEST_HA1, SipDigestAuthenticate::ha1)
            .optional(ALTERNATE_DIGEST_ALGORITHM, SipDigestAuthenticate::alternateAlgorithm)
            .optional(ALTERNATE_DIGEST_HA1, SipDigestAuthenticate::alternateHa1)
            .extra(SipDigestAuthenticate::extra);

    public static Draft<SipDigestAuthenticate> draft() {
        return GRAMMAR.draft();
    }

    public static SipDigestAuthenticate of(String realm, String algorithm, String qop, String ha1) {
        return new SipDigestAuthenticate(
                realm, Optional.of(algorithm), qop, ha1, Optional.empty(), Optional.empty(), List.of());
    }

    /** The same, and the hash of another algorithm of which the S-CSCF may choose (RFC 8760). */
    public SipDigestAuthenticate withAlternate(String other, String otherHa1) {
        return new SipDigestAuthenticate(realm, algorithm, qop, ha1, Optional.of(other), Optional.of(otherHa1), extra);
    }

    @Override
    public String toString() {
        return "SipDigestAuthenticate[realm=" + realm + ", algorithm=" + algorithm + ", qop=" + qop + ", ha1=***]";
    }
}
