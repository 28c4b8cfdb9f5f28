package io.carillon.tas.diversion;

import io.carillon.tas.simservs.Condition;
import io.carillon.tas.simservs.Condition.Fact;
import io.carillon.tas.simservs.Simservs.Diversion;
import io.carillon.tas.simservs.Simservs.DiversionRule;
import io.carillon.tas.simservs.Simservs.ForwardTo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The plain rules of a user's diversion, one for each occasion, as people set them by feature code or in one form
 * (TS 24.604 §4.2.1). Rules with further conditions stand beside them in the document and are left alone.
 *
 * @param unconditional every call (CFU)
 * @param busy when the user is busy (CFB)
 * @param noReply when nobody answers (CFNR)
 * @param notReachable when no phone can be reached (CFNRc), not logged in included (CFNL)
 * @param noReplySeconds how long it rings before {@code noReply}
 */
public record DiversionRules(
        @Nullable String unconditional,
        @Nullable String busy,
        @Nullable String noReply,
        @Nullable String notReachable,
        @Nullable Integer noReplySeconds) {
    /** A rule that people know by name. */
    public enum Plain {
        UNCONDITIONAL("cfu", List.of()),
        BUSY("cfb", List.of(new Condition.Situation(Fact.BUSY))),
        NO_REPLY("cfnr", List.of(new Condition.Situation(Fact.NO_ANSWER))),
        NOT_REACHABLE("cfnrc", List.of(new Condition.Situation(Fact.NOT_REACHABLE)));

        private static final Condition OFF = new Condition.Situation(Fact.RULE_DEACTIVATED);

        private final String id;
        private final List<Condition> conditions;

        Plain(String id, List<Condition> conditions) {
            this.id = id;
            this.conditions = conditions;
        }

        private DiversionRule rule(String target, boolean on) {
            return new DiversionRule(id, on ? conditions : with(OFF), ForwardTo.target(target));
        }

        private List<Condition> with(Condition more) {
            return Stream.concat(conditions.stream(), Stream.of(more)).toList();
        }

        /** The target that is registered for it, active or not. */
        public Optional<String> target(Diversion diversion) {
            return rule(diversion).map(rule -> rule.forwardTo().target());
        }

        public boolean isActive(Diversion diversion) {
            return diversion.active()
                    && rule(diversion)
                            .filter(rule -> !rule.conditions().contains(OFF))
                            .isPresent();
        }

        private Optional<DiversionRule> rule(Diversion diversion) {
            return diversion.rules().stream()
                    .filter(rule -> rule.id().equals(id))
                    .findFirst();
        }

        /** The document with this rule set so. */
        public Diversion set(Diversion diversion, String target, boolean on) {
            var rules = new ArrayList<>(clear(diversion).rules());
            // the special cases of a document come before what holds for every call
            rules.add(this == UNCONDITIONAL ? special(rules) : rules.size(), rule(target, on));
            return new Diversion(true, diversion.noReplySeconds(), rules);
        }

        private static int special(List<DiversionRule> rules) {
            for (int i = 0; i < rules.size(); i++) {
                var id = rules.get(i).id();
                if (Stream.of(values()).anyMatch(plain -> plain.id.equals(id))) {
                    return i;
                }
            }
            return rules.size();
        }

        public Diversion clear(Diversion diversion) {
            return new Diversion(
                    diversion.active(),
                    diversion.noReplySeconds(),
                    diversion.rules().stream()
                            .filter(rule -> !rule.id().equals(id))
                            .toList());
        }
    }

    public static DiversionRules of(Diversion diversion) {
        return new DiversionRules(
                active(Plain.UNCONDITIONAL, diversion),
                active(Plain.BUSY, diversion),
                active(Plain.NO_REPLY, diversion),
                active(Plain.NOT_REACHABLE, diversion),
                diversion.noReplySeconds());
    }

    private static @Nullable String active(Plain rule, Diversion diversion) {
        return rule.isActive(diversion) ? rule.target(diversion).orElse(null) : null;
    }

    /** The document with these plain rules in place of those it had. */
    public Diversion in(Diversion diversion) {
        var changed = new Diversion(true, noReplySeconds, diversion.rules());
        changed = set(Plain.UNCONDITIONAL, unconditional, changed);
        changed = set(Plain.BUSY, busy, changed);
        changed = set(Plain.NO_REPLY, noReply, changed);
        return set(Plain.NOT_REACHABLE, notReachable, changed);
    }

    private static Diversion set(Plain rule, @Nullable String target, Diversion diversion) {
        return target == null ? rule.clear(diversion) : rule.set(diversion, target, true);
    }
}
