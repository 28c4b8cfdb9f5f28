package io.carillon.testkit.ladder;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** A Mermaid sequence diagram: participants in the order of their first arrow, then the arrows. */
final class Diagram {
    private final LinkedHashSet<String> participants = new LinkedHashSet<>();
    private final List<String> lines = new ArrayList<>();

    void clear() {
        participants.clear();
        lines.clear();
    }

    void add(Arrow arrow) {
        participants.add(arrow.from());
        participants.add(arrow.to());
        lines.add("    " + arrow.from() + "->>" + arrow.to() + ": " + arrow.label());
    }

    void note(String over, String text) {
        participants.add(over);
        lines.add("    Note over " + over + ": " + text);
    }

    String mermaid() {
        var text = new StringBuilder("sequenceDiagram\n");
        participants.forEach(
                each -> text.append("    participant ").append(each).append('\n'));
        lines.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }
}
