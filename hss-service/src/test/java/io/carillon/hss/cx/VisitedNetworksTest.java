package io.carillon.hss.cx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class VisitedNetworksTest {
    @Test
    void a_list_is_the_law_and_no_list_is_no_law() {
        assertThat(new VisitedNetworks(Set.of()).allow("anything")).isTrue();
        var some = new VisitedNetworks(Set.of("Home.example"));
        assertThat(some.allow("home.EXAMPLE")).isTrue();
        assertThat(some.allow("abroad.example")).isFalse();
    }
}
