package io.carillon.launcher.demo;

import static io.carillon.launcher.demo.Expectation.arrow;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.node.trace.TraceEvent.Protocol;
import io.carillon.trace.Arrow;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StoryPartsTest {

    @Test
    void an_arrow_is_expected_by_the_roles_at_its_ends_and_the_begin_of_its_words() {
        var invite = new Arrow(Instant.EPOCH, "alice.demo", "sbc-2", Protocol.SIP, "INVITE tel:+493023125002", "");
        assertThat(arrow("alice.demo", "sbc", "INVITE").metBy(invite)).isTrue();
        assertThat(arrow("alice.demo", "cscf", "INVITE").metBy(invite)).isFalse();
        assertThat(arrow("alice.demo", "sbc", "BYE").metBy(invite)).isFalse();
        assertThat(arrow("cscf", "sbc", "INVITE")).hasToString("cscf → sbc INVITE");
    }

    @Test
    void each_cast_has_keys_of_its_own() {
        Cast first = Cast.ofDomain("home");
        Cast second = Cast.ofDomain("home");
        assertThat(first.alice().ki()).hasSize(32).isNotEqualTo(second.alice().ki());
        assertThat(first.bob().password()).isNotEqualTo(second.bob().password());
        assertThat(first.alice().impus()).containsExactly("sip:alice.demo@home", "tel:+493023125001");
    }
}
