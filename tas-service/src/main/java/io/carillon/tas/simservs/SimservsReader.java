package io.carillon.tas.simservs;

import io.carillon.tas.simservs.Condition.Fact;
import io.carillon.tas.simservs.Simservs.Barring;
import io.carillon.tas.simservs.Simservs.BarringRule;
import io.carillon.tas.simservs.Simservs.Diversion;
import io.carillon.tas.simservs.Simservs.DiversionRule;
import io.carillon.tas.simservs.Simservs.ForwardTo;
import io.carillon.tas.simservs.Simservs.Restriction;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads a services document; services it does not know are passed over, conditions it does not know never hold. */
public final class SimservsReader {
    private SimservsReader() {}

    /** @throws MalformedDocument saying what is wrong */
    public static Simservs read(String text) {
        return read(Node.parse(text));
    }

    static Simservs read(Node root) {
        if (!root.name().equals("simservs") || !root.namespace().equals(Names.SIMSERVS)) {
            throw new MalformedDocument("its root is '" + root.name() + "', not 'simservs' of " + Names.SIMSERVS);
        }
        try {
            return new Simservs(
                    root.child(Names.SIMSERVS, Names.DIVERSION)
                            .map(SimservsReader::diversion)
                            .orElse(Diversion.NONE),
                    barring(root, Names.INCOMING),
                    barring(root, Names.OUTGOING),
                    identity(root),
                    root.child(Names.OWN, "screening")
                            .map(SimservsReader::screening)
                            .orElse(Simservs.Screening.NONE),
                    root.child(Names.OWN, "ringing")
                            .map(SimservsReader::ringing)
                            .orElse(Simservs.Ringing.NONE),
                    root.child(Names.OWN, "short-numbers")
                            .map(SimservsReader::shortNumbers)
                            .orElse(Simservs.ShortNumbers.NONE));
        } catch (NumberFormatException | DateTimeException e) {
            throw new MalformedDocument("it has a bad value: " + e.getMessage(), e);
        }
    }

    private static boolean active(Node service) {
        return service.attribute("active").map(Node::flag).orElse(true);
    }

    private static Diversion diversion(Node service) {
        var seconds = service.text(Names.SIMSERVS, "NoReplyTimer").map(Integer::valueOf);
        return new Diversion(active(service), seconds.orElse(null), rules(service, SimservsReader::diversionRule));
    }

    private static <R> List<R> rules(Node service, Function<Node, R> read) {
        return service.child(Names.POLICY, "ruleset").stream()
                .flatMap(rules -> rules.children(Names.POLICY, "rule").stream())
                .map(read)
                .toList();
    }

    private static String id(Node rule) {
        return rule.attribute("id").orElseThrow(() -> new MalformedDocument("a rule has no id"));
    }

