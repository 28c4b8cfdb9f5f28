package io.carillon.im.store;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A message as its history tells it.
 *
 * @param text what a person reads; empty for data
 * @param states when it came into each state
 * @param why the reason of a failure, else empty
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

    /** The state it is in: the last one it came into. */
    public State state() {
        return states.containsKey(State.DELIVERED)
                ? State.DELIVERED
                : states.containsKey(State.FAILED)
                        ? State.FAILED
                        : states.containsKey(State.EXPIRED) ? State.EXPIRED : State.ACCEPTED;
    }
}
