package io.carillon.node.telemetry;

import io.carillon.node.telemetry.Span.Kind;
import io.carillon.node.trace.TraceEvent;
import io.carillon.node.trace.TraceEvent.Direction;
import io.carillon.node.trace.TraceEvent.Protocol;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes spans of what is traced: a request that came is one of a server, one that was sent is one of a client. Both ends of
 * a hop know its branch (RFC 3261 §8.1.1.7), so that the client's span is the parent of the server's although no header
 * says so; what a node sends for a call while it serves a request of it hangs below that. Who answers Diameter knows no
 * call, so there is the asker's span only. Used by one thread.
 */
final class Spans implements Consumer<TraceEvent> {
    /** Beyond it the oldest are given up: their answers never came. */
    private static final int MOST_OPEN = 20_000;

    private record Open(
            TraceEvent event, String id, @Nullable String parent, Kind kind, Map<String, String> attributes) {}

    private final CallNames names;
    private final Consumer<Span> ended;
    private final Map<String, Open> open = bounded();
    /** The request of a call that is being served, by Call-ID or ICID. */
    private final Map<String, String> served = bounded();

    Spans(CallNames names, Consumer<Span> ended) {
        this.names = names;
        this.ended = ended;
    }

    static <V> Map<String, V> bounded() {
        return new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > MOST_OPEN;
            }
        };
    }

    @Override
    public void accept(TraceEvent event) {
        Message message = Message.of(event);
        if (message.exchange().isEmpty() || event.keys().isEmpty()) {
            return;
        }
        if (event.protocol() == Protocol.SIP) {
            names.learn(event.keys());
        }
        Kind kind = message.request() == (event.direction() == Direction.SENT) ? Kind.CLIENT : Kind.SERVER;
        if (kind == Kind.SERVER && event.protocol() == Protocol.DIAMETER) {
            return;
        }
        String key = kind + " " + message.exchange();
        if (message.request()) {
            open.putIfAbsent(key, opened(event, message, kind)); // a retransmission begins nothing
        } else if (message.ends()) {
            Optional.ofNullable(open.remove(key)).ifPresent(begun -> end(begun, event, message));
        }
    }

    private Open opened(TraceEvent event, Message message, Kind kind) {
        String id = Span.id(kind, message.exchange());
        boolean ours = !event.from().contains(":"); // a node's id, no address
        @Nullable
        String parent = kind == Kind.SERVER
                ? (ours ? Span.id(Kind.CLIENT, message.exchange()) : null)
                : event.keys().stream()
                        .filter(served::containsKey)
                        .findFirst()
                        .map(served::get)
                        .orElse(null);
        if (kind == Kind.SERVER && event.protocol() == Protocol.SIP) {
            event.keys().stream().limit(2).forEach(each -> served.put(each, id));
        }
        return new Open(event, id, parent, kind, message.attributes());
    }

    private void end(Open begun, TraceEvent answer, Message message) {
        TraceEvent request = begun.event();
        Map<String, String> attributes = new HashMap<>(begun.attributes());
        attributes.putAll(message.attributes());
        attributes.put("network.protocol.name", request.protocol().name().toLowerCase(Locale.ROOT));
        attributes.put("network.peer.address", begun.kind() == Kind.SERVER ? request.from() : request.to());
        request.keys().stream().findFirst().ifPresent(callId -> attributes.put("carillon.call_id", callId));
        ended.accept(new Span(
                request.keys(),
                begun.id(),
                begun.parent(),
                begun.kind(),
                name(request),
                request.time(),
                answer.time(),
                attributes,
                message.failed() ? answer.summary() : null));
    }

    /** Of few values, as span names should be: no identity is in it. */
    private static String name(TraceEvent request) {
        int space = request.summary().indexOf(' ');
        String word = space < 0 ? request.summary() : request.summary().substring(0, space);
        return request.protocol() == Protocol.SIP || request.protocol() == Protocol.DIAMETER
                ? word
                : request.protocol() + " " + word;
    }
}
