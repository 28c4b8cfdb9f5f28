package io.carillon.launcher.trace;

import io.carillon.node.trace.TraceEvent;
import io.carillon.node.trace.TraceEvent.Direction;
import io.carillon.node.trace.TraceEvent.Protocol;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The arrows of some events in order of time; what its sender and its receiver both saw is one arrow. */
public record Ladder(List<Arrow> arrows) {
    private static final Pattern BRANCH =
            Pattern.compile("(?im)^(?:via|v)[ \\t]*:[^\\r\\n]*?;[ \\t]*branch[ \\t]*=[ \\t]*([^;,\\s]+)");
    private static final Pattern CSEQ = Pattern.compile("(?im)^cseq[ \\t]*:[ \\t]*([0-9]+[ \\t]+\\S+)");
    private static final Pattern FROM_USER =
            Pattern.compile("(?im)^(?:from|f)[ \\t]*:[^\\r\\n]*?(?:sips?:|tel:)([^@;>\\s]+)");

    public static Ladder of(List<TraceEvent> events) {
        Map<String, Deque<TraceEvent>> unmatched = new HashMap<>();
        Map<TraceEvent, TraceEvent> receptions = new LinkedHashMap<>();
        Map<String, String> names = new HashMap<>();
        List<TraceEvent> alone = new ArrayList<>();
        for (TraceEvent event : events) {
            if (event.direction() == Direction.SENT) {
                unmatched
                        .computeIfAbsent(identity(event), _ -> new ArrayDeque<>())
                        .add(event);
            }
        }
        for (TraceEvent event : events) {
            if (event.direction() == Direction.RECEIVED) {
                TraceEvent sent = unmatched
                        .getOrDefault(identity(event), new ArrayDeque<>())
                        .poll();
                if (sent == null) {
                    alone.add(event);
                } else {
                    receptions.put(sent, event);
                    names.put(event.from(), sent.from());
                    names.put(sent.to(), event.to());
                }
            }
        }
        unmatched.values().forEach(alone::addAll);
        List<Arrow> arrows = new ArrayList<>();
        receptions.forEach((sent, received) -> arrows.add(arrow(sent, sent.from(), received.to())));
        alone.forEach(event -> arrows.add(arrow(event, event.from(), event.to())));
        arrows.sort(Comparator.comparing(Arrow::time));
        return new Ladder(named(arrows, names));
    }

    private static Arrow arrow(TraceEvent event, String from, String to) {
        return new Arrow(event.time(), from, to, event.protocol(), event.summary(), event.payload());
    }

    /** What makes a message the same one at both ends; a proxy's own Via makes the next hop another. */
    private static String identity(TraceEvent event) {
        String content = event.protocol() == Protocol.SIP
                ? first(BRANCH, event.payload()) + " " + first(CSEQ, event.payload())
                : event.payload();
        return event.protocol() + " " + event.summary() + " " + content;
    }

    private static String first(Pattern pattern, String payload) {
        Matcher matcher = pattern.matcher(payload);
        return matcher.find() ? matcher.group(1) : "";
    }

    /** Nodes by their ids, phones by the user they speak for, anything else by its address. */
    private static List<Arrow> named(List<Arrow> arrows, Map<String, String> names) {
        Map<String, String> all = new HashMap<>(names);
        for (Arrow arrow : arrows) {
            String from = all.getOrDefault(arrow.from(), arrow.from());
            if (isAddress(from) && arrow.isSipRequest()) {
                String user = first(FROM_USER, arrow.payload());
                if (!user.isEmpty()) {
                    all.putIfAbsent(arrow.from(), user);
                }
            }
        }
        return arrows.stream()
                .map(arrow -> new Arrow(
                        arrow.time(),
                        all.getOrDefault(arrow.from(), arrow.from()),
                        all.getOrDefault(arrow.to(), arrow.to()),
                        arrow.protocol(),
                        arrow.summary(),
                        arrow.payload()))
                .toList();
    }

    private static boolean isAddress(String name) {
        return name.indexOf(':') >= 0;
    }

    /** In order of appearance. */
    public List<String> participants() {
        Set<String> participants = new LinkedHashSet<>();
        arrows.forEach(arrow -> {
            participants.add(arrow.from());
            participants.add(arrow.to());
        });
        return List.copyOf(participants);
    }
}
