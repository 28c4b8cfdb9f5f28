package io.carillon.hss.xml;

import io.carillon.hss.subscriber.FilterCriterion;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Sh User-Data (TS 29.328 Annex C and D), its elements in the schema's order. What is empty is left out.
 *
 * @param msisdns digits without a plus
 * @param scscf empty text for a name that is no more
 * @param userState the code of tIMSUserState
 */
public record ShData(
        List<String> identities,
        List<String> msisdns,
        List<Transparent> repository,
        Optional<String> scscf,
        Optional<List<FilterCriterion>> criteria,
        Optional<Integer> userState,
        Optional<ChargingNames> charging) {
    private static final XMLOutputFactory FACTORY = XMLOutputFactory.newDefaultFactory();

    /** Repository data: XML of its own. */
    public record Transparent(String service, int sequence, Optional<String> serviceData) {}

    public static final ShData NONE = new ShData(
            List.of(), List.of(), List.of(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public ShData identities(List<String> impus) {
        return new ShData(impus, msisdns, repository, scscf, criteria, userState, charging);
    }

    public ShData msisdns(List<String> numbers) {
        return new ShData(identities, numbers, repository, scscf, criteria, userState, charging);
    }

    public ShData repository(List<Transparent> data) {
        return new ShData(identities, msisdns, data, scscf, criteria, userState, charging);
    }

    public ShData scscf(Optional<String> name) {
        return new ShData(identities, msisdns, repository, name, criteria, userState, charging);
    }

    public ShData criteria(List<FilterCriterion> list) {
        return new ShData(identities, msisdns, repository, scscf, Optional.of(list), userState, charging);
    }

    public ShData userState(int code) {
        return new ShData(identities, msisdns, repository, scscf, criteria, Optional.of(code), charging);
    }

    public ShData charging(ChargingNames names) {
        return new ShData(identities, msisdns, repository, scscf, criteria, userState, Optional.of(names));
    }

    public String write() {
        var text = new StringWriter(1024);
        try {
            XMLStreamWriter xml = FACTORY.createXMLStreamWriter(text);
            new Writing(xml, text).document(this);
            xml.close();
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException("Sh data could not be written", impossible);
        }
        return text.toString();
    }

    private record Writing(XMLStreamWriter xml, StringWriter text) {

        void document(ShData data) throws XMLStreamException {
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("Sh-Data");
            if (!data.identities().isEmpty() || !data.msisdns().isEmpty()) {
                xml.writeStartElement("PublicIdentifiers");
                for (String each : data.identities()) {
                    element("IMSPublicIdentity", each);
                }
                for (String each : data.msisdns()) {
                    element("MSISDN", each);
                }
                xml.writeEndElement();
            }
            for (Transparent each : data.repository()) {
                transparent(each);
            }
            ims(data);
            xml.writeEndElement();
            xml.writeEndDocument();
        }

        private void transparent(Transparent data) throws XMLStreamException {
            xml.writeStartElement("RepositoryData");
            element("ServiceIndication", data.service());
            element("SequenceNumber", Integer.toString(data.sequence()));
            if (data.serviceData().isPresent()) {
                xml.writeStartElement("ServiceData");
                // Closes the start tag, so that the data, XML already, can follow it as it is.
                xml.writeCharacters("");
                xml.flush();
                text.write(data.serviceData().get());
                xml.writeEndElement();
            }
            xml.writeEndElement();
        }

        private void ims(ShData data) throws XMLStreamException {
            if (data.scscf().isEmpty()
                    && data.criteria().isEmpty()
                    && data.userState().isEmpty()
                    && data.charging().isEmpty()) {
                return;
            }
            xml.writeStartElement("Sh-IMS-Data");
            if (data.scscf().isPresent()) {
                element("SCSCFName", data.scscf().get());
            }
            if (data.criteria().isPresent()) {
                xml.writeStartElement("IFCs");
                var criteria = new FilterCriteriaXml(xml);
                for (FilterCriterion each : data.criteria().get()) {
                    criteria.write(each);
                }
                xml.writeEndElement();
            }
            if (data.userState().isPresent()) {
                element("IMSUserState", Integer.toString(data.userState().get()));
            }
            if (data.charging().isPresent()) {
                charging(data.charging().get());
            }
            xml.writeEndElement();
        }

        private void charging(ChargingNames names) throws XMLStreamException {
            xml.writeStartElement("ChargingInformation");
            optional("PrimaryEventChargingFunctionName", names.primaryEvent());
            optional("SecondaryEventChargingFunctionName", names.secondaryEvent());
            optional("PrimaryChargingCollectionFunctionName", names.primaryCollection());
            optional("SecondaryChargingCollectionFunctionName", names.secondaryCollection());
            xml.writeEndElement();
        }

        private void optional(String name, Optional<String> value) throws XMLStreamException {
            if (value.isPresent()) {
                element(name, value.get());
            }
        }

        private void element(String name, String value) throws XMLStreamException {
            xml.writeStartElement(name);
            xml.writeCharacters(value);
            xml.writeEndElement();
        }
    }
}
