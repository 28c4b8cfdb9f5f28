package io.carillon.hss.slf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.hss.slf.Route.Range;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RoutesTest {
    private final Routes routes = new Routes(List.of(
            new Route(
                    List.of("hss-1"),
                    List.of(new Range("001010000000000", "001010000499999"), new Range("4930100", "4930199")),
                    Set.of("sip:press@home")),
            new Route(
                    List.of("hss-2", "hss-3"),
                    List.of(new Range("001010000500000", "001010000999999")),
                    Set.of("sip:001010000000007@home"))));

    private Optional<List<String>> of(List<String> identities) {
        return routes.named(identities).or(() -> routes.ranged(identities));
    }

    @Test
    void a_user_is_found_by_his_number_or_by_name_and_the_name_counts_more() {
        assertThat(of(List.of("001010000499999@home"))).contains(List.of("hss-1"));
        assertThat(of(List.of("sip:001010000500000@home"))).contains(List.of("hss-2", "hss-3"));
        assertThat(of(List.of("tel:+4930150"))).contains(List.of("hss-1"));
        assertThat(of(List.of("sip:+4930150@home;user=phone"))).contains(List.of("hss-1"));
        assertThat(of(List.of("sip:press@home"))).contains(List.of("hss-1"));
        assertThat(of(List.of("sip:001010000000007@home"))).contains(List.of("hss-2", "hss-3"));
    }

    @Test
    void who_is_in_no_route_is_nobodys() {
        assertThat(of(List.of("001010001000000@home"))).isEmpty();
        assertThat(of(List.of("tel:+493015"))).isEmpty();
        assertThat(of(List.of("sip:alice@home"))).isEmpty();
        assertThat(of(List.of())).isEmpty();
    }

    @Test
    void a_range_has_two_ends_of_one_length() {
        for (String to : List.of("12", "1000", "abc", "")) {
            assertThatThrownBy(() -> new Range("200", to)).hasMessageContaining("a range goes");
        }
    }
}
