package io.carillon.cscf.ifc;

import io.carillon.identity.SipUri;
import java.util.List;
import java.util.Optional;

/**
 * One initial filter criterion (TS 29.228 §B.2.2).
 *
 * @param priority lower is asked earlier
 * @param trigger no trigger point: every initial request
 * @param profilePart 0 for registered users only, 1 for unregistered only, empty for both
 */
public record FilterCriterion(
        int priority,
        Optional<TriggerPoint> trigger,
        Optional<Integer> profilePart,
        SipUri applicationServer,
        DefaultHandling defaultHandling,
        Optional<String> serviceInfo,
        boolean includeRegisterRequest,
        boolean includeRegisterResponse) {

    /**
     * A trigger point (§B.2.2, Annex C): in conjunctive form an AND of groups each of which is an OR; else the other
     * way round.
     */
    public record TriggerPoint(boolean conjunctive, List<ServicePointTrigger> triggers) {
        boolean matches(Subject subject) {
            var groups = triggers.stream()
                    .flatMap(each -> each.groups().stream())
                    .distinct()
                    .toList();
            return conjunctive
                    ? groups.stream().allMatch(group -> members(group).anyMatch(subject::satisfies))
                    : groups.stream().anyMatch(group -> members(group).allMatch(subject::satisfies));
        }

        private java.util.stream.Stream<ServicePointTrigger> members(int group) {
            return triggers.stream().filter(each -> each.groups().contains(group));
        }
    }

    public boolean matches(Subject subject) {
        boolean unregistered = subject.sessionCase() == SessionCase.TERMINATING_UNREGISTERED
                || subject.sessionCase() == SessionCase.ORIGINATING_UNREGISTERED;
        return profilePart.map(part -> part == (unregistered ? 1 : 0)).orElse(true)
                && trigger.map(point -> point.matches(subject)).orElse(true);
    }
}
