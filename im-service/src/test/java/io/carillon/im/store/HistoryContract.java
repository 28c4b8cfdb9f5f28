package io.carillon.im.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.im.store.History.Entry;
import io.carillon.im.store.History.Place;
import io.carillon.im.store.History.Query;
import io.carillon.im.store.History.Side;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every history keeps to. */
public abstract class HistoryContract {
    private static final Instant START = Instant.parse("2026-11-21T03:00:00Z");

    private final String alice = "sip:alice-" + UUID.randomUUID() + "@example.org";
    private final String bob = "sip:bob-" + UUID.randomUUID() + "@example.org";
    private final String carol = "tel:+49" + Math.abs(UUID.randomUUID().getMostSignificantBits() % 1_000_000_000_000L);

    protected abstract History history();

    private StoredMessage written(long second, String sender, String recipient) {
        var at = START.plusSeconds(second);
        var message = StoredMessage.accepted(
                MessageId.of(at, sender, recipient, Long.toString(second)),
                Kind.SMS,
                sender,
                recipient,
                "application/vnd.3gpp.sms",
                Optional.of("text " + second),
                at);
        history().record(message);
        return message;
    }

    private List<Entry> find(String user, String... peers) {
        return history()
                .find(new Query(Set.of(user), Set.of(peers), START, START.plusSeconds(1_000), 100, Optional.empty()))
                .entries();
    }

    @Test
    void a_message_is_whole_in_both_histories() {
        var message = written(1, alice, bob);
        assertThat(find(alice)).containsExactly(new Entry(Side.SENT, message));
        assertThat(find(bob)).containsExactly(new Entry(Side.RECEIVED, message));
        assertThat(find(carol)).isEmpty();
    }

    @Test
    void one_message_is_looked_at_when_it_is_whole() {
        var message = written(1, alice, bob);
        var other = StoredMessage.accepted(
                MessageId.of(START, carol), Kind.TEXT, carol, bob, "text/plain", Optional.empty(), START);
        assertThat(history().look(message)).contains(message);
        history().change(other, State.DISPLAYED, START.plusSeconds(1), "");
        assertThat(history().look(other)).isEmpty();
    }

    @Test
    void with_all_its_states_at_once() {
        var message = written(1, alice, bob).in(State.FAILED, START.plusSeconds(9), "SIP 603");
        history().record(message);
        assertThat(find(alice)).containsExactly(new Entry(Side.SENT, message));
        assertThat(find(bob)).containsExactly(new Entry(Side.RECEIVED, message));
    }

    @Test
    void writing_it_twice_is_writing_it_once() {
        written(1, alice, bob);
        var message = written(1, alice, bob);
        var end = START.plusSeconds(9);
        history().change(message, State.DELIVERED, end, "");
        history().change(message, State.DELIVERED, end, "");
        assertThat(find(alice)).singleElement().satisfies(entry -> {
            assertThat(entry.message().state()).isEqualTo(State.DELIVERED);
            assertThat(entry.message().states())
                    .containsEntry(State.ACCEPTED, message.accepted())
                    .containsEntry(State.DELIVERED, end);
        });
    }

    @Test
    void a_failure_says_why_on_both_sides() {
        var message = written(1, alice, bob);
        history().change(message, State.FAILED, START.plusSeconds(9), "RP cause 111");
        for (var user : List.of(alice, bob)) {
            assertThat(find(user).getFirst().message().state()).isEqualTo(State.FAILED);
            assertThat(find(user).getFirst().message().why()).isEqualTo("RP cause 111");
        }
        history().change(written(2, alice, bob), State.EXPIRED, START.plusSeconds(9), "validity period");
        assertThat(find(bob).getFirst().message().state()).isEqualTo(State.EXPIRED);
    }

    @Test
    void newest_first_with_any_peer_or_one() {
        var first = written(1, alice, bob);
        var second = written(2, carol, alice);
        var third = written(3, bob, alice);
        assertThat(find(alice)).extracting(Entry::message).containsExactly(third, second, first);
        assertThat(find(alice, bob)).extracting(Entry::message).containsExactly(third, first);
        assertThat(find(alice, bob, carol)).hasSize(3);
    }

    @Test
    void by_a_part_of_the_text_in_either_case() {
        written(11, alice, bob);
        var wanted = written(12, alice, bob);
        var query = new Query(Set.of(alice), Set.of(bob), START, START.plusSeconds(99), 10, Optional.empty());
        assertThat(history().find(query.withText(Optional.of("EXT 12"))).entries())
                .extracting(Entry::message)
                .containsExactly(wanted);
        assertThat(history().find(query.withText(Optional.of("nothing"))).entries())
                .isEmpty();
    }

    @Test
    void one_user_s_history_is_deleted_and_the_other_s_is_not() {
        written(1, alice, bob);
        written(2, bob, alice);
        written(3, carol, bob);
        assertThat(history().delete(Set.of(alice))).isEqualTo(2);
        assertThat(find(alice)).isEmpty();
        assertThat(find(bob)).hasSize(3);
        assertThat(history().delete(Set.of(alice))).isZero();
    }

    @Test
    void from_is_within_and_to_is_not() {
        written(1, alice, bob);
        var within = written(2, alice, bob);
        written(3, alice, bob);
        var query =
                new Query(Set.of(alice), Set.of(), START.plusSeconds(2), START.plusSeconds(3), 10, Optional.empty());
        assertThat(history().find(query).entries()).extracting(Entry::message).containsExactly(within);
    }

    @Test
    void several_names_of_one_user_are_one_history() {
        written(1, alice, bob);
        written(2, alice, carol);
        var query = new Query(Set.of(bob, carol), Set.of(), START, START.plusSeconds(9), 10, Optional.empty());
        assertThat(history().find(query).entries()).hasSize(2);
    }

    @Test
    void pages_give_each_entry_once_in_order() {
        var all = new ArrayList<StoredMessage>();
        for (int i = 0; i < 37; i++) {
            all.add(written(i / 3, alice, i % 2 == 0 ? bob : carol + i));
        }
        // To oneself: one message, two entries.
        written(5, alice, alice);
        Collections.shuffle(all, new Random(1));
        var places = new ArrayList<Place>();
        Optional<Place> after = Optional.empty();
        do {
            var page = history().find(new Query(Set.of(alice), Set.of(), START, START.plusSeconds(99), 10, after));
            page.entries().forEach(entry -> places.add(Place.of(entry)));
            after = page.next();
        } while (after.isPresent());
        assertThat(places).isSorted().doesNotHaveDuplicates();
        assertThat(places.stream().map(Place::id).distinct())
                .containsAll(all.stream().map(StoredMessage::id).toList());
        assertThat(places.stream()
                        .filter(place -> place.accepted().equals(START.plusSeconds(5)))
                        .map(Place::side))
                .contains(Side.RECEIVED);
    }
}
