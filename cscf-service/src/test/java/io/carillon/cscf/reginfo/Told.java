package io.carillon.cscf.reginfo;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.Source;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** The body of a NOTIFY for reg, which holds to the schemas of RFC 3680 and RFC 5628. */
public final class Told {
    public static final String CONTENT_TYPE = "application/reginfo+xml";
    private static final Schema SCHEMA = schema();
    private final SipRequest notify;
    private final Document document;

    private Told(SipRequest notify) {
        this.notify = notify;
        assertThat(notify.first(HeaderName.EVENT).orElseThrow()).startsWith("reg");
        assertThat(notify.contentType()).isEqualTo(CONTENT_TYPE);
        try {
            SCHEMA.newValidator().validate(new StreamSource(new ByteArrayInputStream(notify.body())));
            var factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            document = factory.newDocumentBuilder().parse(new ByteArrayInputStream(notify.body()));
        } catch (SAXException | IOException | ParserConfigurationException e) {
            throw new AssertionError("No reginfo document: " + notify, e);
        }
    }

    private static Schema schema() {
        try {
            return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                    .newSchema(new Source[] {source("reginfo"), source("gruuinfo")});
        } catch (SAXException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Source source(String name) {
        return new StreamSource(Objects.requireNonNull(Told.class.getResource("/schema/" + name + ".xsd"))
                .toExternalForm());
    }

    public static Told by(SipRequest notify) {
        return new Told(notify);
    }

    public int version() {
        return Integer.parseInt(document.getDocumentElement().getAttribute("version"));
    }

    /** full or partial */
    public String scope() {
        return document.getDocumentElement().getAttribute("state");
    }

    /** active or terminated, of the subscription */
    public String subscription() {
        return notify.first(HeaderName.SUBSCRIPTION_STATE).orElseThrow().split(";expires")[0];
    }

    /** The identities with their state, as {@code sip:alice@home active}. */
    public List<String> registrations() {
        return elements(document.getDocumentElement(), "registration").stream()
                .map(each -> each.getAttribute("aor") + " " + each.getAttribute("state"))
                .toList();
    }

    /** Event by contact URI, of one identity. */
    public Map<String, String> events(String impu) {
        var events = new TreeMap<String, String>();
        for (var contact : contacts(impu)) {
            events.put(text(contact, "uri"), contact.getAttribute("event"));
        }
        return events;
    }

    public List<Element> contacts(String impu) {
        return elements(document.getDocumentElement(), "registration").stream()
                .filter(each -> each.getAttribute("aor").equals(impu))
                .flatMap(each -> elements(each, "contact").stream())
                .toList();
    }

    public static String text(Element of, String name) {
        return elements(of, name).getFirst().getTextContent();
    }

    /** Child elements with this local name. */
    public static List<Element> elements(Element of, String name) {
        var found = new ArrayList<Element>();
        var nodes = of.getElementsByTagNameNS("*", name);
        for (int i = 0; i < nodes.getLength(); i++) {
            found.add((Element) nodes.item(i));
        }
        return found;
    }
}
