package io.carillon.hss.subscriber;

import io.carillon.identity.Impi;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A subscriber as people see it: everything but the secrets.
 *
 * @param revision moves on with every order, not with registrations
 */
public record Subscriber(
        Impi impi,
        Scheme scheme,
        Optional<AkaAlgorithm> algorithm,
        List<ImplicitSet> sets,
        Capabilities capabilities,
        Optional<ServingNode> serving,
        String profile,
        long revision,
        Instant createdAt) {}
