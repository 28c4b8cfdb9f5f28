package io.carillon.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Reading and rewriting one section's lines; whatever is not named stays where it was. */
final class Lines {
    /** The order of RFC 8866 §5: the session's lines, then a media section's. */
    private static final String SESSION_ORDER = "vosiuepcbtrzka";

    private static final String MEDIA_ORDER = "micbka";

    private Lines() {}

    static Optional<String> first(List<SdpLine> lines, char type) {
        for (SdpLine line : lines) {
            if (line.type() == type) {
                return Optional.of(line.value());
            }
        }
        return Optional.empty();
    }

    static Optional<String> attribute(List<SdpLine> lines, String name) {
        for (SdpLine line : lines) {
            if (line.isAttribute(name)) {
                return Optional.of(line.attributeValue());
            }
        }
        return Optional.empty();
    }

    static List<String> attributes(List<SdpLine> lines, String name) {
        List<String> values = new ArrayList<>();
        for (SdpLine line : lines) {
            if (line.isAttribute(name)) {
                values.add(line.attributeValue());
            }
        }
        return values;
    }

    /** Puts {@code replacement} where the first match stands, drops further ones, or inserts it by its rank. */
    static List<SdpLine> replace(List<SdpLine> lines, Predicate<SdpLine> match, SdpLine replacement) {
        List<SdpLine> result = new ArrayList<>(lines.size() + 1);
        boolean placed = false;
        for (SdpLine line : lines) {
            if (!match.test(line)) {
                result.add(line);
            } else if (!placed) {
                result.add(replacement);
                placed = true;
            }
        }
        return placed ? List.copyOf(result) : insert(result, replacement);
    }

    /** Inserts behind the last line of the same or an earlier rank. */
    static List<SdpLine> insert(List<SdpLine> lines, SdpLine added) {
        String order = lines.isEmpty() || lines.getFirst().type() != 'm' ? SESSION_ORDER : MEDIA_ORDER;
        int rank = order.indexOf(added.type());
        int place = lines.size();
        while (place > 0 && order.indexOf(lines.get(place - 1).type()) > rank) {
            place--;
        }
        List<SdpLine> result = new ArrayList<>(lines);
        result.add(place, added);
        return List.copyOf(result);
    }

    static List<SdpLine> without(List<SdpLine> lines, Predicate<SdpLine> match) {
        return lines.stream().filter(match.negate()).toList();
    }

    static void write(List<SdpLine> lines, StringBuilder target) {
        for (SdpLine line : lines) {
            target.append(line.type()).append('=').append(line.value()).append("\r\n");
        }
    }
}
