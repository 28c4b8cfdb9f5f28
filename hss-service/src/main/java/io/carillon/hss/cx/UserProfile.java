package io.carillon.hss.cx;

import io.carillon.hss.subscriber.Condition;
import io.carillon.hss.subscriber.FilterCriterion;
import io.carillon.hss.subscriber.ImplicitSet;
import io.carillon.hss.subscriber.PublicIdentity;
import io.carillon.hss.subscriber.ServicePointTrigger;
import io.carillon.hss.subscriber.ServiceProfile;
import io.carillon.hss.subscriber.TriggerPoint;
import io.carillon.identity.Impi;
import java.io.StringWriter;
import java.util.Optional;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Cx User-Data: the user profile in the XML of TS 29.228 Annex D and E, its elements in the schema's order. */
final class UserProfile {
    private static final XMLOutputFactory FACTORY = XMLOutputFactory.newDefaultFactory();

    private final XMLStreamWriter xml;

    private UserProfile(XMLStreamWriter xml) {
        this.xml = xml;
    }

    /** The profile of the set that a command is about; the default identity comes first. */
    static String write(Impi impi, ImplicitSet set, ServiceProfile profile) {
        var text = new StringWriter(4096);
        try {
            XMLStreamWriter xml = FACTORY.createXMLStreamWriter(text);
            new UserProfile(xml).subscription(impi, set, profile);
            xml.close();
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException("a user profile could not be written", impossible);
        }
        return text.toString();
    }

    private void subscription(Impi impi, ImplicitSet set, ServiceProfile profile) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("IMSSubscription");
        element("PrivateID", impi.value());
        xml.writeStartElement("ServiceProfile");
        for (PublicIdentity each : set.identities()) {
            identity(each);
        }
        for (FilterCriterion each : profile.filterCriteria()) {
            criterion(each);
        }
        xml.writeEndElement();
        xml.writeEndElement();
        xml.writeEndDocument();
    }

    private void identity(PublicIdentity identity) throws XMLStreamException {
        xml.writeStartElement("PublicIdentity");
        if (identity.barred()) {
            element("BarringIndication", "1");
        }
        element("Identity", identity.impu().value());
        xml.writeStartElement("Extension");
        element("IdentityType", "0");
        if (identity.displayName().isPresent()) {
            xml.writeStartElement("Extension");
            element("DisplayName", identity.displayName().get());
            xml.writeEndElement();
        }
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private void criterion(FilterCriterion criterion) throws XMLStreamException {
        xml.writeStartElement("InitialFilterCriteria");
        element("Priority", Integer.toString(criterion.priority()));
        Optional<TriggerPoint> trigger = criterion.trigger();
        if (trigger.isPresent()) {
            xml.writeStartElement("TriggerPoint");
            element("ConditionTypeCNF", trigger.get().conjunctive() ? "1" : "0");
            for (ServicePointTrigger each : trigger.get().triggers()) {
                point(each);
            }
            xml.writeEndElement();
        }
        xml.writeStartElement("ApplicationServer");
        element("ServerName", criterion.applicationServer());
        element("DefaultHandling", Integer.toString(criterion.defaultHandling().ordinal()));
        if (criterion.register().isPresent()) {
            included(criterion.register().get());
        }
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private void included(FilterCriterion.Included register) throws XMLStreamException {
        xml.writeStartElement("Extension");
        if (register.request()) {
            xml.writeEmptyElement("IncludeRegisterRequest");
        }
        if (register.response()) {
            xml.writeEmptyElement("IncludeRegisterResponse");
        }
        xml.writeEndElement();
    }

    private void point(ServicePointTrigger point) throws XMLStreamException {
        xml.writeStartElement("SPT");
        element("ConditionNegated", point.negated() ? "1" : "0");
        element("Group", Integer.toString(point.group()));
        switch (point.condition()) {
            case Condition.Method(var method) -> element("Method", method);
            case Condition.RequestUri(var uri) -> element("RequestURI", uri);
            case Condition.Case(var sessionCase) -> element("SessionCase", Integer.toString(sessionCase.ordinal()));
            case Condition.Header(var header, var content) -> pair("SIPHeader", "Header", header, content);
            case Condition.SessionDescription(var line, var content) ->
                pair("SessionDescription", "Line", line, content);
        }
        xml.writeEndElement();
    }

    private void pair(String name, String first, String value, Optional<String> content) throws XMLStreamException {
        xml.writeStartElement(name);
        element(first, value);
        if (content.isPresent()) {
            element("Content", content.get());
        }
        xml.writeEndElement();
    }

    private void element(String name, String text) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(text);
        xml.writeEndElement();
    }
}
