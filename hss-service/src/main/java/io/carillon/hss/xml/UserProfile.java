package io.carillon.hss.xml;

import io.carillon.hss.subscriber.FilterCriterion;
import io.carillon.hss.subscriber.IdentityKind;
import io.carillon.hss.subscriber.ImplicitSet;
import io.carillon.hss.subscriber.PublicIdentity;
import io.carillon.hss.subscriber.ServiceProfile;
import io.carillon.identity.Impi;
import java.io.StringWriter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Cx User-Data: the user profile in the XML of TS 29.228 Annex D and E, its elements in the schema's order. */
final class UserProfile {
    private static final XMLOutputFactory FACTORY = XMLOutputFactory.newDefaultFactory();

    private final StringWriter text;
    private final XMLStreamWriter xml;

    private UserProfile(StringWriter text) throws XMLStreamException {
        this.text = text;
        this.xml = FACTORY.createXMLStreamWriter(text);
    }

    private interface Part {
        void write(UserProfile profile) throws XMLStreamException;
    }

    /** @param services of an identity, as {@link #services} writes them */
    static String write(Impi impi, ImplicitSet set, Function<PublicIdentity, String> services) {
        return written(profile -> profile.subscription(impi, set, services));
    }

    /** What follows the identities of a service profile. */
    static String services(ServiceProfile profile) {
        return written(document -> document.subscribed(profile));
    }

    private static String written(Part part) {
        var text = new StringWriter(1024);
        try {
            var profile = new UserProfile(text);
            part.write(profile);
            profile.xml.close();
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException("a user profile could not be written", impossible);
        }
        return text.toString();
    }

    private void subscription(Impi impi, ImplicitSet set, Function<PublicIdentity, String> services)
            throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("IMSSubscription");
        element("PrivateID", impi.value());
        for (List<PublicIdentity> alike : byProfile(set.identities())) {
            serviceProfile(alike, services.apply(alike.getFirst()));
        }
        xml.writeEndElement();
        xml.writeEndDocument();
    }

    /** The identities of each service profile, in the order of the set. */
    private static Collection<List<PublicIdentity>> byProfile(List<PublicIdentity> identities) {
        return identities.stream()
                .collect(Collectors.groupingBy(PublicIdentity::profile, LinkedHashMap::new, Collectors.toList()))
                .values();
    }

    private void serviceProfile(List<PublicIdentity> identities, String services) throws XMLStreamException {
        xml.writeStartElement("ServiceProfile");
        for (PublicIdentity each : identities) {
            identity(each);
        }
        xml.flush();
        text.write(services);
        xml.writeEndElement();
    }

    private void subscribed(ServiceProfile profile) throws XMLStreamException {
        if (profile.mediaProfile().isPresent()) {
            xml.writeStartElement("CoreNetworkServicesAuthorization");
            element(
                    "SubscribedMediaProfileId",
                    Integer.toString(profile.mediaProfile().get()));
            xml.writeEndElement();
        }
        var criteria = new FilterCriteriaXml(xml);
        for (FilterCriterion each : profile.filterCriteria()) {
            criteria.write(each);
        }
        if (!profile.sharedSets().isEmpty()) {
            xml.writeStartElement("Extension");
            for (int each : profile.sharedSets()) {
                element("SharedIFCSetID", Integer.toString(each));
            }
            xml.writeEndElement();
        }
    }

    private void identity(PublicIdentity identity) throws XMLStreamException {
        xml.writeStartElement("PublicIdentity");
        if (identity.barred()) {
            element("BarringIndication", "1");
        }
        element("Identity", identity.impu().value());
        xml.writeStartElement("Extension");
        element("IdentityType", Integer.toString(identity.kind().ordinal()));
        if (identity.kind() == IdentityKind.WILDCARDED_PSI) {
            element("WildcardedPSI", identity.impu().value());
        }
        more(identity);
        xml.writeEndElement();
        xml.writeEndElement();
    }

    /** Later releases put what they add into an extension of the extension. */
    private void more(PublicIdentity identity) throws XMLStreamException {
        boolean wildcarded = identity.kind() == IdentityKind.WILDCARDED_IMPU;
        if (identity.displayName().isEmpty() && !wildcarded) {
            return;
        }
        xml.writeStartElement("Extension");
        if (identity.displayName().isPresent()) {
            element("DisplayName", identity.displayName().get());
        }
        if (wildcarded) {
            xml.writeStartElement("Extension");
            element("WildcardedIMPU", identity.impu().value());
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private void element(String name, String text) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(text);
        xml.writeEndElement();
    }
}
