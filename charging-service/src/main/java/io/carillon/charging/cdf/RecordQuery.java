package io.carillon.charging.cdf;

import java.time.Instant;
import java.util.Optional;

/**
 * Which records are wanted, newest first; {@code icid} ties those of all nodes to one session, {@code party} is caller, callee or served user. {@code from} is included,
 * {@code to} is not; both look at the start.
 */
public record RecordQuery(
        Optional<String> callId,
        Optional<String> icid,
        Optional<String> party,
        Optional<String> kind,
        Optional<Instant> from,
        Optional<Instant> to,
        int page,
        int size) {}
