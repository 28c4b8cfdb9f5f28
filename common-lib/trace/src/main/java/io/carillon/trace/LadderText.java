package io.carillon.trace;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** A ladder as people draw it: on a terminal, and as a Mermaid diagram. */
public final class LadderText {
    private static final int LEAST_GAP = 12;
    private static final int MOST_GAP = 18;
    private static final int TIME_WIDTH = 9;

    private LadderText() {}

    public static String ascii(Ladder ladder) {
        List<String> names = ladder.participants();
        int gap = gap(ladder, names);
        StringBuilder text = new StringBuilder(header(names, gap));
        for (Arrow arrow : ladder.arrows()) {
            text.append(line(ladder, arrow, names, gap)).append('\n');
        }
        return text.toString();
    }

    public static String mermaid(Ladder ladder) {
        StringBuilder text = new StringBuilder("sequenceDiagram\n");
        for (String name : ladder.participants()) {
            text.append("    participant ")
                    .append(alias(name))
                    .append(" as ")
                    .append(name)
                    .append('\n');
        }
        for (Arrow arrow : ladder.arrows()) {
            text.append("    %s->>%s: %s%n"
                    .formatted(
                            alias(arrow.from()),
                            alias(arrow.to()),
                            arrow.label().replace(";", "#59;").replace("#", "#35;")));
        }
        return text.toString();
    }

    private static String alias(String name) {
        return name.replaceAll("[^A-Za-z0-9_]", "_");
    }

    /** Wide enough for most labels between neighbours, and no wider. */
    private static int gap(Ladder ladder, List<String> names) {
        int widest = names.stream().mapToInt(String::length).max().orElse(0) + 2;
        for (Arrow arrow : ladder.arrows()) {
            int columns = Math.max(1, Math.abs(names.indexOf(arrow.from()) - names.indexOf(arrow.to())));
            widest = Math.max(widest, (arrow.shortLabel().length() + 4) / columns);
        }
        return Math.clamp(widest, LEAST_GAP, MOST_GAP);
    }

    private static String header(List<String> names, int gap) {
        StringBuilder header = new StringBuilder(" ".repeat(TIME_WIDTH));
        for (String name : names) {
            String shown = name.length() >= gap ? name.substring(0, gap - 1) : name;
            int left = (gap - shown.length()) / 2;
            header.append(" ".repeat(left)).append(shown).append(" ".repeat(gap - left - shown.length()));
        }
        return header.toString().stripTrailing() + "\n";
    }

    private static String line(Ladder ladder, Arrow arrow, List<String> names, int gap) {
        char[] line = (" ".repeat(TIME_WIDTH)
                        + " ".repeat(gap * names.size() + arrow.label().length()))
                .toCharArray();
        String time = time(ladder, arrow);
        time.getChars(0, time.length(), line, 0);
        for (int i = 0; i < names.size(); i++) {
            line[column(i, gap)] = '|';
        }
        int from = column(names.indexOf(arrow.from()), gap);
        int to = column(names.indexOf(arrow.to()), gap);
        if (from == to) {
            write(line, from + 1, " (" + arrow.label() + ")");
        } else {
            draw(line, from, to, arrow);
        }
        return new String(line).stripTrailing();
    }

    private static String time(Ladder ladder, Arrow arrow) {
        Duration since = Duration.between(ladder.arrows().getFirst().time(), arrow.time());
        return String.format(Locale.ROOT, "%8.3f", since.toNanos() / 1e9);
    }

    private static int column(int index, int gap) {
        return TIME_WIDTH + index * gap + gap / 2;
    }

    private static void draw(char[] line, int from, int to, Arrow arrow) {
        int left = Math.min(from, to) + 1;
        int right = Math.max(from, to) - 1;
        for (int i = left; i <= right; i++) {
            line[i] = '-';
        }
        line[to > from ? right : left] = to > from ? '>' : '<';
        int room = right - left - 1;
        String label = arrow.label().length() > room ? arrow.shortLabel() : arrow.label();
        String shown = label.length() > room ? label.substring(0, Math.max(0, room - 1)) + "…" : label;
        write(line, left + 1 + (room - shown.length()) / 2, shown);
    }

    private static void write(char[] line, int at, String text) {
        for (int i = 0; i < text.length() && at + i < line.length; i++) {
            line[at + i] = text.charAt(i);
        }
    }
}
