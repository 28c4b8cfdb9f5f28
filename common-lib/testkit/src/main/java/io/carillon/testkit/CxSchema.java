package io.carillon.testkit;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.xml.sax.SAXException;

/** Checks Cx user profiles against the schema of TS 29.228 Annex E. Nothing outside the document is ever read. */
public final class CxSchema {
    /** The schema as Kamailio's S-CSCF brings it, where Debian's package has installed it. */
    private static final Path KAMAILIOS = Path.of("/usr/share/doc/kamailio/examples/ims/scscf/CxDataType_Rel8.xsd");

    private static final CxSchema OURS = of(Objects.requireNonNull(CxSchema.class.getResource("cx-user-data.xsd")));

    private final Schema schema;

    private CxSchema(Schema schema) {
        this.schema = schema;
    }

    public static CxSchema ours() {
        return OURS;
    }

    public static Optional<CxSchema> kamailios() {
        try {
            return Files.isReadable(KAMAILIOS)
                    ? Optional.of(of(KAMAILIOS.toUri().toURL()))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CxSchema of(URL place) {
        try {
            return new CxSchema(SchemaFactory.newDefaultInstance().newSchema(place));
        } catch (SAXException e) {
            throw new IllegalStateException(place + " is no schema", e);
        }
    }

    /** What is wrong with the document; empty if nothing is. */
    public Optional<String> fault(String document) {
        try {
            Validator validator = schema.newValidator();
            validator.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            validator.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            validator.validate(new StreamSource(new StringReader(document)));
            return Optional.empty();
        } catch (SAXException wrong) {
            return Optional.of(String.valueOf(wrong.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
