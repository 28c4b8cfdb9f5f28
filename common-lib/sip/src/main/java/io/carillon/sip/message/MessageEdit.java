package io.carillon.sip.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A changed copy of a message in the making. Nothing is copied but the index of its lines: untouched lines stay where
 * they are, and what is new is written behind them, so that nothing is parsed or written twice.
 *
 * @param <E> the edit itself, for chaining
 */
public abstract sealed class MessageEdit<E extends MessageEdit<E>> permits RequestEdit, ResponseEdit {
    private static final int ROOM = 256;

    private final byte[] base;
    private byte[] extra;
    private int extraLength;
    private HeaderIndex index;
    private int startFrom;
    private int startTo;
    private int bodyFrom;
    private int bodyTo;
    private boolean bodyChanged;
    /** True while a built message looks at the index. */
    private boolean shared;
    /** True while a built message looks at the new text: what goes behind it must be another array's. */
    private boolean textShared;
    /** The bits of the header names that are no longer as in the original. */
    private long changed;

    /** All of the message is there to be changed. */
    MessageEdit(MessageBytes original) {
        base = original.base;
        extra = original.extra;
        extraLength = original.extraLength;
        index = original.index;
        startFrom = original.startFrom;
        startTo = original.startTo;
        bodyFrom = original.bodyFrom;
        bodyTo = original.bodyTo;
        shared = true;
        textShared = true;
    }

    /** Nothing is there, but lines of {@code base} can be taken over. */
    MessageEdit(byte[] base) {
        this.base = base;
        extra = new byte[ROOM];
        index = new HeaderIndex(16);
        bodyFrom = base.length;
        bodyTo = base.length;
        bodyChanged = true;
    }

    abstract E self();

    /** Before a line of that name changes. */
    private void own(HeaderName name) {
        changed |= name.bit();
        own();
    }

    private void own() {
        if (shared) {
            index = new HeaderIndex(index);
            shared = false;
        }
    }

    /** Adds a value above the first one of that header, or as the first line if there is none. */
    public E prepend(HeaderName name, Object value) {
        insert(Math.max(find(name, 0), 0), name, checked(value));
        return self();
    }

    /** Adds a value below the last one of that header, or at the end. */
    public E append(HeaderName name, Object value) {
        int at = index.count();
        for (int i = find(name, 0); i >= 0; i = find(name, i + 1)) {
            at = i + 1;
        }
        insert(at, name, checked(value));
        return self();
    }

    /** Replaces every value of that header by this one, in the place of the first. */
    public E set(HeaderName name, Object value) {
        int first = find(name, 0);
        if (first < 0) {
            insert(index.count(), name, checked(value));
            return self();
        }
        replace(first, name, checked(value));
        for (int i = find(name, first + 1); i >= 0; i = find(name, i)) {
            index.remove(i);
        }
        return self();
    }

    /** Removes every value of that header. */
    public E remove(HeaderName name) {
        for (int i = find(name, 0); i >= 0; i = find(name, i)) {
            own(name);
            index.remove(i);
        }
        return self();
    }

    /** Removes the first value only, be it a line of its own or the head of a comma-separated list. */
    public E removeFirst(HeaderName name) {
        int i = find(name, 0);
        if (i < 0) {
            return self();
        }
        own(name);
        var rest = afterFirst(name, i);
        if (rest.isEmpty()) {
            index.remove(i);
        } else {
            replace(i, name, rest);
        }
        return self();
    }

    /** Replaces the first value only. */
    E setFirst(HeaderName name, String value) {
        int i = find(name, 0);
        var rest = afterFirst(name, i);
        replace(i, name, rest.isEmpty() ? value : value + ", " + rest);
        return self();
    }

    /** What follows the first value of a comma-separated list in its line. */
    private String afterFirst(HeaderName name, int entry) {
        var bytes = array(index.value(entry));
        int from = offset(index.value(entry));
        int to = from + index.valueEnd(entry) - index.value(entry);
        int end = HeaderValues.lists(name) ? Ascii.valueEnd(bytes, from, to) : to;
        return end == to ? "" : Ascii.text(bytes, ParamScan.skipSpace(bytes, end + 1, to), to);
    }

    /** Sets the values in this order, one line each, in the place of the first. */
    public E setAll(HeaderName name, List<?> values) {
        int first = find(name, 0);
        int at = first < 0 ? index.count() : first;
        remove(name);
        for (var value : values) {
            insert(at++, name, checked(value));
        }
        return self();
    }

    /** Replaces the body, its type and its length. */
    public E body(String contentType, byte[] bytes) {
        set(HeaderName.CONTENT_TYPE, contentType);
        newBody(bytes);
        return self();
    }

    public E body(String contentType, String text) {
        return body(contentType, text.getBytes(StandardCharsets.UTF_8));
    }

    public E noBody() {
        remove(HeaderName.CONTENT_TYPE);
        remove(HeaderName.CONTENT_DISPOSITION);
        newBody(MessageBytes.NONE);
        return self();
    }

