package io.carillon.tas.simservs;

import io.carillon.tas.simservs.Condition.Fact;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a call is like when a rule is looked at.
 *
 * @param parties the identities of the other side, in canonical form
 * @param facts what is known to be true
 * @param media the kinds of the offered streams
 * @param now in the operator's time zone
 */
public record Circumstances(Set<String> parties, Set<Fact> facts, Set<String> media, ZonedDateTime now) {
    public Circumstances {
        parties = Set.copyOf(parties);
        facts = Set.copyOf(facts);
        media = Set.copyOf(media);
    }

    /** The same call, of which this is now known. */
    public Circumstances with(Fact fact) {
        var more = EnumSet.of(fact);
        more.addAll(facts);
        return new Circumstances(parties, more, media, now);
    }

    /** True if all of these conditions hold. */
    public boolean match(List<Condition> conditions) {
        return conditions.stream().allMatch(this::holds);
    }

    private boolean holds(Condition condition) {
        return switch (condition) {
            case Condition.Situation(var fact) -> facts.contains(fact);
            case Condition.Media(var kind) -> media.contains(kind.toLowerCase(Locale.ROOT));
            case Condition.Identity identity -> parties.stream().anyMatch(party -> names(identity, party));
            case Condition.Validity(var periods) ->
                periods.stream()
                        .anyMatch(period -> !now.toInstant().isBefore(period.from())
                                && now.toInstant().isBefore(period.until()));
            case Condition.Daily daily -> isIn(daily);
            case Condition.Unknown ignored -> false;
        };
    }

    private static boolean names(Condition.Identity identity, String party) {
        if (Parties.contains(identity.except(), party)) {
            return false;
        }
        return Parties.contains(identity.one(), party)
                || identity.domains().stream().anyMatch(domain -> domain.equals("*") || isOf(domain, party));
    }

    private static boolean isOf(String domain, String party) {
        return Optional.of(party.indexOf('@'))
                .filter(at -> at >= 0)
                .filter(at -> party.substring(at + 1).equalsIgnoreCase(domain))
                .isPresent();
    }

    /** A period past midnight belongs to the day on which it began. */
    private boolean isIn(Condition.Daily daily) {
        var time = now.toLocalTime();
        boolean begun = !time.isBefore(daily.from());
        boolean ended = !time.isBefore(daily.until());
        boolean overnight = daily.until().isBefore(daily.from());
        var day = overnight && !ended ? now.getDayOfWeek().minus(1) : now.getDayOfWeek();
        var days = daily.days();
        boolean inside = overnight ? begun || !ended : begun && !ended;
        return inside && (days == null || days.isEmpty() || days.contains(day));
    }
}
