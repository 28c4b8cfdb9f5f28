package io.carillon.hss.provisioning;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Comma-separated values as RFC 4180 has them: quotes around a field, doubled inside it, and lines inside quotes. */
final class Csv {
    private static final int LONGEST_FIELD = 8_192;
    private static final int MOST_FIELDS = 64;

    private final BufferedReader in;
    private long line;

    Csv(BufferedReader in) {
        this.in = in;
    }

    /** The line that the last record ended on, counted from 1. */
    long line() {
        return line;
    }

    /** The next record that is not an empty line; empty at the end. */
    Optional<List<String>> next() throws IOException {
        String text = in.readLine();
        while (text != null) {
            line++;
            if (!text.isBlank()) {
                return Optional.of(fields(text));
            }
            text = in.readLine();
        }
        return Optional.empty();
    }

    static String quoted(String value) {
        return value.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                ? '"' + value.replace("\"", "\"\"") + '"'
                : value;
    }

    private List<String> fields(String first) throws IOException {
        var fields = new ArrayList<String>();
        var field = new StringBuilder();
        String text = first;
        boolean quoted = false;
        int i = 0;
        while (true) {
            if (i == text.length()) {
                String more = quoted ? in.readLine() : null;
                if (more == null) {
                    break;
                }
                line++;
                field.append('\n');
                text = more;
                i = 0;
                continue;
            }
            char c = text.charAt(i++);
            if (quoted && c == '"' && i < text.length() && text.charAt(i) == '"') {
                field.append('"');
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                fields.add(taken(field));
            } else {
                field.append(c);
            }
            if (field.length() > LONGEST_FIELD || fields.size() > MOST_FIELDS) {
                throw new IOException("line " + line + " holds a field that does not end, or too many of them");
            }
        }
        fields.add(taken(field));
        return fields;
    }

    private static String taken(StringBuilder field) {
        String value = field.toString().strip();
        field.setLength(0);
        return value;
    }
}
