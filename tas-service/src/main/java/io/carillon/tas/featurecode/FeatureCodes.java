package io.carillon.tas.featurecode;

import io.carillon.identity.Impu;
import io.carillon.tas.diversion.DiversionRules.Plain;
import io.carillon.tas.featurecode.FeatureCode.Operation;
import io.carillon.tas.shortnumber.ShortNumber;
import io.carillon.tas.simservs.BadSetting;
import io.carillon.tas.simservs.ServiceData;
import io.carillon.tas.simservs.SettingsCheck;
import io.carillon.tas.simservs.Simservs;
import io.carillon.tas.simservs.Simservs.Diversion;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Does what a user dials. */
public final class FeatureCodes {
    private final Map<String, Service> table;
    private final NumberingPlan numbers;
    private final ServiceData data;

    public FeatureCodes(Map<String, Service> table, NumberingPlan numbers, ServiceData data) {
        this.table = Map.copyOf(table);
        this.numbers = numbers;
        this.data = data;
    }

    /** What became of a code. */
    public sealed interface Outcome {
        /** @param text for the user */
        record Done(String text) implements Outcome {}

        /** @param status of SIP */
        record Refused(int status, String reason) implements Outcome {}
    }

    /**
     * A call whose number has a code in front that holds for this call only (TS 22.030 §6.5.5.2).
     *
     * @param withheld whether the caller stays unknown
     */
    public record Prefixed(String target, boolean withheld) {}

    public boolean isCode(String requestUri) {
        return ShortNumber.dialled(requestUri).filter(FeatureCode::isMeant).isPresent();
    }

    public Optional<Prefixed> prefixed(String requestUri) {
        return ShortNumber.dialled(requestUri)
                .filter(dialled -> !dialled.endsWith("#"))
                .flatMap(dialled -> table.entrySet().stream()
                        .filter(entry -> entry.getValue() == Service.WITHHOLD_CALLER)
                        .map(Map.Entry::getKey)
                        .filter(code -> dialled.startsWith("*" + code + "#") || dialled.startsWith("#" + code + "#"))
                        .map(code -> new Prefixed(
                                numbers.uri(dialled.substring(code.length() + 2)), dialled.startsWith("#")))
                        .findFirst());
    }

    public Outcome dial(Impu user, String requestUri) {
        var code = ShortNumber.dialled(requestUri).flatMap(FeatureCode::parse);
        if (code.isEmpty()) {
            return new Outcome.Refused(484, "Address Incomplete");
        }
        var service = table.get(code.get().code());
        if (service == null) {
            return new Outcome.Refused(404, "Unknown Feature Code");
        }
        try {
            return switch (service) {
                case DIVERSION_UNCONDITIONAL -> diversion(user, code.get(), Plain.UNCONDITIONAL);
                case DIVERSION_BUSY -> diversion(user, code.get(), Plain.BUSY);
                case DIVERSION_NO_REPLY -> diversion(user, code.get(), Plain.NO_REPLY);
                case DIVERSION_NOT_REACHABLE -> diversion(user, code.get(), Plain.NOT_REACHABLE);
                case ALL_DIVERSION -> diversion(user, code.get(), Plain.values());
                case CONDITIONAL_DIVERSION ->
                    diversion(user, code.get(), Plain.BUSY, Plain.NO_REPLY, Plain.NOT_REACHABLE);
                default -> toggle(user, code.get(), Toggle.of(service));
            };
        } catch (BadSetting bad) {
            return new Outcome.Refused(484, "Address Incomplete");
        }
    }

    private Outcome diversion(Impu user, FeatureCode code, Plain... rules) {
        if (code.operation() == Operation.INTERROGATE) {
            return new Outcome.Done(told(data.of(user).diversion(), rules));
        }
        var changed = data.update(user, services -> {
            var diversion = services.diversion();
            for (var rule : rules) {
                diversion = changed(user, code, diversion, rule);
            }
            return services.with(diversion);
        });
        return new Outcome.Done(told(changed.diversion(), rules));
    }

    private Diversion changed(Impu user, FeatureCode code, Diversion diversion, Plain rule) {
        var known = rule.target(diversion);
        return switch (code.operation()) {
            case ACTIVATE, REGISTER -> {
                var target = code.parameter(0)
                        .map(numbers::uri)
                        .or(() -> code.operation() == Operation.ACTIVATE ? known : Optional.empty())
                        .orElseThrow(() -> new BadSetting("", "no number"));
                var set = rule.set(ringing(code, diversion), target, true);
                SettingsCheck.of(user, set);
                yield set;
            }
            case DEACTIVATE ->
                known.map(target -> rule.set(diversion, target, false)).orElse(diversion);
            case ERASE -> rule.clear(diversion);
            case INTERROGATE -> diversion;
        };
    }

    /** SIC is the time of "no reply" (TS 22.030 Annex B). */
    private static Diversion ringing(FeatureCode code, Diversion diversion) {
        return code.parameter(2)
                .filter(seconds -> seconds.matches("[0-9]{1,3}"))
                .map(seconds -> new Diversion(diversion.active(), Integer.valueOf(seconds), diversion.rules()))
                .orElse(diversion);
    }

    private static String told(Diversion diversion, Plain... rules) {
        return Stream.of(rules)
                .map(rule -> "Diversion "
                        + rule.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ') + ": "
                        + rule.target(diversion)
                                .map(target ->
                                        rule.isActive(diversion) ? "on, to " + target : "off, " + target + " kept")
                                .orElse("off"))
                .collect(Collectors.joining("\n"));
    }

    private Outcome toggle(Impu user, FeatureCode code, Toggle toggle) {
        Simservs now = switch (code.operation()) {
            case ACTIVATE, REGISTER -> data.update(user, services -> toggle.set(services, true));
            case DEACTIVATE, ERASE -> data.update(user, services -> toggle.set(services, false));
            case INTERROGATE -> data.of(user);
        };
        return new Outcome.Done(toggle.title() + ": " + (toggle.isOn(now) ? "on" : "off"));
    }
}
