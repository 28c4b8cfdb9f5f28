package io.carillon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TablesTest {
    private final Map<String, Room> rooms = new HashMap<>();
    private final Runnable[] bells = new Runnable[4];

    /** A table in a table. */
    private record Room(List<String> guests) {}

    @Test
    void what_grows_is_found_wherever_it_is_held() {
        var house = List.of(Optional.of(this));
        var before = Tables.of(house);
        assertThat(before).containsEntry("TablesTest.rooms", 0).containsEntry("TablesTest.bells", 0);

        var guests = new ArrayList<>(List.of("una", "vic"));
        rooms.put("1", new Room(guests));
        bells[2] = guests::clear;
        assertThat(Tables.grown(before, Tables.of(house)))
                .containsEntry("TablesTest.rooms", "0 -> 1")
                .containsEntry("TablesTest.bells", "0 -> 1")
                .containsEntry("Room.guests", "0 -> 2");

        bells[2].run();
        rooms.clear();
        bells[2] = null;
        assertThat(Tables.grown(before, Tables.of(Set.of(this)))).isEmpty();
    }
}