    private static DiversionRule diversionRule(Node rule) {
        var action = rule.child(Names.POLICY, "actions")
                .flatMap(actions -> actions.child(Names.SIMSERVS, "forward-to"))
                .orElseThrow(() -> new MalformedDocument("rule '" + id(rule) + "' has no forward-to"));
        var target = action.text(Names.SIMSERVS, "target")
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> new MalformedDocument("rule '" + id(rule) + "' has no target"));
        return new DiversionRule(
                id(rule),
                conditions(rule),
                new ForwardTo(
                        target,
                        action.flag(Names.SIMSERVS, "notify-caller").orElse(null),
                        action.flag(Names.SIMSERVS, "reveal-identity-to-caller").orElse(null),
                        action.flag(Names.SIMSERVS, "reveal-identity-to-target").orElse(null),
                        action.flag(Names.SIMSERVS, "notify-served-user").orElse(null)));
    }

    private static Barring barring(Node root, String name) {
        return root.child(Names.SIMSERVS, name)
                .map(service -> new Barring(active(service), rules(service, SimservsReader::barringRule)))
                .orElse(Barring.NONE);
    }

    private static BarringRule barringRule(Node rule) {
        boolean allow = rule.child(Names.POLICY, "actions")
                .flatMap(actions -> actions.flag(Names.SIMSERVS, "allow"))
                .orElseThrow(() -> new MalformedDocument("rule '" + id(rule) + "' does not say what it allows"));
        return new BarringRule(id(rule), conditions(rule), allow);
    }

    private static List<Condition> conditions(Node rule) {
        return rule.child(Names.POLICY, "conditions").stream()
                .flatMap(conditions -> conditions.children().stream())
                .map(SimservsReader::condition)
                .toList();
    }

    private static Condition condition(Node node) {
        if (node.namespace().equals(Names.POLICY)) {
            return switch (node.name()) {
                case "identity" -> identityCondition(node);
                case "validity" -> validity(node);
                default -> new Condition.Unknown(node.name());
            };
        }
        if (node.namespace().equals(Names.OWN) && node.name().equals("daily")) {
            return daily(node);
        }
        if (!node.namespace().equals(Names.SIMSERVS)) {
            return new Condition.Unknown(node.name());
        }
        if (node.name().equals("media")) {
            return new Condition.Media(node.text());
        }
        return Arrays.stream(Fact.values())
                .filter(fact -> fact.element().equals(node.name()))
                .findFirst()
                .<Condition>map(Condition.Situation::new)
                .orElseGet(() -> new Condition.Unknown(node.name()));
    }

    private static Condition identityCondition(Node node) {
        var one = new ArrayList<String>();
        var domains = new ArrayList<String>();
        var except = new ArrayList<String>();
        node.children(Names.POLICY, "one").forEach(each -> each.attribute("id").ifPresent(one::add));
        for (var many : node.children(Names.POLICY, "many")) {
            domains.add(many.attribute("domain").orElse("*"));
            many.children(Names.POLICY, "except")
                    .forEach(each -> each.attribute("id").ifPresent(except::add));
        }
        return new Condition.Identity(one, domains, except);
    }

    /** The elements come in pairs (RFC 4745 §7.3). */
    private static Condition validity(Node node) {
        var from = node.children(Names.POLICY, "from");
        var until = node.children(Names.POLICY, "until");
        if (from.isEmpty() || from.size() != until.size()) {
            throw new MalformedDocument("validity needs pairs of from and until");
        }
        var periods = new ArrayList<Condition.Period>();
        for (int i = 0; i < from.size(); i++) {
            periods.add(new Condition.Period(
                    moment(from.get(i).text()), moment(until.get(i).text())));
        }
        return new Condition.Validity(periods);
    }

    private static Instant moment(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }

    private static Condition daily(Node node) {
        var days = node.attribute("days").stream()
                .flatMap(text -> Arrays.stream(text.strip().split("\\s+")))
                .map(SimservsReader::day)
                .collect(Collectors.toSet());
        return new Condition.Daily(time(node, "from"), time(node, "until"), days);
    }

    private static DayOfWeek day(String name) {
        return constant(DayOfWeek.values(), name);
    }

    private static LocalTime time(Node node, String attribute) {
        return LocalTime.parse(
                node.attribute(attribute).orElseThrow(() -> new MalformedDocument("daily has no '" + attribute + "'")));
    }

    private static Simservs.Identity identity(Node root) {
        return new Simservs.Identity(
                presented(root, Names.OIP),
                restriction(root, Names.OIR),
                presented(root, Names.TIP),
                restriction(root, Names.TIR));
    }

    private static boolean presented(Node root, String name) {
        return root.child(Names.SIMSERVS, name).map(SimservsReader::active).orElse(true);
    }

    private static Restriction restriction(Node root, String name) {
        return root.child(Names.SIMSERVS, name)
                .filter(SimservsReader::active)
                .map(service -> {
                    if (service.child(Names.OWN, "permanent").isPresent()) {
                        return Restriction.PERMANENT;
                    }
                    return service.text(Names.SIMSERVS, Names.DEFAULT_BEHAVIOUR)
                                    .filter(Names.NOT_RESTRICTED::equals)
                                    .isPresent()
                            ? Restriction.NOT_RESTRICTED
                            : Restriction.RESTRICTED;
                })
                .orElse(Restriction.NOT_RESTRICTED);
    }

    private static Simservs.Screening screening(Node service) {
        return new Simservs.Screening(
                service.flag(Names.OWN, "do-not-disturb").orElse(false),
                texts(service, "white"),
                texts(service, "black"));
    }

    private static List<String> texts(Node service, String name) {
        return service.children(Names.OWN, name).stream().map(Node::text).toList();
    }

    private static Simservs.Ringing ringing(Node service) {
        var mode = service.text(Names.OWN, "mode")
                .map(name -> constant(Simservs.Ringing.Mode.values(), name))
                .orElse(Simservs.Ringing.Mode.OFF);
        Optional<Integer> seconds = service.text(Names.OWN, "seconds").map(Integer::valueOf);
        return new Simservs.Ringing(mode, seconds.orElse(null), texts(service, "target"));
    }

    private static <E extends Enum<E>> E constant(E[] values, String name) {
        return Arrays.stream(values)
                .filter(each -> each.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new MalformedDocument("'" + name + "' is none of " + Arrays.toString(values)));
    }

    private static Simservs.ShortNumbers shortNumbers(Node service) {
        var numbers = new HashMap<String, String>();
        for (var number : service.children(Names.OWN, "number")) {
            number.attribute("dialled").ifPresent(dialled -> numbers.put(dialled, number.text()));
        }
        return new Simservs.ShortNumbers(service.text(Names.OWN, "group").orElse(""), numbers);
    }
}