    /** Says how long the body is, as it is. */
    E framed() {
        return set(HeaderName.CONTENT_LENGTH, bodyTo - bodyFrom);
    }

    private void newBody(byte[] bytes) {
        own();
        room(bytes.length);
        bodyFrom = base.length + extraLength;
        System.arraycopy(bytes, 0, extra, extraLength, bytes.length);
        extraLength += bytes.length;
        bodyTo = base.length + extraLength;
        bodyChanged = true;
    }

    /** Takes over every line of that header from a message with the same base, below what is there. */
    void take(MessageBytes source, HeaderName name) {
        for (int i = source.find(name, 0); i >= 0; i = source.find(name, i + 1)) {
            takeLine(source, name, i);
        }
    }

    private void takeLine(MessageBytes source, HeaderName name, int i) {
        var from = source.index;
        int line = from.line(i);
        if (line < base.length) {
            index.add(from.id(i), line, from.value(i), from.valueEnd(i), from.nameLength(i));
        } else {
            int value = source.offset(from.value(i));
            int end = value + from.valueEnd(i) - from.value(i);
            insert(index.count(), name, Ascii.text(source.extra, value, end));
        }
    }

    /** As {@link #take}, the first line only. */
    void takeFirst(MessageBytes source, HeaderName name) {
        int i = source.find(name, 0);
        if (i >= 0) {
            takeLine(source, name, i);
        }
    }

    /** Adds text to the first value of that header, as a parameter. */
    void extend(HeaderName name, String text) {
        int i = find(name, 0);
        own(name);
        int from = index.value(i);
        int length = index.valueEnd(i) - from;
        room(length + name.text().length() + 4 + text.length());
        int line = base.length + extraLength;
        text(name.text());
        extra[extraLength++] = ':';
        extra[extraLength++] = ' ';
        int value = base.length + extraLength;
        System.arraycopy(array(from), offset(from), extra, extraLength, length);
        extraLength += length;
        text(text);
        int end = base.length + extraLength;
        lineEnd();
        index.replace(i, name.id(), line, value, end, name.text().length());
    }

    private void insert(int at, HeaderName name, String value) {
        own(name);
        int line = base.length + extraLength;
        int end = line(name, value);
        int length = name.text().length();
        index.insert(at, name.id(), line, line + length + 2, end, length);
    }

    private void replace(int at, HeaderName name, String value) {
        own(name);
        int line = base.length + extraLength;
        int end = line(name, value);
        int length = name.text().length();
        index.replace(at, name.id(), line, line + length + 2, end, length);
    }

    /** Writes a whole line; returns where its value ends. */
    private int line(HeaderName name, String value) {
        room(name.text().length() + 4 + value.length());
        text(name.text());
        extra[extraLength++] = ':';
        extra[extraLength++] = ' ';
        text(value);
        int end = base.length + extraLength;
        lineEnd();
        return end;
    }

    private void lineEnd() {
        extra[extraLength++] = '\r';
        extra[extraLength++] = '\n';
    }

    /** There is room for a byte a character and a line end. */
    private void text(String text) {
        int start = extraLength;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > 127) {
                var utf8 = text.getBytes(StandardCharsets.UTF_8);
                extraLength = start;
                room(utf8.length + 2);
                System.arraycopy(utf8, 0, extra, start, utf8.length);
                extraLength += utf8.length;
                return;
            }
            extra[extraLength++] = (byte) c;
        }
    }

    private void room(int more) {
        if (textShared) {
            extra = Arrays.copyOf(extra, extraLength + Math.max(more, ROOM));
            textShared = false;
        } else if (extraLength + more > extra.length) {
            extra = Arrays.copyOf(extra, Math.max(extra.length * 2, extraLength + more));
        }
    }

    private byte[] array(int position) {
        return position < base.length ? base : extra;
    }

    private int offset(int position) {
        return position < base.length ? position : position - base.length;
    }

    private int find(HeaderName name, int from) {
        return name.id() >= 0 ? index.find(name.id(), from) : look().find(name, from);
    }

    /** What it would take on the wire as it stands now, but for a new start line. */
    public int size() {
        return look().size();
    }

    /** The message as it stands now. */
    MessageBytes look() {
        return new MessageBytes(base, extra, extraLength, index, startFrom, startTo, bodyFrom, bodyTo);
    }

    private static String checked(Object value) {
        var text = value.toString();
        if (text.indexOf('\r') >= 0 || text.indexOf('\n') >= 0) {
            throw new SipParseException("Line break in a header value");
        }
        return text;
    }

    /** The bits of the header names that are no longer as in the original. */
    final long changed() {
        return changed;
    }

    /** The finished message; without a new start line it keeps the one it had. */
    MessageBytes finish() {
        if (bodyChanged) {
            framed();
            bodyChanged = false;
        }
        shared = true;
        textShared = true;
        return look();
    }

    MessageBytes finish(String startLine) {
        own();
        room(startLine.length());
        startFrom = base.length + extraLength;
        text(startLine);
        startTo = base.length + extraLength;
        return finish();
    }
}
