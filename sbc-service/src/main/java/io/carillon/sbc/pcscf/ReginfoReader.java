package io.carillon.sbc.pcscf;

import io.carillon.sip.message.SipFailure;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** What has ended, in an application/reginfo+xml document (RFC 3680 §5). */
final class ReginfoReader {
    static final String CONTENT_TYPE = "application/reginfo+xml";
    private static final XMLInputFactory FACTORY = factory();

    private final XMLStreamReader xml;
    private final List<Ended> ended = new ArrayList<>();
    private String identity = "";
    private boolean contactEnded;

    /** A contact of an identity that is registered no more. @param contact its URI; empty for all of them */
    record Ended(String identity, String contact) {}

    private ReginfoReader(XMLStreamReader xml) {
        this.xml = xml;
    }

    private static XMLInputFactory factory() {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory;
    }

    /** @throws SipFailure 400 if it is no such document */
    static List<Ended> ended(byte[] document) {
        try {
            return new ReginfoReader(FACTORY.createXMLStreamReader(new ByteArrayInputStream(document))).read();
        } catch (XMLStreamException e) {
            throw new SipFailure(400, "Bad Registration Information");
        }
    }

    private List<Ended> read() throws XMLStreamException {
        while (xml.hasNext()) {
            if (xml.next() == XMLStreamConstants.START_ELEMENT) {
                element(xml.getLocalName());
            }
        }
        return ended;
    }

    private void element(String name) throws XMLStreamException {
        switch (name) {
            case "registration" -> {
                var aor = xml.getAttributeValue(null, "aor");
                identity = aor == null ? "" : aor;
                if (isTerminated()) {
                    ended.add(new Ended(identity, ""));
                }
            }
            case "contact" -> contactEnded = isTerminated();
            case "uri" -> {
                var uri = xml.getElementText().strip();
                if (contactEnded) {
                    ended.add(new Ended(identity, uri));
                }
            }
            default -> {} // the schema is open (§5.4)
        }
    }

    private boolean isTerminated() {
        return "terminated".equals(xml.getAttributeValue(null, "state"));
    }
}
