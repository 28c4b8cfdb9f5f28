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

    private static boolean serves(TriggerPoint trigger) {
        return new ServiceProfile(List.of(criterion(1, Optional.of(trigger), "sip:as.home"))).servesUnregistered();
    }

    private static FilterCriterion criterion(int priority, Optional<TriggerPoint> trigger, String server) {
        return new FilterCriterion(priority, trigger, server, DefaultHandling.SESSION_CONTINUED);
    }
}
