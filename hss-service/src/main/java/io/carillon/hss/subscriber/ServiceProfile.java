package io.carillon.hss.subscriber;

import io.carillon.hss.subscriber.Condition.Case;
import io.carillon.hss.subscriber.Condition.Header;
import io.carillon.hss.subscriber.Condition.Method;
import io.carillon.identity.SipUri;
import jakarta.validation.Valid;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** The services of a subscriber: its initial filter criteria. */
public record ServiceProfile(List<@Valid FilterCriterion> filterCriteria) {
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
    }

    /** Telephony for calls, messaging for SMS, pager messages, sessions of messages and third-party registration. */
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
                criterion(30, TriggerPoint.all(message, calling, sms), im),
                criterion(40, TriggerPoint.all(message, called).butNot(sms), im),
                criterion(41, TriggerPoint.all(message, calledAway).butNot(sms), im),
                criterion(50, TriggerPoint.all(new Method("REGISTER")), im).withAnswer()));
    }

    /** Whether calls and messages for a user who is not registered go anywhere (TS 29.228 §6.1.4.1). */
    public boolean servesUnregistered() {
        return filterCriteria.stream()
                .anyMatch(each ->
                        each.trigger().map(TriggerPoint::servesUnregistered).orElse(true));
    }

    private static FilterCriterion criterion(int priority, TriggerPoint trigger, String applicationServer) {
        return new FilterCriterion(
                priority, Optional.of(trigger), applicationServer, DefaultHandling.SESSION_CONTINUED);
    }
}
