package io.carillon.testkit.ladder;

import java.util.List;

/** Two lists of lines in two columns. */
final class SideBySide {
    private SideBySide() {}

    static String of(List<String> expected, List<String> actual) {
        int width = Math.max(
                "expected".length(),
                expected.stream().mapToInt(String::length).max().orElse(0));
        var text = new StringBuilder();
        row(text, "expected", width, "actual");
        row(text, "-".repeat(width), width, "-".repeat(width));
        for (int i = 0; i < Math.max(expected.size(), actual.size()); i++) {
            row(text, i < expected.size() ? expected.get(i) : "", width, i < actual.size() ? actual.get(i) : "");
        }
        return text.toString();
    }

    private static void row(StringBuilder text, String left, int width, String right) {
        text.append(left)
                .repeat(" ", width - left.length())
                .append(" | ")
                .append(right)
                .append('\n');
    }
}
