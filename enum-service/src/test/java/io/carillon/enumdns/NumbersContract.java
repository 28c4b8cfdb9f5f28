package io.carillon.enumdns;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.enumdns.Numbers.Node;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of numbers does. */
public abstract class NumbersContract {
    private static final E164 ALICE = E164.parse("+4930100");
    private static final E164 BOB = E164.parse("+4930101");
    private static final E164 PORTED = E164.parse("+49301019");

    private Numbers numbers;

    protected abstract Numbers empty();

    protected static NumberMapping sip(E164 number, String uri) {
        return new NumberMapping(number, Optional.of(uri), Optional.empty(), false);
    }

    @BeforeEach
    void fill() {
        numbers = empty();
        numbers.put(sip(ALICE, "sip:alice@example.net"));
        numbers.put(sip(BOB, "sip:bob@example.net"));
        numbers.put(new NumberMapping(PORTED, Optional.empty(), Optional.of("+49199"), true));
    }

    @Test
    void a_number_is_found_as_it_was_put() {
        assertThat(numbers.find(ALICE)).hasValue(sip(ALICE, "sip:alice@example.net"));
        assertThat(numbers.find(PORTED).orElseThrow().routingNumber()).hasValue("+49199");
        assertThat(numbers.find(E164.parse("1"))).isEmpty();
    }

    @Test
    void a_name_is_a_number_or_the_beginning_of_one_or_nothing() {
        assertThat(numbers.look(ALICE)).isInstanceOf(Node.Mapped.class);
        assertThat(numbers.look(BOB)).as("also the beginning of another").isInstanceOf(Node.Mapped.class);
        assertThat(numbers.look(E164.parse("4930"))).isInstanceOf(Node.Prefix.class);
        assertThat(numbers.look(E164.parse("4"))).isInstanceOf(Node.Prefix.class);
        assertThat(numbers.look(E164.parse("49301000"))).isInstanceOf(Node.Nothing.class);
        assertThat(numbers.look(E164.parse("5"))).isInstanceOf(Node.Nothing.class);
        assertThat(numbers.look(E164.parse("3"))).isInstanceOf(Node.Nothing.class);
    }

    @Test
    void put_replaces_and_tells_whether_it_created() {
        assertThat(numbers.put(sip(ALICE, "sip:other@example.net"))).isFalse();
        assertThat(numbers.put(sip(E164.parse("1"), "sip:one@example.net"))).isTrue();
        assertThat(numbers.find(ALICE).flatMap(NumberMapping::uri)).hasValue("sip:other@example.net");
    }

    @Test
    void remove_tells_whether_there_was_one() {
        assertThat(numbers.remove(ALICE)).isTrue();
        assertThat(numbers.remove(ALICE)).isFalse();
        assertThat(numbers.look(ALICE)).isInstanceOf(Node.Nothing.class);
    }

    @Test
    void lists_go_on_behind_a_number() {
        assertThat(numbers.list(Optional.empty(), Optional.empty(), 2))
                .extracting(NumberMapping::number)
                .containsExactly(ALICE, BOB);
        assertThat(numbers.list(Optional.empty(), Optional.of(BOB), 2))
                .extracting(NumberMapping::number)
                .containsExactly(PORTED);
    }

    @Test
    void those_with_a_beginning_are_listed_alone() {
        numbers.put(sip(E164.parse("493"), "sip:short@example.net"));
        numbers.put(sip(E164.parse("4931"), "sip:other@example.net"));
        var beginning = Optional.of(E164.parse("+49301"));
        assertThat(numbers.list(beginning, Optional.empty(), 9))
                .extracting(NumberMapping::number)
                .containsExactly(ALICE, BOB, PORTED);
        assertThat(numbers.list(beginning, Optional.of(ALICE), 1))
                .extracting(NumberMapping::number)
                .containsExactly(BOB);
        assertThat(numbers.list(Optional.of(E164.parse("7")), Optional.empty(), 9))
                .isEmpty();
    }
}
