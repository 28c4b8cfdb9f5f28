package io.carillon.hss.xml;

import io.carillon.hss.subscriber.FilterCriterion;
import io.carillon.hss.subscriber.IdentityKind;
import io.carillon.hss.subscriber.ImplicitSet;
import io.carillon.hss.subscriber.PublicIdentity;
import io.carillon.hss.subscriber.ServiceProfile;
import io.carillon.hss.subscriber.ServiceProfiles;
import io.carillon.hss.subscriber.Subscription;
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
public final class UserProfile {
    private static final XMLOutputFactory FACTORY = XMLOutputFactory.newDefaultFactory();

    private final XMLStreamWriter xml;
    private final FilterCriteriaXml criteria;

    private UserProfile(XMLStreamWriter xml) {
        this.xml = xml;
        this.criteria = new FilterCriteriaXml(xml);
    }

    /** The user's data of the set that a command is about; the default identity comes first. */
    public static String write(Subscription subscription, ImplicitSet set, ServiceProfiles profiles) {
        return write(subscription.impi(), set, identity -> profiles.of(subscription.profileOf(identity)));
    }

    static String write(Impi impi, ImplicitSet set, Function<PublicIdentity, ServiceProfile> profiles) {
        var text = new StringWriter(4096);
        try {
            XMLStreamWriter xml = FACTORY.createXMLStreamWriter(text);
            new UserProfile(xml).subscription(impi, set, profiles);
            xml.close();
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException("a user profile could not be written", impossible);
        }
        return text.toString();
    }

    private void subscription(Impi impi, ImplicitSet set, Function<PublicIdentity, ServiceProfile> profiles)
            throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("IMSSubscription");
        element("PrivateID", impi.value());
        for (List<PublicIdentity> alike : byProfile(set.identities())) {
            serviceProfile(alike, profiles.apply(alike.getFirst()));
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

    private void serviceProfile(List<PublicIdentity> identities, ServiceProfile profile) throws XMLStreamException {
        xml.writeStartElement("ServiceProfile");
        for (PublicIdentity each : identities) {
            identity(each);
        }
        if (profile.mediaProfile().isPresent()) {
            xml.writeStartElement("CoreNetworkServicesAuthorization");
            element(
                    "SubscribedMediaProfileId",
                    Integer.toString(profile.mediaProfile().get()));
            xml.writeEndElement();
        }
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
        xml.writeEndElement();
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
