package io.carillon.diameter.sh;

import static io.carillon.diameter.sh.ShAvps.EXTERNAL_IDENTIFIER;
import static io.carillon.diameter.sh.ShAvps.MSISDN;
import static io.carillon.diameter.sh.ShAvps.PUBLIC_IDENTITY;

import io.carillon.diameter.Avp;
import io.carillon.diameter.Draft;
import io.carillon.diameter.Grammar;
import io.carillon.diameter.Octets;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Optional;

/** User-Identity (TS 29.329 §6.3.1): one of its members. */
public record UserIdentity(
        Optional<String> publicIdentity,
        Optional<Octets> msisdn,
        Optional<String> externalIdentifier,
        List<Avp> extra) {
    public static final Grammar<UserIdentity> GRAMMAR = Grammar.of(
                    UserIdentity.class, MethodHandles.lookup(), ShAvps.DICTIONARY)
            .optional(PUBLIC_IDENTITY, UserIdentity::publicIdentity)
            .optional(MSISDN, UserIdentity::msisdn)
            .optional(EXTERNAL_IDENTIFIER, UserIdentity::externalIdentifier)
            .extra(UserIdentity::extra);

    public static Draft<UserIdentity> draft() {
        return GRAMMAR.draft();
    }

    public static UserIdentity of(String publicIdentity) {
        return draft().set(PUBLIC_IDENTITY, publicIdentity).build();
    }
}
