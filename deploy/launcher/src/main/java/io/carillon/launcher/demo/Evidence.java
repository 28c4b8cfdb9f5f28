package io.carillon.launcher.demo;

import io.carillon.launcher.suite.Console;
import io.carillon.launcher.suite.Poll;
import io.carillon.node.trace.TraceEvent;
import io.carillon.testkit.MissingArrow;
import io.carillon.trace.Ladder;
import io.carillon.trace.LadderText;
import io.carillon.trace.Related;
import io.carillon.trace.TraceTopic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Looks at what a step left behind, shows it, and notes what is missing. */
final class Evidence {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration TRACE_PATIENCE = Duration.ofSeconds(10);

    private final Console console;
    private final TraceTopic traces;
    private final List<String> missing = new ArrayList<>();

    Evidence(Console console, TraceTopic traces) {
        this.console = console;
        this.traces = traces;
    }

    /** A part of the story; a phone that waited in vain ends it, and the next part is told all the same. */
    void during(Runnable part) {
        try {
            part.run();
        } catch (MissingArrow silence) {
            console.say("\n  ✗ " + silence.getMessage());
            missing.add(silence.expected());
        }
    }

    /** Something that must be so, at once or shortly after. */
    void check(String what, BooleanSupplier holds) {
        boolean held = Poll.within(PATIENCE, holds);
        console.say((held ? "  ✓ " : "  ✗ ") + what);
        if (!held) {
            missing.add(what);
        }
    }

    /** Prints the ladder of that Call-ID, and names each expected arrow that it lacks. */
    void ladder(String callId, List<Expectation> expected) {
        List<Ladder> last = new ArrayList<>(List.of(read(callId)));
        Poll.within(PATIENCE, () -> {
            if (lacking(last.getLast(), expected).isEmpty()) {
                return true;
            }
            last.add(read(callId));
            return false;
        });
        console.say(LadderText.ascii(last.getLast()));
        List<Expectation> lacking = lacking(last.getLast(), expected);
        lacking.forEach(arrow -> {
            console.say("  ✗ no arrow " + arrow);
            missing.add("the arrow " + arrow);
        });
        if (lacking.isEmpty()) {
            console.say("  ✓ all " + expected.size() + " arrows that prove it are there");
        }
    }

    private Ladder read(String callId) {
        List<TraceEvent> all = traces.read(TRACE_PATIENCE);
        return Ladder.of(Related.to(callId, all), all);
    }

    private static List<Expectation> lacking(Ladder ladder, List<Expectation> expected) {
        return expected.stream()
                .filter(arrow -> ladder.arrows().stream().noneMatch(arrow::metBy))
                .toList();
    }

    List<String> missing() {
        return List.copyOf(missing);
    }
}
