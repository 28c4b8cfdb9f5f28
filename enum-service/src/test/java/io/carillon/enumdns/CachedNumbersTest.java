package io.carillon.enumdns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.carillon.enumdns.Numbers.Node;
import io.carillon.enumdns.Numbers.StoreAway;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CachedNumbersTest {
    private static final E164 ALICE = E164.parse("+4930100");
    private static final NumberMapping MAPPING =
            new NumberMapping(ALICE, Optional.of("sip:a@example.net"), Optional.empty(), false);

    private final AtomicLong now = new AtomicLong();
    private final InMemoryNumbers store = new InMemoryNumbers();
    private final CachedNumbers numbers = cached(store);

    private CachedNumbers cached(Numbers behind) {
        EnumProperties.Cache settings = new EnumProperties.Cache(1000, Duration.ofSeconds(5), Duration.ofHours(1));
        return new CachedNumbers(behind, settings, Duration.ofSeconds(1), now::get);
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Nested
    class AsAnyStore extends NumbersContract {
        @Override
        protected Numbers empty() {
            return cached(new InMemoryNumbers());
        }
    }

    @Test
    void a_name_is_looked_up_once_while_fresh() {
        store.put(MAPPING);
        numbers.look(ALICE);
        numbers.look(ALICE);
        assertThat(store.looks).hasValue(1);
        pass(Duration.ofSeconds(6));
        numbers.look(ALICE);
        assertThat(store.looks).hasValue(2);
    }

    @Test
    void a_write_is_seen_at_once_by_the_number_and_its_prefixes() {
        E164 prefix = E164.parse("4930");
        assertThat(numbers.look(ALICE)).isInstanceOf(Node.Nothing.class);
        assertThat(numbers.look(prefix)).isInstanceOf(Node.Nothing.class);
        numbers.put(MAPPING);
        assertThat(numbers.look(ALICE)).isInstanceOf(Node.Mapped.class);
        assertThat(numbers.look(prefix)).isInstanceOf(Node.Prefix.class);
        numbers.remove(ALICE);
        assertThat(numbers.look(ALICE)).isInstanceOf(Node.Nothing.class);
        assertThat(numbers.look(prefix)).isInstanceOf(Node.Nothing.class);
    }

    @Test
    void while_the_store_is_away_old_answers_serve_and_it_is_left_alone() {
        store.put(MAPPING);
        numbers.look(ALICE);
        store.away(true);
        pass(Duration.ofMinutes(10));
        assertThat(numbers.look(ALICE)).isInstanceOf(Node.Mapped.class);
        E164 unseen = E164.parse("1");
        assertThatExceptionOfType(StoreAway.class).isThrownBy(() -> numbers.look(unseen));
        assertThat(store.looks).hasValue(2);
        pass(Duration.ofSeconds(2));
        store.away(false);
        assertThat(numbers.look(unseen)).isInstanceOf(Node.Nothing.class);
    }

    @Test
    void an_answer_too_old_serves_no_more() {
        store.put(MAPPING);
        numbers.look(ALICE);
        store.away(true);
        pass(Duration.ofHours(2));
        assertThatExceptionOfType(StoreAway.class).isThrownBy(() -> numbers.look(ALICE));
    }
}
