package io.carillon.diameter;

import java.util.Optional;

/** Messages for people: AVPs by name, secrets masked. */
final class AvpText {
    /** Groups within groups that a message may show; deeper is not of any grammar. */
    private static final int DEEPEST = 8;

    private final Dictionary dictionary;

    private AvpText(Dictionary dictionary) {
        this.dictionary = dictionary;
    }

    static String of(Octets message, Dictionary dictionary) {
        var text = new StringBuilder();
        try {
            new AvpText(dictionary).append(text, new Frame(message).body(), 0);
        } catch (AvpException malformed) {
            text.append("malformed: ").append(malformed.getMessage()).append('\n');
        }
        return text.toString();
    }

    /** Of a malformed message only the header: what cannot be read cannot be masked. */
    static Octets masked(Octets message, Dictionary dictionary) {
        var header = new AvpWriter();
        header.octets(message.slice(0, Frame.HEADER));
        var out = new AvpWriter();
        out.octets(header.octets());
        try {
            new AvpText(dictionary).mask(new Frame(message).body(), out, 0);
            return out.octets();
        } catch (AvpException malformed) {
            return header.octets();
        }
    }

    private void append(StringBuilder text, Octets body, int depth) {
        for (var cursor = new AvpCursor(body); cursor.next(); ) {
            var known = dictionary.find(cursor.code(), cursor.vendor());
            text.repeat("  ", depth).append(known.map(Attribute::name).orElse(cursor.code() + "@" + cursor.vendor()));
            if (known.filter(AvpText::isGroup).isPresent() && depth < DEEPEST) {
                text.append('\n');
                append(text, cursor.data(), depth + 1);
            } else {
                text.append(": ").append(value(known, cursor.data())).append('\n');
            }
        }
    }

    private void mask(Octets body, AvpWriter out, int depth) {
        for (var cursor = new AvpCursor(body); cursor.next(); ) {
            var avp = cursor.avp();
            var known = dictionary.find(avp.code(), avp.vendor());
            int start = out.begin(avp.code(), avp.vendor(), avp.flags());
            if (known.filter(AvpText::isGroup).isPresent() && depth < DEEPEST) {
                mask(avp.data(), out, depth + 1);
            } else if (known.filter(a -> a.isSecret() || isGroup(a)).isPresent()) {
                out.text("*".repeat(avp.data().length()));
            } else {
                out.octets(avp.data());
            }
            out.end(start);
        }
    }

    private static String value(Optional<Attribute<?>> known, Octets data) {
        if (known.isEmpty()) {
            return data.hex();
        }
        var attribute = known.get();
        if (attribute.isSecret() || isGroup(attribute)) {
            return "***";
        }
        try {
            Object value = attribute.decode(data);
            return value instanceof Octets octets ? octets.hex() : value.toString();
        } catch (AvpException malformed) {
            return data.hex();
        }
    }

    /** Failed-AVP may hold a copy of anything, vectors too. */
    private static boolean isGroup(Attribute<?> attribute) {
        return attribute.format() instanceof GroupFormat<?>
                || attribute.code() == BaseAvps.FAILED_AVP.code() && attribute.vendor() == 0;
    }
}
