package io.carillon.sdp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Splits a body into lines and sections in one pass. */
final class SdpParser {
    private SdpParser() {}

    static SessionDescription parse(byte[] body, SdpLimits limits) {
        if (body.length > limits.maxBytes()) {
            throw SdpException.unacceptable("SDP of " + body.length + " bytes");
        }
        List<SdpLine> lines = split(new String(body, StandardCharsets.ISO_8859_1), limits);
        if (lines.isEmpty() || !lines.getFirst().equals(new SdpLine('v', "0"))) {
            throw SdpException.malformed("SDP does not start with v=0");
        }
        int firstMedia = nextMedia(lines, 1);
        List<MediaDescription> media = new ArrayList<>();
        for (int start = firstMedia; start < lines.size(); ) {
            int end = nextMedia(lines, start + 1);
            if (media.size() == limits.maxMedia()) {
                throw SdpException.unacceptable("more than " + limits.maxMedia() + " m= lines");
            }
            media.add(new MediaDescription(lines.subList(start, end)));
            start = end;
        }
        return SessionDescription.checked(lines.subList(0, firstMedia), media);
    }

    private static List<SdpLine> split(String text, SdpLimits limits) {
        List<SdpLine> lines = new ArrayList<>();
        for (int start = 0; start < text.length(); ) {
            int newline = text.indexOf('\n', start);
            int end = newline < 0 ? text.length() : newline;
            int next = end + 1;
            if (end > start && text.charAt(end - 1) == '\r') {
                end--;
            }
            // Empty lines at the end are common and harmless; elsewhere they are not SDP.
            if (end == start) {
                if (!text.substring(start).isBlank()) {
                    throw SdpException.malformed("empty line in SDP");
                }
                break;
            }
            if (lines.size() == limits.maxLines()) {
                throw SdpException.unacceptable("more than " + limits.maxLines() + " SDP lines");
            }
            lines.add(line(text.substring(start, end)));
            start = next;
        }
        return lines;
    }

    private static SdpLine line(String text) {
        if (text.indexOf('\0') >= 0 || text.indexOf('\r') >= 0) {
            throw SdpException.malformed("NUL or CR inside an SDP line");
        }
        return SdpLine.parse(text);
    }

    private static int nextMedia(List<SdpLine> lines, int from) {
        int index = from;
        while (index < lines.size() && lines.get(index).type() != 'm') {
            index++;
        }
        return index;
    }
}
