package io.carillon.hss.subscriber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.hss.subscriber.Condition.Case;
import io.carillon.hss.subscriber.Condition.Method;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServiceProfileTest {

    @Test
    void a_profile_serves_the_unregistered_if_a_criterion_may_hold_for_them() {
        assertThat(ServiceProfile.standard("home").servesUnregistered()).isTrue();
        assertThat(serves(TriggerPoint.all(new Method("INVITE")))).isTrue();
        assertThat(serves(TriggerPoint.all(new Method("REGISTER")))).isFalse();
        assertThat(serves(TriggerPoint.all(new Method("INVITE"), new Case(SessionCase.TERMINATING_REGISTERED))))
                .isFalse();
        assertThat(new ServiceProfile(List.of()).servesUnregistered()).isFalse();
        assertThat(new ServiceProfile(List.of(criterion(1, Optional.empty(), "sip:as.home"))).servesUnregistered())
                .isTrue();
    }

    @Test
    void priorities_are_distinct_and_servers_are_sip_uris() {
        assertThatThrownBy(() -> new ServiceProfile(List.of(
                        criterion(1, Optional.empty(), "sip:a.home"), criterion(1, Optional.empty(), "sip:b.home"))))
                .hasMessageContaining("priority 1");
        assertThatThrownBy(() -> new ServiceProfile(List.of(criterion(1, Optional.empty(), "as.home"))))
                .hasMessageContaining("not a SIP URI");
    }

    /** A call without its services is better than none; of a message the server may have one copy already. */
    @Test
    void calls_go_on_without_their_server_and_messages_do_not() {
        for (var each : ServiceProfile.standard("home").filterCriteria()) {
            boolean message = each.trigger().orElseThrow().triggers().stream()
                    .anyMatch(point -> point.condition().equals(new Method("MESSAGE")));
            assertThat(each.defaultHandling())
                    .as("priority " + each.priority())
                    .isEqualTo(message ? DefaultHandling.SESSION_TERMINATED : DefaultHandling.SESSION_CONTINUED);
        }
    }

    private static boolean serves(TriggerPoint trigger) {
        return new ServiceProfile(List.of(criterion(1, Optional.of(trigger), "sip:as.home"))).servesUnregistered();
    }

    private static FilterCriterion criterion(int priority, Optional<TriggerPoint> trigger, String server) {
        return new FilterCriterion(priority, trigger, server, DefaultHandling.SESSION_CONTINUED);
    }
}
