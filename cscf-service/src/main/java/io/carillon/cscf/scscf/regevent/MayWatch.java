package io.carillon.cscf.scscf.regevent;

import io.carillon.cscf.ifc.FilterCriterion;
import io.carillon.cscf.ifc.UserProfile.ServiceProfile;
import io.carillon.cscf.scscf.Contact;
import io.carillon.cscf.scscf.Registration;
import io.carillon.identity.Impu;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.NameAddr;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.Uris;
import java.util.Optional;

/**
 * Who may watch a registration (TS 24.229 §5.4.2.1.1): the user, the P-CSCFs on the Path, and the application servers of
 * the filter criteria. Only the asserted identity counts: anybody can write a From.
 */
final class MayWatch {
    private MayWatch() {}

    static boolean is(SipRequest subscribe, Registration registration) {
        return subscribe.addresses(HeaderName.P_ASSERTED_IDENTITY).stream()
                .anyMatch(who -> isUser(who, registration)
                        || isOnPath(who, registration)
                        || isApplicationServer(who, registration));
    }

    private static boolean isUser(NameAddr who, Registration registration) {
        return impu(who).filter(registration.profile().notBarred()::contains).isPresent();
    }

    private static Optional<Impu> impu(NameAddr who) {
        try {
            return Optional.of(Impu.parse(who.uri()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean isOnPath(NameAddr who, Registration registration) {
        return registration.contacts().stream()
                .map(Contact::path)
                .flatMap(java.util.List::stream)
                .map(NameAddr::parse)
                .anyMatch(path -> sameHost(who, path.uri()));
    }

    private static boolean isApplicationServer(NameAddr who, Registration registration) {
        return registration.profile().serviceProfiles().stream()
                .map(ServiceProfile::criteria)
                .flatMap(java.util.List::stream)
                .map(FilterCriterion::applicationServer)
                .anyMatch(server -> sameHost(who, server.toString()));
    }

    /** A server is known by its host: user parts such as "term" say in which role it is spoken to. */
    private static boolean sameHost(NameAddr who, String uri) {
        return Uris.isSip(who.uri())
                && Uris.isSip(uri)
                && who.sipUri().host().equalsIgnoreCase(Uris.sip(uri).host())
                && who.sipUri().port() == Uris.sip(uri).port();
    }
}
