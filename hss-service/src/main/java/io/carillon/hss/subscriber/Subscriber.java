package io.carillon.hss.subscriber;

import io.carillon.identity.Impi;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A subscriber as people see it: everything but the secrets. */
public record Subscriber(
        Impi impi,
        Scheme scheme,
        List<ImplicitSet> sets,
        Capabilities capabilities,
        Optional<ServingNode> serving,
        String profile,
        Instant createdAt) {}
