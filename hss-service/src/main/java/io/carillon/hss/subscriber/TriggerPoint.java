package io.carillon.hss.subscriber;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import java.util.ArrayList;
import java.util.List;

/**
 * When an application server is asked (TS 29.228 Annex B.2.2).
 *
 * @param conjunctive conjunctive normal form: any of a group, all groups; else all of a group, any group
 */
public record TriggerPoint(boolean conjunctive, @NotEmpty List<@Valid ServicePointTrigger> triggers) {

    /** All of these conditions. */
    public static TriggerPoint all(Condition... conditions) {
        var triggers = new ArrayList<ServicePointTrigger>();
        for (Condition each : conditions) {
            triggers.add(new ServicePointTrigger(triggers.size(), false, each));
        }
        return new TriggerPoint(true, List.copyOf(triggers));
    }

    /** This, and that the condition does not hold; for a conjunctive trigger point. */
    public TriggerPoint butNot(Condition condition) {
        var more = new ArrayList<>(triggers);
        more.add(new ServicePointTrigger(triggers.size(), true, condition));
        return new TriggerPoint(conjunctive, List.copyOf(more));
    }

    /** Whether it may hold for a request to a user who is not registered. */
    boolean servesUnregistered() {
        List<Condition> wanted = triggers.stream()
                .filter(each -> !each.negated())
                .map(ServicePointTrigger::condition)
                .toList();
        boolean anyCase = wanted.stream().noneMatch(each -> each instanceof Condition.Case);
        return wanted.contains(new Condition.Case(SessionCase.TERMINATING_UNREGISTERED))
                || (anyCase && !wanted.contains(new Condition.Method("REGISTER")));
    }
}
