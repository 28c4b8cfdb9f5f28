package io.carillon.tas.simservs;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One condition of a rule (RFC 4745 §7, TS 24.604 §4.9.1.3, TS 24.611 §4.9.1.3); a rule matches if all of its hold. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Condition.Situation.class, name = "situation"),
    @JsonSubTypes.Type(value = Condition.Media.class, name = "media"),
    @JsonSubTypes.Type(value = Condition.Identity.class, name = "identity"),
    @JsonSubTypes.Type(value = Condition.Validity.class, name = "validity"),
    @JsonSubTypes.Type(value = Condition.Daily.class, name = "daily"),
    @JsonSubTypes.Type(value = Condition.Unknown.class, name = "unknown")
})
public sealed interface Condition {
    /** What a call may find, each an empty element of the document. */
    enum Fact {
        BUSY("busy"),
        NO_ANSWER("no-answer"),
        NOT_REACHABLE("not-reachable"),
        NOT_REGISTERED("not-registered"),
        ANONYMOUS("anonymous"),
        DIVERTED("communication-diverted"),
        ROAMING("roaming"),
        INTERNATIONAL("international"),
        RULE_DEACTIVATED("rule-deactivated");

        private final String element;

        Fact(String element) {
            this.element = element;
        }

        String element() {
            return element;
        }

        /** True of what becomes of the call, not of how it came. */
        public boolean isOutcome() {
            return this == BUSY || this == NO_ANSWER || this == NOT_REACHABLE || this == NOT_REGISTERED;
        }
    }

    record Situation(Fact fact) implements Condition {}

    /** @param media audio, video, … as in an m= line */
    record Media(String media) implements Condition {}

    /**
     * Who the other side is (RFC 4745 §7.1).
     *
     * @param one these identities
     * @param domains everybody of these domains, or of all with {@code *}
     * @param except but not these
     */
    record Identity(List<String> one, List<String> domains, List<String> except) implements Condition {
        public Identity {
            one = List.copyOf(one);
            domains = List.copyOf(domains);
            except = List.copyOf(except);
        }
    }

    record Validity(List<Period> periods) implements Condition {
        public Validity {
            periods = List.copyOf(periods);
        }
    }

    record Period(Instant from, Instant until) {}

    /**
     * A time of the day, past midnight if it ends before it begins.
     *
     * @param days on which it begins; empty for every day
     */
    record Daily(LocalTime from, LocalTime until, @Nullable Set<DayOfWeek> days) implements Condition {
        public Daily {
            days = days == null ? Set.of() : Set.copyOf(days);
        }
    }

    /** Somebody else's condition: a rule that has it never matches (RFC 4745 §10.1). */
    record Unknown(String name) implements Condition {}
}
