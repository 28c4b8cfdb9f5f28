package io.carillon.msrp;

import io.carillon.msrp.MsrpHead.Header;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A message in its CPIM wrapper (RFC 3862): who, to whom, when, and the content with its own headers.
 *
 * @param headers of the message, names as they were written, prefixes included
 * @param contentHeaders of the content
 */
public record Cpim(List<Header> headers, List<Header> contentHeaders, byte[] content) {
    public static final String TYPE = "message/cpim";
    private static final int MOST_HEADERS = 64;
    private static final int LARGEST_HEAD = 16_384;
    private static final String IMDN = "urn:ietf:params:imdn";

    public Cpim {
        headers = List.copyOf(headers);
        contentHeaders = List.copyOf(contentHeaders);
    }

    /** @throws MsrpException if it is no CPIM message */
    public static Cpim parse(byte[] octets) {
        var text = new String(octets, 0, Math.min(octets.length, LARGEST_HEAD), StandardCharsets.ISO_8859_1);
        int first = text.indexOf("\r\n\r\n");
        if (first < 0) {
            throw MsrpException.malformed("CPIM headers without an end");
        }
        boolean bare = text.startsWith("\r\n", first + 4);
        int second = bare ? first + 2 : text.indexOf("\r\n\r\n", first + 4);
        if (second < 0) {
            throw MsrpException.malformed("a CPIM content without an end of its headers");
        }
        var headers = lines(octets, 0, first);
        var contentHeaders = bare ? List.<Header>of() : lines(octets, first + 4, second);
        return new Cpim(headers, contentHeaders, Arrays.copyOfRange(octets, second + 4, octets.length));
    }

    private static List<Header> lines(byte[] octets, int from, int to) {
        var found = new ArrayList<Header>();
        for (var line : new String(octets, from, to - from, StandardCharsets.UTF_8).split("\r\n")) {
            int colon = line.indexOf(':');
            if (colon < 1 || found.size() == MOST_HEADERS) {
                throw MsrpException.malformed(colon < 1 ? "a CPIM header without a name" : "more than 64 headers");
            }
            found.add(new Header(
                    line.substring(0, colon), line.substring(colon + 1).strip()));
        }
        return found;
    }

    private static Optional<String> first(List<Header> headers, String name) {
        return headers.stream()
                .filter(each -> each.name().equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst();
    }

    public Optional<String> header(String name) {
        return first(headers, name);
    }

    /** Without parameters, in lower case; text/plain if nothing is said. */
    public String contentType() {
        var type = first(contentHeaders, "Content-Type").orElse("text/plain");
        int end = type.indexOf(';');
        return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(java.util.Locale.ROOT);
    }

    public String text() {
        return new String(content, StandardCharsets.UTF_8);
    }

    /** The name that notifications of this message will use (RFC 5438 §6.3), by whatever prefix its namespace has. */
    public Optional<String> messageId() {
        return imdn("Message-ID").filter(id -> !id.isEmpty() && id.length() <= 256);
    }

    /** Whether its sender wants to hear of it (RFC 5438 §6.2). */
    public boolean wantsNotice() {
        return imdn("Disposition-Notification").isPresent();
    }

    private Optional<String> imdn(String name) {
        return headers.stream()
                .filter(each ->
                        each.name().equalsIgnoreCase("NS") && each.value().contains("<" + IMDN + ">"))
                .map(each ->
                        each.value().substring(0, each.value().indexOf('<')).strip())
                .flatMap(prefix -> header(prefix.isEmpty() ? name : prefix + "." + name).stream())
                .findFirst();
    }
}
