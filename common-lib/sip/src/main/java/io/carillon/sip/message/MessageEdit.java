package io.carillon.sip.message;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A changed copy of a message in the making. Untouched header lines are copied byte for byte, adjacent ones in one go;
 * the index of the result is written on the way, so that nothing is parsed twice.
 *
 * @param <E> the edit itself, for chaining
 */
public abstract sealed class MessageEdit<E extends MessageEdit<E>> permits RequestEdit, ResponseEdit {
    private static final byte[] EMPTY = {};

    /** A line of the result: an entry of the original, or new text. */
    private record Line(int entry, HeaderName name, String value) {}

    private static final HeaderName ORIGINAL = HeaderName.of("-");

    private final @Nullable SipMessage original;
    private final List<Line> lines;
    private byte @Nullable [] body;

    MessageEdit(@Nullable SipMessage original) {
        this.original = original;
        this.lines = new ArrayList<>(original == null ? 16 : original.index.count() + 6);
        if (original != null) {
            for (int entry = 0; entry < original.index.count(); entry++) {
                lines.add(new Line(entry, ORIGINAL, ""));
            }
        }
    }

    abstract E self();

    abstract String startLine();

    /** Adds a value above the first one of that header, or as the first line if there is none. */
    public E prepend(HeaderName name, Object value) {
        lines.add(Math.max(find(name, 0), 0), new Line(-1, name, checked(value)));
        return self();
    }

    /** Adds a value below the last one of that header, or at the end. */
    public E append(HeaderName name, Object value) {
        int at = lines.size();
        for (int i = find(name, 0); i >= 0; i = find(name, i + 1)) {
            at = i + 1;
        }
        lines.add(at, new Line(-1, name, checked(value)));
        return self();
    }

    /** Replaces every value of that header by this one, in the place of the first. */
    public E set(HeaderName name, Object value) {
        int first = find(name, 0);
        if (first < 0) {
            lines.add(new Line(-1, name, checked(value)));
            return self();
        }
        lines.set(first, new Line(-1, name, checked(value)));
        for (int i = find(name, first + 1); i >= 0; i = find(name, i)) {
            lines.remove(i);
        }
        return self();
    }

    /** Removes every value of that header. */
    public E remove(HeaderName name) {
        for (int i = find(name, 0); i >= 0; i = find(name, i)) {
            lines.remove(i);
        }
        return self();
    }

    /** Removes the first value only, be it a line of its own or the head of a comma-separated list. */
    public E removeFirst(HeaderName name) {
        int i = find(name, 0);
        if (i < 0) {
            return self();
        }
        var value = valueAt(i).getBytes(StandardCharsets.UTF_8);
        int end = Ascii.valueEnd(value, 0, value.length);
        if (end < value.length && SipMessage.lists(name)) {
            lines.set(
                    i,
                    new Line(-1, name, Ascii.text(value, end + 1, value.length).strip()));
        } else {
            lines.remove(i);
        }
        return self();
    }

    /** Sets the values in this order, one line each, in the place of the first. */
    public E setAll(HeaderName name, List<?> values) {
        int at = Math.max(find(name, 0), 0);
        if (find(name, 0) < 0) {
            at = lines.size();
        }
        remove(name);
        for (var value : values) {
            lines.add(at++, new Line(-1, name, checked(value)));
        }
        return self();
    }

    /** Replaces the body, its type and its length. */
    public E body(String contentType, byte[] bytes) {
        set(HeaderName.CONTENT_TYPE, contentType);
        body = bytes;
        return self();
    }

    public E body(String contentType, String text) {
        return body(contentType, text.getBytes(StandardCharsets.UTF_8));
    }

    public E noBody() {
        remove(HeaderName.CONTENT_TYPE);
        remove(HeaderName.CONTENT_DISPOSITION);
        body = EMPTY;
        return self();
    }

