package io.carillon.tas.featurecode;

import io.carillon.tas.simservs.Condition;
import io.carillon.tas.simservs.Condition.Fact;
import io.carillon.tas.simservs.Simservs;
import io.carillon.tas.simservs.Simservs.Barring;
import io.carillon.tas.simservs.Simservs.BarringRule;
import io.carillon.tas.simservs.Simservs.Identity;
import io.carillon.tas.simservs.Simservs.Restriction;
import io.carillon.tas.simservs.Simservs.Screening;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/** A service that is on or off. */
record Toggle(String title, Predicate<Simservs> state, BiFunction<Simservs, Boolean, Simservs> change) {
    static Toggle of(Service service) {
        return switch (service) {
            case BAR_OUTGOING -> outgoing("Barring of all outgoing calls", "baoc", List.of());
            case BAR_OUTGOING_INTERNATIONAL ->
                outgoing("Barring of international calls", "baoic", List.of(fact(Fact.INTERNATIONAL)));
            case BAR_INCOMING -> incoming("Barring of all incoming calls", "baic", List.of());
            case BAR_ANONYMOUS -> incoming("Barring of anonymous calls", "acr", List.of(fact(Fact.ANONYMOUS)));
            case DO_NOT_DISTURB ->
                new Toggle(
                        "Do not disturb",
                        services -> services.screening().doNotDisturb(),
                        (services, on) -> services.with(new Screening(
                                on,
                                services.screening().whiteList(),
                                services.screening().blackList())));
            case SHOW_CALLER, WITHHOLD_CALLER, SHOW_CONNECTED, WITHHOLD_CONNECTED -> identity(service);
            case DIVERSION_UNCONDITIONAL,
                    DIVERSION_BUSY,
                    DIVERSION_NO_REPLY,
                    DIVERSION_NOT_REACHABLE,
                    ALL_DIVERSION,
                    CONDITIONAL_DIVERSION -> throw new IllegalArgumentException(service + " has a target");
        };
    }

    private static Toggle identity(Service service) {
        return switch (service) {
            case SHOW_CALLER ->
                identity(
                        "Presentation of callers",
                        Identity::presentation,
                        (id, on) -> new Identity(
                                on, id.restriction(), id.connectedPresentation(), id.connectedRestriction()));
            case WITHHOLD_CALLER ->
                identity(
                        "Withholding of the own number",
                        id -> id.restriction() != Restriction.NOT_RESTRICTED,
                        (id, on) -> new Identity(
                                id.presentation(),
                                restriction(id.restriction(), on),
                                id.connectedPresentation(),
                                id.connectedRestriction()));
            case SHOW_CONNECTED ->
                identity(
                        "Presentation of who answers",
                        Identity::connectedPresentation,
                        (id, on) -> new Identity(id.presentation(), id.restriction(), on, id.connectedRestriction()));
            default ->
                identity(
                        "Withholding of who answers",
                        id -> id.connectedRestriction() != Restriction.NOT_RESTRICTED,
                        (id, on) -> new Identity(
                                id.presentation(),
                                id.restriction(),
                                id.connectedPresentation(),
                                restriction(id.connectedRestriction(), on)));
        };
    }

    /** What the operator made permanent is not the user's to change (TS 24.607 §4.3.1). */
    private static Restriction restriction(Restriction before, boolean on) {
        return before == Restriction.PERMANENT ? before : on ? Restriction.RESTRICTED : Restriction.NOT_RESTRICTED;
    }

    private static Toggle identity(
            String title, Predicate<Identity> state, BiFunction<Identity, Boolean, Identity> change) {
        return new Toggle(
                title,
                services -> state.test(services.identity()),
                (services, on) -> services.with(change.apply(services.identity(), on)));
    }

    private static Condition fact(Fact fact) {
        return new Condition.Situation(fact);
    }

    private static Toggle incoming(String title, String id, List<Condition> conditions) {
        return barring(title, id, conditions, Simservs::incoming, Simservs::withIncoming);
    }

    private static Toggle outgoing(String title, String id, List<Condition> conditions) {
        return barring(title, id, conditions, Simservs::outgoing, Simservs::withOutgoing);
    }

    private static Toggle barring(
            String title,
            String id,
            List<Condition> conditions,
            Function<Simservs, Barring> of,
            BiFunction<Simservs, Barring, Simservs> with) {
        return new Toggle(
                title,
                services -> of.apply(services).active()
                        && of.apply(services).rules().stream()
                                .anyMatch(rule -> rule.id().equals(id)),
                (services, on) -> {
                    var rules = new ArrayList<>(of.apply(services).rules());
                    rules.removeIf(rule -> rule.id().equals(id));
                    if (on) {
                        rules.add(new BarringRule(id, conditions, false));
                    }
                    return with.apply(services, new Barring(true, rules));
                });
    }

    boolean isOn(Simservs services) {
        return state.test(services);
    }

    Simservs set(Simservs services, boolean on) {
        return change.apply(services, on);
    }
}
