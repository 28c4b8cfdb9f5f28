package io.carillon.trace;

import io.carillon.node.trace.TraceEvent;
import io.carillon.node.trace.TraceEvent.Direction;
import io.carillon.node.trace.TraceEvent.Protocol;
import java.time.Instant;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The arrows of some events in order of time; what its sender and its receiver both saw is one arrow.
 *
 * @param nodes which of the participants are nodes of ours; the others are phones and servers of others
 */
public record Ladder(List<Arrow> arrows, Set<String> nodes) {
    private static final Pattern BRANCH =
            Pattern.compile("(?im)^(?:via|v)[ \\t]*:[^\\r\\n]*?;[ \\t]*branch[ \\t]*=[ \\t]*([^;,\\s]+)");
    private static final Pattern COOKIE = Pattern.compile("^(\\S+) d");
    private static final Pattern CSEQ = Pattern.compile("(?im)^cseq[ \\t]*:[ \\t]*([0-9]+[ \\t]+\\S+)");
    private static final Pattern FROM_USER =
            Pattern.compile("(?im)^(?:from|f)[ \\t]*:[^\\r\\n]*?(?:sips?:|tel:)([^@;>\\s]+)");

    /**
     * @param events what the ladder shows
     * @param others more events of the same network, where phones may have said who they are
     */
    public static Ladder of(List<TraceEvent> events, List<TraceEvent> others) {
        Map<String, Deque<TraceEvent>> unmatched = new HashMap<>();
        Map<TraceEvent, TraceEvent> receptions = new LinkedHashMap<>();
        Map<String, String> names = new HashMap<>();
        namePhones(others, names);
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
        receptions.forEach((sent, received) -> arrows.add(arrow(sent, earlier(sent, received), received.to())));
        alone.forEach(event -> arrows.add(arrow(event, event.time(), event.to())));
        arrows.sort(Comparator.comparing(Arrow::time));
        return new Ladder(arrows.stream().map(arrow -> named(arrow, names)).toList(), nodes(others));
    }

    /** Also one that is dead and never traced anything: the directory names nodes, and nobody else. */
    private static Set<String> nodes(List<TraceEvent> events) {
        return events.stream()
                .flatMap(event -> Stream.of(event.node(), event.from(), event.to()))
                .filter(name -> !isAddress(name))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Retransmissions are counted on the first of them. */
    public Ladder folded() {
        List<Arrow> folded = new ArrayList<>();
        for (Arrow arrow : arrows) {
            int first = 0;
            while (first < folded.size() && !folded.get(first).isSame(arrow)) {
                first++;
            }
            if (first < folded.size()) {
                folded.set(first, folded.get(first).repeated());
            } else {
                folded.add(arrow);
            }
        }
        return new Ladder(folded, nodes);
    }

    private static Arrow arrow(TraceEvent event, Instant time, String to) {
        return new Arrow(time, event.from(), to, event.protocol(), event.summary(), event.payload());
    }

    /** A sender may note what it sent when the answer is on its way already. */
    private static Instant earlier(TraceEvent sent, TraceEvent received) {
        return sent.time().isBefore(received.time()) ? sent.time() : received.time();
    }

    /** What makes a message the same one at both ends; a proxy's own Via makes the next hop another. */
    private static String identity(TraceEvent event) {
        return event.protocol() + " "
                + switch (event.protocol()) {
                    case SIP ->
                        event.summary() + " " + first(BRANCH, event.payload()) + " " + first(CSEQ, event.payload());
                    case NG -> ng(event);
                    case DIAMETER, DNS -> event.summary() + " " + event.payload();
                    // Who is asked over HTTP is no node of ours: a 204 to it and a 204 of it are two.
                    case HTTP -> event.direction() + " " + event.summary() + " " + event.payload();
                };
    }

    /** An NG answer has its request's cookie; only who answers knows what it was worth, and says so in the summary. */
    private static String ng(TraceEvent event) {
        String cookie = first(COOKIE, event.payload());
        boolean asks = event.payload().contains("7:command");
        return cookie.isEmpty() ? event.summary() + " " + event.payload() : cookie + (asks ? " asks" : " answers");
    }

    private static String first(Pattern pattern, String payload) {
        Matcher matcher = pattern.matcher(payload);
        return matcher.find() ? matcher.group(1) : "";
    }

    /** Phones by the user they speak for; the last one counts, since a port may have belonged to another before. */
    private static void namePhones(List<TraceEvent> events, Map<String, String> names) {
        for (TraceEvent event : events) {
            boolean request = event.protocol() == Protocol.SIP
                    && !Character.isDigit(event.summary().charAt(0));
            if (request && event.direction() == Direction.RECEIVED && isAddress(event.from())) {
                String user = first(FROM_USER, event.payload());
                if (!user.isEmpty()) {
                    names.put(event.from(), user);
                }
            }
        }
    }

    private static Arrow named(Arrow arrow, Map<String, String> names) {
        return new Arrow(
                arrow.time(),
                names.getOrDefault(arrow.from(), arrow.from()),
                names.getOrDefault(arrow.to(), arrow.to()),
                arrow.protocol(),
                arrow.summary(),
                arrow.payload());
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
