package io.carillon.tas.simservs;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The services document of a user as the HSS keeps it for application servers (TS 29.328 §7.6.1, Annex D).
 *
 * @param sequence counts the changes; 0 belongs to the first one
 * @param document the services; null if there are none
 * @param defect why what is there cannot be read; null if it can
 */
public record RepositoryData(
        int sequence, @Nullable Simservs document, @Nullable MalformedDocument defect) {
    /** Of a user who never set anything. */
    public static final RepositoryData ABSENT = new RepositoryData(-1, null, null);

    private static final int LAST = 65_535;

    /**
     * The data of one service in User-Data; {@link #ABSENT} if there is none.
     *
     * @throws MalformedDocument if this is no Sh-Data
     */
    public static RepositoryData read(String userData, String service) {
        return Node.parse(userData).children("", "RepositoryData").stream()
                .filter(data -> data.text("", "ServiceIndication").equals(Optional.of(service)))
                .findFirst()
                .map(RepositoryData::of)
                .orElse(ABSENT);
    }

    /** The public identities that User-Data tells. @throws MalformedDocument if this is no Sh-Data */
    public static List<String> identities(String userData) {
        return Node.parse(userData).children("", "PublicIdentifiers").stream()
                .flatMap(each -> each.children("", "IMSPublicIdentity").stream())
                .map(Node::text)
                .toList();
    }

    private static RepositoryData of(Node data) {
        int sequence =
                data.text("", "SequenceNumber").map(RepositoryData::number).orElse(0);
        var document = data.child("", "ServiceData").stream()
                .flatMap(content -> content.children().stream())
                .findFirst();
        try {
            return new RepositoryData(
                    sequence, document.map(SimservsReader::read).orElse(null), null);
        } catch (MalformedDocument e) {
            return new RepositoryData(sequence, null, e);
        }
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new MalformedDocument("its sequence number is '" + text + "'");
        }
    }

    /** What the user has. @throws MalformedDocument if it cannot be read */
    public Simservs services() {
        if (defect != null) {
            throw new MalformedDocument(defect.getMessage(), defect);
        }
        return document == null ? Simservs.NONE : document;
    }

    /** What follows upon this (TS 29.328 §6.1.2.1): 0 is for the first change only. */
    public RepositoryData next(@Nullable Simservs services) {
        return new RepositoryData(sequence == LAST ? 1 : sequence + 1, services, null);
    }

    /** As User-Data; without a document it says that the data shall be removed. */
    public String write(String service) {
        var text = new StringBuilder(
                        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Sh-Data><RepositoryData><ServiceIndication>")
                .append(service)
                .append("</ServiceIndication><SequenceNumber>")
                .append(sequence)
                .append("</SequenceNumber>");
        if (document != null) {
            var services = SimservsWriter.write(document);
            text.append("<ServiceData>")
                    .append(services, services.indexOf("?>") + 2, services.length())
                    .append("</ServiceData>");
        }
        return text.append("</RepositoryData></Sh-Data>").toString();
    }
}
