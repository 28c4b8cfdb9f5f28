package io.carillon.sdp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The session description in a message's body: all of it, or one of its parts, as beside a file's icon or a caller's
 * place (RFC 2046 §5.1, RFC 5621 §3). The rest stays as it came.
 */
public final class SdpBody {
    private static final String SDP = "application/sdp";
    private static final int MOST_PARTS = 16;
    private static final Pattern BOUNDARY =
            Pattern.compile("(?i);\\s*boundary\\s*=\\s*(?:\"([^\"\\r\\n]{1,70})\"|([0-9A-Za-z'()+_,./:=?-]{1,70}))");

    /** @param id Content-ID without its brackets, empty if there is none */
    public record Part(String contentType, String id, byte[] content) {}

    private final byte[] body;
    private final int from;
    private final int to;
    private final List<Part> others;

    private SdpBody(byte[] body, int from, int to, List<Part> others) {
        this.body = body;
        this.from = from;
        this.to = to;
        this.others = List.copyOf(others);
    }

    /** @param contentType the header's whole value */
    public static Optional<SdpBody> in(String contentType, byte[] body) {
        var type = mediaType(contentType);
        if (type.equals(SDP)) {
            return Optional.of(new SdpBody(body, 0, body.length, List.of()));
        }
        var boundary = BOUNDARY.matcher(contentType);
        if (!type.startsWith("multipart/") || !boundary.find()) {
            return Optional.empty();
        }
        return parts("--" + (boundary.group(1) != null ? boundary.group(1) : boundary.group(2)), body);
    }

    private static String mediaType(String contentType) {
        int end = contentType.indexOf(';');
        return (end < 0 ? contentType : contentType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    private static Optional<SdpBody> parts(String delimiter, byte[] body) {
        // One character an octet, so that places in the text are places in the body.
        var text = new String(body, StandardCharsets.ISO_8859_1);
        var others = new ArrayList<Part>();
        int from = -1;
        int to = -1;
        int at = text.startsWith(delimiter) ? 0 : next(text, delimiter, 0);
        for (int count = 0; at >= 0 && count < MOST_PARTS; count++) {
            int head = text.indexOf("\r\n", at + delimiter.length()) + 2;
            int end = next(text, delimiter, Math.max(at + delimiter.length() - 2, 0));
            int content = text.indexOf("\r\n\r\n", head - 2) + 4;
            if (head < 2 || end < 0 || content < 4 || content > end) {
                break;
            }
            var type = header(text.substring(head - 2, content - 2), "Content-Type");
            if (from < 0 && mediaType(type).equals(SDP)) {
                from = content;
                to = end;
            } else {
                var id = header(text.substring(head - 2, content - 2), "Content-ID");
                others.add(new Part(type, id.replaceAll("^<|>$", ""), Arrays.copyOfRange(body, content, end)));
            }
            at = end + 2;
        }
        return from < 0 ? Optional.empty() : Optional.of(new SdpBody(body, from, to, others));
    }

    /** Where the line break before the next delimiter is. */
    private static int next(String text, String delimiter, int after) {
        return text.indexOf("\r\n" + delimiter, after);
    }

    private static String header(String head, String name) {
        return head.lines()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    /** There is one that {@link #in} does not find, in a part of a part: who must see all of them lets no such body pass. */
    public static boolean isHidden(String contentType, byte[] body) {
        return mediaType(contentType).startsWith("multipart/")
                && in(contentType, body).isEmpty()
                && new String(body, StandardCharsets.ISO_8859_1)
                        .toLowerCase(Locale.ROOT)
                        .contains(SDP);
    }

    public byte[] sdp() {
        return isAll() ? body : Arrays.copyOfRange(body, from, to);
    }

    private boolean isAll() {
        return from == 0 && to == body.length;
    }

    /** The other parts, in their order. */
    public List<Part> others() {
        return others;
    }

    /** The body with another description in place of this one; its Content-Type stays the same. */
    public byte[] with(byte[] sdp) {
        if (isAll()) {
            return sdp;
        }
        var all = new ByteArrayOutputStream(body.length + sdp.length);
        all.write(body, 0, from);
        all.writeBytes(sdp);
        all.write(body, to, body.length - to);
        return all.toByteArray();
    }
}
