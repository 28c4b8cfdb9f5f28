package io.carillon.msrp;

import java.io.ByteArrayInputStream;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What a recipient's device says of a message (RFC 5438 §7, §11.1).
 *
 * @param messageId as the message itself named it
 */
public record ImdnNotice(String messageId, Disposition disposition) {
    public static final String TYPE = "message/imdn+xml";
    private static final String NAMESPACE = "urn:ietf:params:xml:ns:imdn";
    private static final int LARGEST = 16_384;

    /** What became of the message there. */
    public enum Disposition {
        DELIVERED,
        DISPLAYED,
        FAILED,
        /** Processed by a server in between, or nothing that matters here. */
        OTHER
    }

    /** Empty if it says nothing of a message. @throws MsrpException for what is no IMDN */
    public static Optional<ImdnNotice> parse(byte[] xml) {
        if (xml.length > LARGEST) {
            throw MsrpException.malformed("an IMDN of " + xml.length + " octets");
        }
        try {
            var reader = reader().createXMLStreamReader(new ByteArrayInputStream(xml));
            try {
                return read(reader);
            } finally {
                reader.close();
            }
        } catch (XMLStreamException | RuntimeException e) {
            throw MsrpException.malformed("no IMDN");
        }
    }

    /** No document type and nothing from outside: the document is a stranger's. */
    private static XMLInputFactory reader() {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory;
    }

    private static Optional<ImdnNotice> read(XMLStreamReader reader) throws XMLStreamException {
        String id = "";
        boolean status = false;
        var disposition = Disposition.OTHER;
        while (reader.hasNext()) {
            int event = reader.next();
            if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
                throw MsrpException.malformed("an IMDN with a document type");
            }
            if (event != XMLStreamConstants.START_ELEMENT || !NAMESPACE.equals(reader.getNamespaceURI())) {
                continue;
            }
            switch (reader.getLocalName()) {
                case "message-id" -> id = reader.getElementText().strip();
                case "status" -> status = true;
                case "delivered" -> disposition = status ? Disposition.DELIVERED : disposition;
                case "displayed" -> disposition = status ? Disposition.DISPLAYED : disposition;
                case "failed", "error", "forbidden" -> disposition = status ? Disposition.FAILED : disposition;
                default -> {}
            }
        }
        return id.isEmpty() ? Optional.empty() : Optional.of(new ImdnNotice(id, disposition));
    }
}
