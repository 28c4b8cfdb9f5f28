package io.carillon.diameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.diameter.cx.Cx;
import io.carillon.diameter.ro.Ro;
import io.carillon.diameter.rx.Rx;
import java.util.ArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for the request and the answer of every command, whatever is in it. */
class CodecTest {
    record Case(String name, Grammar<?> grammar) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> messages() {
        return Samples.procedures(Cx.APPLICATION, Rx.APPLICATION, Ro.APPLICATION)
                .flatMap(p ->
                        Stream.of(new Case(p.request(), p.requestGrammar()), new Case(p.answer(), p.answerGrammar())));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void all_data_survive_a_round_trip(Case message) {
        roundTrip(message.grammar());
    }

    private static <T> void roundTrip(Grammar<T> grammar) {
        T full = Samples.full(grammar);
        assertThat(grammar.read(encode(grammar, full))).isEqualTo(full);
        T smallest = Samples.smallest(grammar);
        assertThat(grammar.read(encode(grammar, smallest))).isEqualTo(smallest);
        assertThat(grammar.draft(full).build()).isEqualTo(full);
    }

    @ParameterizedTest
    @MethodSource("messages")
    void a_missing_avp_is_5005_and_named(Case message) {
        var avps = Avp.list(smallest(message.grammar()));
        for (var missing : avps) {
            var rest = new ArrayList<>(avps);
            rest.remove(missing);
            assertThatThrownBy(() -> message.grammar().read(encode(rest)))
                    .isInstanceOfSatisfying(AvpException.class, e -> {
                        assertThat(e.result()).isEqualTo(BaseResult.MISSING_AVP);
                        assertThat(e.failed().code()).isEqualTo(missing.code());
                        assertThat(e.failed().vendor()).isEqualTo(missing.vendor());
                    });
        }
    }

    @ParameterizedTest
    @MethodSource("messages")
    void an_avp_too_many_is_5009_and_named(Case message) {
        for (var doubled : Avp.list(smallest(message.grammar()))) {
            var avps = new ArrayList<>(Avp.list(smallest(message.grammar())));
            avps.add(doubled);
            try {
                message.grammar().read(encode(avps));
                assertThat(message.grammar()
                                .slots()
                                .many(message.grammar().slots().find(doubled.code(), doubled.vendor())))
                        .as("AVP %s may stand twice", doubled.code())
                        .isTrue();
            } catch (AvpException e) {
                assertThat(e.result()).isEqualTo(BaseResult.AVP_OCCURS_TOO_MANY_TIMES);
                assertThat(e.failed()).isEqualTo(doubled);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("messages")
    void an_unknown_mandatory_avp_is_5001_and_named(Case message) {
        var unknown = new Avp(99_999, 0, Avp.MANDATORY, Octets.of("?"));
        var avps = new ArrayList<>(Avp.list(smallest(message.grammar())));
        avps.add(unknown);
        assertThatThrownBy(() -> message.grammar().read(encode(avps))).isInstanceOfSatisfying(AvpException.class, e -> {
            assertThat(e.result()).isEqualTo(BaseResult.AVP_UNSUPPORTED);
            assertThat(e.failed()).isEqualTo(unknown);
        });
    }

    private static <T> Octets smallest(Grammar<T> grammar) {
        return encode(grammar, Samples.smallest(grammar));
    }

    private static <T> Octets encode(Grammar<T> grammar, T message) {
        var out = new AvpWriter();
        grammar.write(message, out);
        return out.octets();
    }

    private static Octets encode(Iterable<Avp> avps) {
        var out = new AvpWriter();
        avps.forEach(out::avp);
        return out.octets();
    }
}
