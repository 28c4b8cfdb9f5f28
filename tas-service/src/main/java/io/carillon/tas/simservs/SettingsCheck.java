package io.carillon.tas.simservs;

import io.carillon.identity.Impu;
import io.carillon.tas.simservs.Simservs.Barring;
import io.carillon.tas.simservs.Simservs.Diversion;
import io.carillon.tas.simservs.Simservs.Ringing;
import io.carillon.tas.simservs.Simservs.Screening;
import io.carillon.tas.simservs.Simservs.ShortNumbers;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a user may set; a {@link BadSetting} tells what not. */
public final class SettingsCheck {
    private static final int RULES = 100;
    private static final int ENTRIES = 500;
    private static final int PHONES = 10;

    private SettingsCheck() {}

    public static Impu user(String impu) {
        try {
            return Impu.parse(impu);
        } catch (IllegalArgumentException e) {
            throw new BadSetting("", "'" + impu + "' is no public identity: give sip:user@domain or tel:+number.");
        }
    }

    public static void of(Impu user, Simservs services) {
        of(user, services.diversion());
        of("incoming", services.incoming());
        of("outgoing", services.outgoing());
        of(services.screening());
        of(user, services.ringing());
        of(services.shortNumbers());
    }

    public static void of(Impu user, Diversion diversion) {
        seconds("diversion.noReplySeconds", diversion.noReplySeconds());
        ids(
                "diversion.rules",
                diversion.rules().stream().map(Simservs.DiversionRule::id).toList());
        for (int i = 0; i < diversion.rules().size(); i++) {
            var rule = diversion.rules().get(i);
            var place = "diversion.rules[" + i + "]";
            target(place + ".forwardTo.target", user, rule.forwardTo().target());
            conditions(place, rule.conditions());
        }
    }

    /** It becomes a Request-URI, and must not lead back to the user. */
    private static void target(String field, Impu user, String target) {
        var problem = Targets.problem(target);
        if (!problem.isEmpty()) {
            throw new BadSetting(field, problem);
        }
        if (Impu.parse(target).equals(user)) {
            throw new BadSetting(field, "'" + target + "' is the user's own identity: calls would come back for ever.");
        }
    }

    private static void of(String field, Barring barring) {
        ids(
                field + ".rules",
                barring.rules().stream().map(Simservs.BarringRule::id).toList());
        for (int i = 0; i < barring.rules().size(); i++) {
            conditions(field + ".rules[" + i + "]", barring.rules().get(i).conditions());
        }
    }

    private static void ids(String field, List<String> ids) {
        if (ids.size() > RULES) {
            throw new BadSetting(field, "There are " + ids.size() + " rules: give at most " + RULES + ".");
        }
        var seen = new HashSet<String>();
        for (int i = 0; i < ids.size(); i++) {
            var id = ids.get(i);
            var place = field + "[" + i + "].id";
            if (!id.matches("[A-Za-z_][A-Za-z0-9_.-]{0,63}")) {
                throw new BadSetting(
                        place, "'" + id + "' is no rule id: begin with a letter, go on with letters and digits.");
            }
            if (!seen.add(id)) {
                throw new BadSetting(place, "Two rules are called '" + id + "'.");
            }
        }
    }

    private static void conditions(String rule, List<Condition> conditions) {
        for (int i = 0; i < conditions.size(); i++) {
            condition(rule + ".conditions[" + i + "]", conditions.get(i));
        }
    }

    private static void condition(String place, Condition condition) {
        switch (condition) {
            case Condition.Identity(var one, var domains, var except) -> {
                entries(place + ".one", one);
                entries(place + ".except", except);
                size(place + ".domains", domains);
            }
            case Condition.Unknown(var name) ->
                throw new BadSetting(place, "'" + name + "' is no condition that is known here.");
            case Condition.Validity(var periods) -> size(place + ".periods", periods);
            case Condition.Media(var media) -> {
                if (!media.matches("[A-Za-z0-9-]{1,32}")) {
                    throw new BadSetting(
                            place, "'" + media + "' is no kind of media: give audio, video, text, message.");
                }
            }
            case Condition.Situation ignored -> {}
            case Condition.Daily ignored -> {}
        }
    }

    public static void of(Screening screening) {
        entries("screening.whiteList", screening.whiteList());
        entries("screening.blackList", screening.blackList());
    }

    /** An identity, or the beginning of one and a star. */
    private static void entries(String field, List<String> entries) {
        size(field, entries);
        for (int i = 0; i < entries.size(); i++) {
            var entry = entries.get(i);
            boolean prefix = entry.matches("(tel:\\+[0-9]{0,15}|sips?:[^\\s<>\"]{1,200})\\*");
            if (!prefix && Parties.canonical(entry).isEmpty()) {
                throw new BadSetting(
                        field + "[" + i + "]",
                        "'" + entry + "' is nobody: give sip:user@domain, tel:+number or tel:+prefix*.");
            }
        }
    }

    private static void size(String field, List<?> entries) {
        if (entries.size() > ENTRIES) {
            throw new BadSetting(field, field + " has " + entries.size() + " entries: give at most " + ENTRIES + ".");
        }
    }

    public static void of(Impu user, Ringing ringing) {
        seconds("ringing.seconds", ringing.seconds());
        if (ringing.targets().size() > PHONES) {
            throw new BadSetting("ringing.targets", "More than " + PHONES + " phones cannot ring for one user.");
        }
        for (int i = 0; i < ringing.targets().size(); i++) {
            target("ringing.targets[" + i + "]", user, ringing.targets().get(i));
        }
    }

    private static void seconds(String field, @Nullable Integer seconds) {
        if (seconds != null && (seconds < 5 || seconds > 180)) {
            throw new BadSetting(field, field + " is " + seconds + ": give 5 to 180.");
        }
    }

    public static void of(ShortNumbers numbers) {
        if (numbers.numbers().size() > ENTRIES) {
            throw new BadSetting("shortNumbers.numbers", "A group has at most " + ENTRIES + " short numbers.");
        }
        numbers.numbers().forEach((dialled, target) -> {
            if (!dialled.matches("[0-9]{1,6}")) {
                throw new BadSetting(
                        "shortNumbers.numbers", "'" + dialled + "' is no short number: give one to six digits.");
            }
            var problem = Targets.problem(target);
            if (!problem.isEmpty()) {
                throw new BadSetting("shortNumbers.numbers", problem);
            }
        });
    }
}