    /** The first value as it stands now, lists not taken apart. */
    Optional<String> first(HeaderName name) {
        int i = find(name, 0);
        return i < 0 ? Optional.empty() : Optional.of(valueAt(i));
    }

    private String valueAt(int i) {
        var line = lines.get(i);
        var source = original;
        return line.entry < 0 || source == null
                ? line.value
                : source.text(source.index.value(line.entry), source.index.valueEnd(line.entry));
    }

    private int find(HeaderName name, int from) {
        for (int i = from; i < lines.size(); i++) {
            var line = lines.get(i);
            if (line.entry < 0 ? line.name.equals(name) : isOriginal(line.entry, name)) {
                return i;
            }
        }
        return -1;
    }

    private boolean isOriginal(int entry, HeaderName name) {
        return original != null && original.index.is(entry, name, original.bytes);
    }

    private static String checked(Object value) {
        var text = value.toString();
        if (text.indexOf('\r') >= 0 || text.indexOf('\n') >= 0) {
            throw new SipParseException("Line break in a header value");
        }
        return text;
    }

    /** The parts of the finished message: bytes, index, and where the body begins. */
    record Written(byte[] bytes, HeaderIndex index, int bodyStart) {}

    Written write() {
        var newBody = body;
        if (newBody != null) {
            set(HeaderName.CONTENT_LENGTH, Integer.toString(newBody.length));
        } else if (original == null) {
            set(HeaderName.CONTENT_LENGTH, "0");
        }
        var source = original;
        int bodyFrom = source == null ? 0 : source.bodyStart;
        int bodyLength = newBody != null ? newBody.length : source == null ? 0 : source.bytes.length - bodyFrom;
        var start = startLine().getBytes(StandardCharsets.UTF_8);
        var writer = new Writer(start.length + 512 + (source == null ? 512 : source.bytes.length) + bodyLength);
        writer.put(start, 0, start.length);
        writer.line();
        var index = new HeaderIndex(lines.size());
        for (var line : lines) {
            writer.header(line, source, index);
        }
        writer.line();
        int bodyStart = writer.length;
        if (newBody != null) {
            writer.put(newBody, 0, newBody.length);
        } else if (source != null) {
            writer.put(source.bytes, bodyFrom, bodyLength);
        }
        return new Written(Arrays.copyOf(writer.out, writer.length), index, bodyStart);
    }

    private static final class Writer {
        private byte[] out;
        private int length;

        Writer(int size) {
            out = new byte[size];
        }

        void header(Line line, @Nullable SipMessage source, HeaderIndex index) {
            if (line.entry < 0 || source == null) {
                text(line.name.text());
                int nameLength = line.name.text().length();
                int at = length - nameLength;
                put((byte) ':');
                put((byte) ' ');
                int value = length;
                text(line.value);
                int valueEnd = length;
                line();
                index.add(line.name.id(), at, value, valueEnd, nameLength);
                return;
            }
            int from = source.index.line(line.entry);
            int end = source.index.valueEnd(line.entry);
            int shift = length - from;
            put(source.bytes, from, end - from);
            line();
            index.add(
                    source.index.id(line.entry),
                    from + shift,
                    source.index.value(line.entry) + shift,
                    end + shift,
                    source.index.nameLength(line.entry));
        }

        void text(String text) {
            room(text.length() * 3);
            int start = length;
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c > 127) {
                    length = start;
                    var utf8 = text.getBytes(StandardCharsets.UTF_8);
                    put(utf8, 0, utf8.length);
                    return;
                }
                out[length++] = (byte) c;
            }
        }

        void line() {
            put((byte) '\r');
            put((byte) '\n');
        }

        void put(byte b) {
            room(1);
            out[length++] = b;
        }

        void put(byte[] bytes, int from, int count) {
            room(count);
            System.arraycopy(bytes, from, out, length, count);
            length += count;
        }

        private void room(int more) {
            if (length + more > out.length) {
                out = Arrays.copyOf(out, Math.max(out.length * 2, length + more));
            }
        }
    }
}
