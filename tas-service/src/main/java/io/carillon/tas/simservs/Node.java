package io.carillon.tas.simservs;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** An element of a document that somebody else wrote; no DTD, no entity, nothing from elsewhere is ever read. */
record Node(Element element) {
    private static final int MAX_SIZE = 64 * 1024;
    private static final DocumentBuilderFactory FACTORY = factory();
    /** A bad document is the writer's business: it is told by the exception, not on standard error. */
    private static final ErrorHandler STRICT = new ErrorHandler() {
        @Override
        public void warning(SAXParseException e) {}

        @Override
        public void error(SAXParseException e) throws SAXException {
            throw e;
        }

        @Override
        public void fatalError(SAXParseException e) throws SAXException {
            throw e;
        }
    };

    private static DocumentBuilderFactory factory() {
        var factory = DocumentBuilderFactory.newDefaultNSInstance();
        try {
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
        factory.setXIncludeAware(false);
        factory.setExpandEntityReferences(false);
        return factory;
    }

    /** The root of the document. */
    static Node parse(String text) {
        if (text.length() > MAX_SIZE) {
            throw new MalformedDocument("it is longer than " + MAX_SIZE + " characters");
        }
        try {
            var builder = FACTORY.newDocumentBuilder();
            builder.setErrorHandler(STRICT);
            return new Node(
                    builder.parse(new InputSource(new StringReader(text))).getDocumentElement());
        } catch (SAXException | java.io.IOException | ParserConfigurationException e) {
            throw new MalformedDocument("it is no XML without DTD: " + e.getMessage(), e);
        }
    }

    String namespace() {
        return element.getNamespaceURI() == null ? "" : element.getNamespaceURI();
    }

    String name() {
        return element.getLocalName();
    }

    List<Node> children() {
        var children = new ArrayList<Node>();
        for (var child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element each) {
                children.add(new Node(each));
            }
        }
        return children;
    }

    List<Node> children(String namespace, String name) {
        return children().stream()
                .filter(child -> child.name().equals(name) && child.namespace().equals(namespace))
                .toList();
    }

    Optional<Node> child(String namespace, String name) {
        return children(namespace, name).stream().findFirst();
    }

    Optional<String> text(String namespace, String name) {
        return child(namespace, name).map(Node::text);
    }

    String text() {
        return element.getTextContent().strip();
    }

    Optional<String> attribute(String name) {
        return element.hasAttribute(name) ? Optional.of(element.getAttribute(name)) : Optional.empty();
    }

    Optional<Boolean> flag(String namespace, String name) {
        return text(namespace, name).map(Node::flag);
    }

    static boolean flag(String text) {
        return switch (text) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw new MalformedDocument("'" + text + "' is neither true nor false");
        };
    }
}
