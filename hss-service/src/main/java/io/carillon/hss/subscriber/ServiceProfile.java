package io.carillon.hss.subscriber;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.carillon.hss.subscriber.Condition.Case;
import io.carillon.hss.subscriber.Condition.Header;
import io.carillon.hss.subscriber.Condition.Method;
import io.carillon.identity.SipUri;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The services of a subscriber.
 *
 * @param sharedSets numbers of sets of filter criteria that the S-CSCFs know (shared iFC, TS 29.228 Annex B.2.1)
 * @param mediaProfile which media it may use, by a number that the S-CSCFs know (core network services authorisation)
 */
public record ServiceProfile(
        List<@Valid FilterCriterion> filterCriteria,
        @JsonSetter(nulls = Nulls.AS_EMPTY) List<@Min(0) Integer> sharedSets,
        Optional<@Min(0) Integer> mediaProfile) {
    public static final String DEFAULT = "default";

    public ServiceProfile {
        var priorities = new HashSet<Integer>();
        for (FilterCriterion each : filterCriteria) {
            if (!priorities.add(each.priority())) {
                throw new IllegalArgumentException("two filter criteria have priority " + each.priority()
                        + ": give each its own, the lowest is asked first");
            }
            SipUri.parse(each.applicationServer());
        }
        filterCriteria = List.copyOf(filterCriteria);
        sharedSets = List.copyOf(sharedSets);
    }

    public ServiceProfile(List<FilterCriterion> filterCriteria) {
        this(filterCriteria, List.of(), Optional.empty());
    }

    /**
     * Telephony for calls, messaging for SMS, pager messages, sessions of messages and third-party registration. A call
     * goes on without its server; a message is refused then, as a server that falls silent may have kept it
     * (docs/decisions/0014).
     */
    public static ServiceProfile standard(String homeDomain) {
        String tas = "sip:tas." + homeDomain;
        String im = "sip:im." + homeDomain;
        var invite = new Method("INVITE");
        var message = new Method("MESSAGE");
        var sms = new Header("Content-Type", Optional.of("application/vnd\\.3gpp\\.sms"));
        var chat = new Condition.SessionDescription("m", Optional.of("message .*MSRP.*"));
        var calling = new Case(SessionCase.ORIGINATING_REGISTERED);
        var called = new Case(SessionCase.TERMINATING_REGISTERED);
        var calledAway = new Case(SessionCase.TERMINATING_UNREGISTERED);
        return new ServiceProfile(List.of(
                criterion(10, TriggerPoint.all(invite, calling), tas),
                criterion(15, TriggerPoint.all(invite, called, chat), im),
                criterion(16, TriggerPoint.all(invite, calledAway, chat), im),
                criterion(20, TriggerPoint.all(invite, called).butNot(chat), tas),
                criterion(21, TriggerPoint.all(invite, calledAway).butNot(chat), tas),
                criterion(30, TriggerPoint.all(message, calling, sms), im).with(DefaultHandling.SESSION_TERMINATED),
                criterion(40, TriggerPoint.all(message, called).butNot(sms), im)
                        .with(DefaultHandling.SESSION_TERMINATED),
                criterion(41, TriggerPoint.all(message, calledAway).butNot(sms), im)
                        .with(DefaultHandling.SESSION_TERMINATED),
                criterion(50, TriggerPoint.all(new Method("REGISTER")), im).withAnswer()));
    }

    /** Whether calls and messages for a user who is not registered go anywhere (TS 29.228 §6.1.4.1). */
    public boolean servesUnregistered() {
        return !sharedSets.isEmpty()
                || filterCriteria.stream()
                        .filter(each -> each.profilePart()
                                .filter(ProfilePart.REGISTERED::equals)
                                .isEmpty())
                        .anyMatch(each -> each.trigger()
                                .map(TriggerPoint::servesUnregistered)
                                .orElse(true));
    }

    /** The application servers that another profile has other criteria for. */
    public Set<String> differingServers(ServiceProfile other) {
        return Stream.concat(filterCriteria.stream(), other.filterCriteria.stream())
                .map(FilterCriterion::applicationServer)
                .filter(each -> !criteriaOf(each).equals(other.criteriaOf(each)))
                .collect(Collectors.toUnmodifiableSet());
    }

    public List<FilterCriterion> criteriaOf(String applicationServer) {
        return filterCriteria.stream()
                .filter(each -> each.applicationServer().equals(applicationServer))
                .toList();
    }

    private static FilterCriterion criterion(int priority, TriggerPoint trigger, String applicationServer) {
        return new FilterCriterion(
                priority, Optional.of(trigger), applicationServer, DefaultHandling.SESSION_CONTINUED);
    }
}
