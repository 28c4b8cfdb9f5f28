package io.carillon.hss.subscriber;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.util.Optional;

/**
 * An initial filter criterion (TS 29.228 Annex B.2.2): the application server to ask, when, and in which order.
 *
 * @param applicationServer its SIP URI
 * @param trigger without one, every request goes there
 * @param profilePart for registered or for unregistered users only; empty for all
 * @param serviceInfo told to the application server in a third-party REGISTER
 * @param register what a third-party REGISTER brings along of the user's own
 */
public record FilterCriterion(
        @Min(0) int priority,
        Optional<@Valid TriggerPoint> trigger,
        @NotBlank String applicationServer,
        DefaultHandling defaultHandling,
        Optional<Included> register,
        Optional<ProfilePart> profilePart,
        Optional<String> serviceInfo) {

    /** The user's REGISTER, the 200 that answered it, or both (TS 24.229 §5.4.1.7A). */
    public record Included(boolean request, boolean response) {}

    public FilterCriterion(
            int priority, Optional<TriggerPoint> trigger, String applicationServer, DefaultHandling defaultHandling) {
        this(
                priority,
                trigger,
                applicationServer,
                defaultHandling,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    public FilterCriterion with(DefaultHandling handling) {
        return new FilterCriterion(priority, trigger, applicationServer, handling, register, profilePart, serviceInfo);
    }

    /** The answer names all identities of the user. */
    FilterCriterion withAnswer() {
        return new FilterCriterion(
                priority,
                trigger,
                applicationServer,
                defaultHandling,
                Optional.of(new Included(false, true)),
                profilePart,
                serviceInfo);
    }
}
