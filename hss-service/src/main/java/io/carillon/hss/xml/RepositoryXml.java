package io.carillon.hss.xml;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.bootstrap.DOMImplementationRegistry;
import org.w3c.dom.ls.DOMImplementationLS;
import org.w3c.dom.ls.LSSerializer;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** Reads the repository data of an Sh-Update. A document type is refused, and with it all entities and outside files. */
public final class RepositoryXml {
    private static final String NO_DOCTYPE = "http://apache.org/xml/features/disallow-doctype-decl";
    private static final int LARGEST_SEQUENCE = 65_535;

    private RepositoryXml() {}

    /** Every RepositoryData element; IllegalArgumentException says what is wrong with the document. */
    public static List<ShData.Transparent> read(String userData) {
        Element root = root(userData);
        if (!"Sh-Data".equals(root.getLocalName())) {
            throw new IllegalArgumentException("the root element is " + root.getLocalName() + ", not Sh-Data");
        }
        var found = new ArrayList<ShData.Transparent>();
        for (Element each : children(root)) {
            if (!"RepositoryData".equals(each.getLocalName())) {
                throw new IllegalArgumentException(each.getLocalName() + " cannot be updated with repository data");
            }
            found.add(transparent(each));
        }
        return List.copyOf(found);
    }

    private static ShData.Transparent transparent(Element data) {
        String service = child(data, "ServiceIndication")
                .map(Element::getTextContent)
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> new IllegalArgumentException("RepositoryData has no ServiceIndication"));
        String number = child(data, "SequenceNumber")
                .map(Element::getTextContent)
                .map(String::strip)
                .orElseThrow(() -> new IllegalArgumentException("RepositoryData has no SequenceNumber"));
        int sequence = Integer.parseInt(number);
        if (sequence < 0 || sequence > LARGEST_SEQUENCE) {
            throw new IllegalArgumentException("SequenceNumber is 0 to " + LARGEST_SEQUENCE + ", not " + sequence);
        }
        return new ShData.Transparent(
                service, sequence, child(data, "ServiceData").map(RepositoryXml::content));
    }

    /** With the namespaces that the content takes from outside. */
    private static String content(Element serviceData) {
        LSSerializer serializer = serializer();
        var text = new StringBuilder();
        for (Node each = serviceData.getFirstChild(); each != null; each = each.getNextSibling()) {
            text.append(serializer.writeToString(each));
        }
        return text.toString().strip();
    }

    private static LSSerializer serializer() {
        try {
            var load = (DOMImplementationLS)
                    DOMImplementationRegistry.newInstance().getDOMImplementation("LS");
            LSSerializer serializer = load.createLSSerializer();
            serializer.getDomConfig().setParameter("xml-declaration", false);
            return serializer;
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("this JDK has no DOM Load and Save", impossible);
        }
    }

    private static Element root(String text) {
        try {
            var factory = DocumentBuilderFactory.newDefaultNSInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature(NO_DOCTYPE, true);
            factory.setXIncludeAware(false);
            factory.setExpandEntityReferences(false);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new DefaultHandler());
            return builder.parse(new InputSource(new StringReader(text))).getDocumentElement();
        } catch (SAXException malformed) {
            throw new IllegalArgumentException(malformed.getMessage(), malformed);
        } catch (ParserConfigurationException | IOException impossible) {
            throw new IllegalStateException("a text could not be read", impossible);
        }
    }

    private static Optional<Element> child(Element parent, String name) {
        return children(parent).stream()
                .filter(each -> name.equals(each.getLocalName()))
                .findFirst();
    }

    private static List<Element> children(Element parent) {
        var found = new ArrayList<Element>();
        for (Node each = parent.getFirstChild(); each != null; each = each.getNextSibling()) {
            if (each instanceof Element element) {
                found.add(element);
            }
        }
        return found;
    }
}
