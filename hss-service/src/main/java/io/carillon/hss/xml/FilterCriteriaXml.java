package io.carillon.hss.xml;

import io.carillon.hss.subscriber.Condition;
import io.carillon.hss.subscriber.FilterCriterion;
import io.carillon.hss.subscriber.RegistrationType;
import io.carillon.hss.subscriber.ServicePointTrigger;
import io.carillon.hss.subscriber.TriggerPoint;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Initial filter criteria, which Cx and Sh write alike (TS 29.228 Annex B.2.2, E). */
final class FilterCriteriaXml {
    private final XMLStreamWriter xml;

    FilterCriteriaXml(XMLStreamWriter xml) {
        this.xml = xml;
    }

    void write(FilterCriterion criterion) throws XMLStreamException {
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
        if (criterion.serviceInfo().isPresent()) {
            element("ServiceInfo", criterion.serviceInfo().get());
        }
        if (criterion.register().isPresent()) {
            included(criterion.register().get());
        }
        xml.writeEndElement();
        if (criterion.profilePart().isPresent()) {
            element(
                    "ProfilePartIndicator",
                    Integer.toString(criterion.profilePart().get().ordinal()));
        }
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
        for (int each : point.alsoIn()) {
            element("Group", Integer.toString(each));
        }
        switch (point.condition()) {
            case Condition.Method(var method) -> element("Method", method);
            case Condition.RequestUri(var uri) -> element("RequestURI", uri);
            case Condition.Case(var sessionCase) -> element("SessionCase", Integer.toString(sessionCase.ordinal()));
            case Condition.Header(var header, var content) -> pair("SIPHeader", "Header", header, content);
            case Condition.SessionDescription(var line, var content) ->
                pair("SessionDescription", "Line", line, content);
        }
        if (!point.registrationTypes().isEmpty()) {
            xml.writeStartElement("Extension");
            for (RegistrationType each : point.registrationTypes()) {
                element("RegistrationType", Integer.toString(each.ordinal()));
            }
            xml.writeEndElement();
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
