package io.carillon.tas.session;

import io.carillon.sdp.MediaDescription;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.NameAddr;
import io.carillon.sip.message.SipRequest;
import io.carillon.tas.diversion.History;
import io.carillon.tas.identity.Identities;
import io.carillon.tas.simservs.Circumstances;
import io.carillon.tas.simservs.Condition.Fact;
import io.carillon.tas.simservs.Offer;
import io.carillon.tas.simservs.Parties;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** An INVITE as the rules of a user see it. */
final class Situation {
    private Situation() {}

    /** The other side is the caller: asserted, or else as it says itself. */
    static Circumstances incoming(SipRequest invite, ZonedDateTime now) {
        var facts = EnumSet.noneOf(Fact.class);
        if (Identities.isWithheld(invite)) {
            facts.add(Fact.ANONYMOUS);
        }
        if (History.diversions(invite) > 0 || invite.has(HeaderName.DIVERSION)) {
            facts.add(Fact.DIVERTED);
        }
        var asserted = invite.addresses(HeaderName.P_ASSERTED_IDENTITY);
        return new Circumstances(
                parties(asserted.isEmpty() ? List.of(invite.from()) : asserted), facts, media(invite), now);
    }

    /** The other side is who is called. */
    static Circumstances outgoing(SipRequest invite, String target, String countryCode, ZonedDateTime now) {
        var facts = EnumSet.noneOf(Fact.class);
        if (isAbroad(target, countryCode)) {
            facts.add(Fact.INTERNATIONAL);
        }
        return new Circumstances(parties(List.of(NameAddr.of(target))), facts, media(invite), now);
    }

    private static Set<String> parties(List<NameAddr> addresses) {
        return addresses.stream()
                .flatMap(address -> Parties.canonical(address.uri()).stream())
                .collect(Collectors.toSet());
    }

    /** A global number of another country; without a country code of our own nobody is abroad. */
    private static boolean isAbroad(String target, String countryCode) {
        return !countryCode.isEmpty()
                && Parties.canonical(target)
                        .map(party -> party.replaceFirst("^(sip|tel):", ""))
                        .filter(number -> number.startsWith("+") && !number.startsWith("+" + countryCode))
                        .isPresent();
    }

    private static Set<String> media(SipRequest invite) {
        return Offer.of(invite).stream()
                .flatMap(offer -> offer.media().stream())
                .map(MediaDescription::kind)
                .collect(Collectors.toSet());
    }
}
