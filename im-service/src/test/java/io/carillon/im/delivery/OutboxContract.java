package io.carillon.im.delivery;

import static io.carillon.im.delivery.StepTest.NOW;
import static io.carillon.im.delivery.StepTest.pending;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.im.store.State;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every outbox keeps to. */
public abstract class OutboxContract {
    private final String bob = "sip:" + UUID.randomUUID() + "@example.org";

    protected abstract Outbox outbox();

    private Pending put(String origin) {
        var message = pending(bob, origin, Progress.waiting(NOW), false);
        assertThat(outbox().put(message)).isTrue();
        return message;
    }

    @Test
    void what_is_put_is_found_whole() {
        var put = put("a");
        var found = outbox().find(put.ticket()).orElseThrow();
        assertThat(found).usingRecursiveComparison().isEqualTo(put);
        assertThat(outbox().of(bob, 10)).hasSize(1);
        assertThat(outbox().of("sip:nobody@example.org", 10)).isEmpty();
    }

    @Test
    void putting_it_again_changes_nothing() {
        var put = put("a");
        var again = pending(bob, "a", Progress.waiting(NOW.plusSeconds(9)), false);
        assertThat(outbox().put(again)).isFalse();
        assertThat(outbox().of(bob, 10))
                .singleElement()
                .satisfies(found -> assertThat(found.ticket()).isEqualTo(put.ticket()));
    }

    @Test
    void of_two_who_change_it_one_does() {
        var read = put("a");
        var mine = read.with(read.progress().sent(NOW));
        var theirs = read.with(read.progress().done(new Outcome(State.DELIVERED, NOW, "")));
        assertThat(outbox().replace(read, mine)).isTrue();
        assertThat(outbox().replace(read, theirs)).isFalse();
        assertThat(outbox().find(read.ticket()).orElseThrow().progress()).isEqualTo(mine.progress());
        assertThat(outbox().replace(mine, mine.with(mine.progress().again(NOW))))
                .isTrue();
    }

    @Test
    void what_is_removed_is_gone_and_cannot_be_changed() {
        var put = put("a");
        outbox().remove(put);
        outbox().remove(put);
        assertThat(outbox().find(put.ticket())).isEmpty();
        assertThat(outbox().replace(put, put.with(put.progress().sent(NOW)))).isFalse();
        assertThat(outbox().of(bob, 10)).isEmpty();
    }

    @Test
    void what_was_submitted_twice_is_removed_and_cannot_be_put_again() {
        var stored = pending(bob, "a", Progress.waiting(NOW), false).asRepeated();
        assertThat(outbox().put(stored)).isTrue();
        assertThat(outbox().find(stored.ticket()))
                .hasValueSatisfying(found -> assertThat(found.repeated()).isTrue());
        var behind = put("b");
        outbox().remove(stored.with(stored.progress().done(new Outcome(State.DELIVERED, NOW, ""))));
        assertThat(outbox().put(pending(bob, "a", Progress.waiting(NOW), false)))
                .as("who heard of it first and was slow")
                .isFalse();
        assertThat(outbox().replace(stored, stored.with(stored.progress().sent(NOW))))
                .isFalse();
        assertThat(outbox().find(stored.ticket())).isEmpty();
        assertThat(outbox().of(bob, 1)).extracting(Pending::id).containsExactly(behind.id());
        assertThat(ofAll()).extracting(Pending::id).containsExactly(behind.id());
    }

    @Test
    void the_oldest_come_first() {
        var late = Pending.of(draftAt(20), Progress.waiting(NOW));
        var early = Pending.of(draftAt(10), Progress.waiting(NOW));
        outbox().put(late);
        outbox().put(early);
        assertThat(outbox().of(bob, 10)).extracting(Pending::id).containsExactly(early.id(), late.id());
        assertThat(outbox().of(bob, 1)).extracting(Pending::id).containsExactly(early.id());
        assertThat(ofAll()).hasSize(2);
    }

    /** What goes through the whole outbox finds of this test. */
    private List<Pending> ofAll() {
        var seen = new ArrayList<Pending>();
        outbox().forEach(each -> {
            if (each.recipient().equals(bob)) {
                seen.add(each);
            }
        });
        return seen;
    }

    private Pending.Draft draftAt(long seconds) {
        var at = NOW.plusSeconds(seconds);
        return new Pending.Draft(
                io.carillon.im.store.MessageId.of(at, "x"),
                io.carillon.im.store.Kind.TEXT,
                "sip:alice@example.org",
                bob,
                "sip:alice@example.org",
                true,
                "text/plain",
                "hello".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                at,
                at.plusSeconds(60),
                false,
                java.util.Optional.empty(),
                "call",
                "");
    }
}
