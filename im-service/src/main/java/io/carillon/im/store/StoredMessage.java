package io.carillon.im.store;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A message as its history tells it.
 *
 * @param text what a person reads; empty for data
 * @param states when it came into each state
 * @param why the reason of a failure, or of its waiting; empty once it is delivered
 */
public record StoredMessage(
        MessageId id,
        Kind kind,
        String sender,
        String recipient,
        String contentType,
        Optional<String> text,
        Instant accepted,
        Map<State, Instant> states,
        String why) {
    public StoredMessage {
        states = Map.copyOf(states);
        why = states.containsKey(State.DELIVERED) || states.containsKey(State.DISPLAYED) ? "" : why;
    }

    public static StoredMessage accepted(
            MessageId id,
            Kind kind,
            String sender,
            String recipient,
            String contentType,
            Optional<String> text,
            Instant accepted) {
        return new StoredMessage(
                id, kind, sender, recipient, contentType, text, accepted, Map.of(State.ACCEPTED, accepted), "");
    }

    /** It has come into one more state. */
    public StoredMessage in(State state, Instant at, String reason) {
        var more = new EnumMap<>(states);
        more.put(state, at);
        return new StoredMessage(id, kind, sender, recipient, contentType, text, accepted, more, reason);
    }

    /** The state it is in: its end, if it has come to one. A delivery stands above whatever was believed before. */
    public State state() {
        return Stream.of(State.DISPLAYED, State.DELIVERED, State.FAILED, State.DELETED, State.REPLACED, State.EXPIRED)
                .filter(states::containsKey)
                .findFirst()
                .orElse(State.ACCEPTED);
    }
}
