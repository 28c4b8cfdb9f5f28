package io.carillon.im.delivery;

import io.carillon.im.store.State;
import java.time.Instant;

/**
 * How it ended.
 *
 * @param state any but ACCEPTED
 * @param why the SIP status or the relay layer's cause
 */
public record Outcome(State state, Instant at, String why) {}
