package io.carillon.cscf.scscf.regevent;

import io.carillon.cscf.scscf.Contact;
import io.carillon.cscf.scscf.ContactEvent;
import io.carillon.cscf.scscf.ContactEvent.Kind;
import io.carillon.cscf.scscf.Gruus;
import io.carillon.identity.Impu;
import io.carillon.sip.message.NameAddr;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes application/reginfo+xml as the schema of RFC 3680 §5.4 has it. */
final class ReginfoWriter {
    static final String CONTENT_TYPE = "application/reginfo+xml";
    static final String NAMESPACE = "urn:ietf:params:xml:ns:reginfo";
    /** Contact parameters that the schema has attributes for. */
    private static final Set<String> OWN_PLACE = Set.of("q", "expires");

    /** Seconds until a device on probation may come back. */
    private static final String RETRY_AFTER = "60";

    /** The extension for GRUUs (RFC 5628 §9). */
    private static final String GRUU_NAMESPACE = "urn:ietf:params:xml:ns:gruuinfo";

    private final XMLStreamWriter xml;
    private final Gruus gruus;
    private final Instant now;

    private ReginfoWriter(XMLStreamWriter xml, Gruus gruus, Instant now) {
        this.xml = xml;
        this.gruus = gruus;
        this.now = now;
    }

    static byte[] write(Reginfo document, int version, Gruus gruus) {
        var out = new ByteArrayOutputStream(1_024);
        try {
            var xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out, StandardCharsets.UTF_8.name());
            new ReginfoWriter(xml, gruus, document.now()).document(document, version);
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("A document in memory cannot be written", e);
        }
        return out.toByteArray();
    }

    private void document(Reginfo document, int version) throws XMLStreamException {
        xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
        xml.writeStartElement("reginfo");
        xml.writeDefaultNamespace(NAMESPACE);
        xml.writeNamespace("gr", GRUU_NAMESPACE);
        xml.writeAttribute("version", Integer.toString(version));
        xml.writeAttribute("state", document.full() ? "full" : "partial");
        for (var each : document.records()) {
            registration(each);
        }
        xml.writeEndElement();
        xml.writeEndDocument();
    }

    private void registration(Reginfo.Record each) throws XMLStreamException {
        xml.writeStartElement("registration");
        xml.writeAttribute("aor", each.impu().value());
        xml.writeAttribute("id", Reginfo.id(each.impu()));
        xml.writeAttribute("state", each.active() ? "active" : "terminated");
        for (var contact : each.contacts()) {
            contact(each.impu(), contact);
        }
        xml.writeEndElement();
    }

    private void contact(Impu impu, ContactEvent event) throws XMLStreamException {
        var contact = event.contact();
        var address = contact.address();
        boolean active = event.kind().active();
        xml.writeStartElement("contact");
        xml.writeAttribute("id", Reginfo.id(impu, contact));
        xml.writeAttribute("state", active ? "active" : "terminated");
        xml.writeAttribute("event", Reginfo.word(impu, event));
        xml.writeAttribute(
                "duration-registered", Long.toString(Math.max(0, (now.toEpochMilli() - contact.since()) / 1000)));
        if (active) {
            xml.writeAttribute("expires", Long.toString(contact.secondsLeft(now)));
        }
        if (event.kind() == Kind.PROBATION) {
            xml.writeAttribute("retry-after", RETRY_AFTER);
        }
        if (address.params().has("q")) {
            xml.writeAttribute("q", Double.toString(contact.q()));
        }
        xml.writeAttribute("callid", contact.callId());
        xml.writeAttribute("cseq", Integer.toString(contact.cseq()));
        text("uri", address.uri());
        if (!address.display().isEmpty()) {
            text("display-name", address.display());
        }
        otherParameters(address);
        if (active && contact.gruu()) {
            gruus(impu, contact);
        }
        xml.writeEndElement();
    }

    private void otherParameters(NameAddr address) throws XMLStreamException {
        for (var name : address.params().names()) {
            if (!OWN_PLACE.contains(name.toLowerCase(Locale.ROOT))) {
                xml.writeStartElement("unknown-param");
                xml.writeAttribute("name", name);
                xml.writeCharacters(address.params().value(name).orElse(""));
                xml.writeEndElement();
            }
        }
    }

    /** Of a device that knows what they are (RFC 5628 §5). */
    private void gruus(Impu impu, Contact contact) throws XMLStreamException {
        var permanent = gruus.permanent(impu, contact);
        if (permanent.isPresent()) {
            xml.writeEmptyElement("gr", "pub-gruu", GRUU_NAMESPACE);
            xml.writeAttribute("uri", permanent.get().toString());
        }
        var temporary = gruus.temporary(impu, contact);
        if (temporary.isPresent()) {
            xml.writeEmptyElement("gr", "temp-gruu", GRUU_NAMESPACE);
            xml.writeAttribute("uri", temporary.get().toString());
            xml.writeAttribute("first-cseq", Integer.toString(contact.firstCseq()));
        }
    }

    private void text(String element, String text) throws XMLStreamException {
        xml.writeStartElement(element);
        xml.writeCharacters(text);
        xml.writeEndElement();
    }
}
