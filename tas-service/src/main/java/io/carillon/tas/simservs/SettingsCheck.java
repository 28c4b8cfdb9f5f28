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
            throw new BadSetting("'" + impu + "' is no public identity: give sip:user@domain or tel:+number.");
        }
    }

    public static void of(Impu user, Simservs services) {
        of(user, services.diversion());
        of(services.incoming());
        of(services.outgoing());
        of(services.screening());
        of(user, services.ringing());
        of(services.shortNumbers());
    }

    public static void of(Impu user, Diversion diversion) {
        seconds("noReplySeconds", diversion.noReplySeconds());
        ids(diversion.rules().stream().map(Simservs.DiversionRule::id).toList());
        diversion.rules().forEach(rule -> {
            target(user, rule.forwardTo().target());
            conditions(rule.conditions());
        });
    }

    /** It becomes a Request-URI, and must not lead back to the user. */
    private static void target(Impu user, String target) {
        var problem = Targets.problem(target);
        if (!problem.isEmpty()) {
            throw new BadSetting(problem);
        }
        if (Impu.parse(target).equals(user)) {
            throw new BadSetting("'" + target + "' is the user's own identity: calls would come back for ever.");
        }
    }

    public static void of(Barring barring) {
        ids(barring.rules().stream().map(Simservs.BarringRule::id).toList());
        barring.rules().forEach(rule -> conditions(rule.conditions()));
    }

    private static void ids(List<String> ids) {
        if (ids.size() > RULES) {
            throw new BadSetting("There are " + ids.size() + " rules: give at most " + RULES + ".");
        }
        var seen = new HashSet<String>();
        for (var id : ids) {
            if (!id.matches("[A-Za-z_][A-Za-z0-9_.-]{0,63}")) {
                throw new BadSetting("'" + id + "' is no rule id: begin with a letter, go on with letters and digits.");
            }
            if (!seen.add(id)) {
                throw new BadSetting("Two rules are called '" + id + "'.");
            }
        }
    }

    private static void conditions(List<Condition> conditions) {
        for (var condition : conditions) {
            switch (condition) {
                case Condition.Identity(var one, var domains, var except) -> {
                    entries("one", one);
                    entries("except", except);
                    size("domains", domains);
                }
                case Condition.Unknown(var name) ->
                    throw new BadSetting("'" + name + "' is no condition that is known here.");
                case Condition.Validity(var periods) -> size("periods", periods);
                case Condition.Media(var media) -> {
                    if (!media.matches("[A-Za-z0-9-]{1,32}")) {
                        throw new BadSetting("'" + media + "' is no kind of media: give audio, video, text, message.");
                    }
                }
                case Condition.Situation ignored -> {}
                case Condition.Daily ignored -> {}
            }
        }
    }

    public static void of(Screening screening) {
        entries("whiteList", screening.whiteList());
        entries("blackList", screening.blackList());
    }

    /** An identity, or the beginning of one and a star. */
    private static void entries(String list, List<String> entries) {
        size(list, entries);
        for (var entry : entries) {
            boolean prefix = entry.matches("(tel:\\+[0-9]{0,15}|sips?:[^\\s<>\"]{1,200})\\*");
            if (!prefix && Parties.canonical(entry).isEmpty()) {
                throw new BadSetting("'" + entry + "' in " + list
                        + " is nobody: give sip:user@domain, tel:+number or tel:+prefix*.");
            }
        }
    }

    private static void size(String list, List<?> entries) {
        if (entries.size() > ENTRIES) {
            throw new BadSetting(list + " has " + entries.size() + " entries: give at most " + ENTRIES + ".");
        }
    }

    public static void of(Impu user, Ringing ringing) {
        seconds("seconds", ringing.seconds());
        if (ringing.targets().size() > PHONES) {
            throw new BadSetting("More than " + PHONES + " phones cannot ring for one user.");
        }
        ringing.targets().forEach(target -> target(user, target));
    }

    private static void seconds(String name, @Nullable Integer seconds) {
        if (seconds != null && (seconds < 5 || seconds > 180)) {
            throw new BadSetting(name + " is " + seconds + ": give 5 to 180.");
        }
    }

    public static void of(ShortNumbers numbers) {
        if (numbers.numbers().size() > ENTRIES) {
            throw new BadSetting("A group has at most " + ENTRIES + " short numbers.");
        }
        numbers.numbers().forEach((dialled, target) -> {
            if (!dialled.matches("[0-9]{1,6}")) {
                throw new BadSetting("'" + dialled + "' is no short number: give one to six digits.");
            }
            var problem = Targets.problem(target);
            if (!problem.isEmpty()) {
                throw new BadSetting(problem);
            }
        });
    }
}
