package io.carillon.hss.subscriber;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.util.Optional;

/**
 * An initial filter criterion (TS 29.228 Annex B.2.2): the application server to ask, when, and in which order.
 *
 * @param applicationServer its SIP URI
 * @param trigger without one, every request goes there
 */
public record FilterCriterion(
        @Min(0) int priority,
        Optional<TriggerPoint> trigger,
        @NotBlank String applicationServer,
        DefaultHandling defaultHandling) {}
