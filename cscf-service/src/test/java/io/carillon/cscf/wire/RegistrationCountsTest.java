package io.carillon.cscf.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Attempted and successful initial, re- and de-registrations at the S-CSCF (TS 32.409). */
class RegistrationCountsTest extends PhoneStage {
    private final Map<String, Double> before = counts();

    @Test
    void each_kind_is_counted_when_it_is_asked_for_and_when_it_comes_about() {
        phone.registers(core.cscf(1));
        phone.registers(core.cscf(1));
        phone.registers(core.cscf(1), contact(600), e -> e);
        phone.registers(core.cscf(1), contact(0), e -> e);

        are(1, "attempted initial_registration", "successful initial_registration");
        are(2, "attempted re_registration", "successful re_registration");
        are(1, "attempted de_registration", "successful de_registration");
    }

    @Test
    void who_is_refused_has_tried_for_what_he_wanted() {
        phone.registers(core.cscf(1), contact(10), e -> e);
        phone.registers(core.cscf(1));
        phone.password = "guess";
        phone.registers(core.cscf(1), contact(0), e -> e);

        are(2, "attempted initial_registration");
        are(1, "successful initial_registration", "attempted de_registration");
        are(0, "successful de_registration", "attempted re_registration");
    }

    @Test
    void another_device_of_the_same_user_is_no_initial_registration() {
        phone.registers(core.cscf(1));
        new Handset(alice, sbc, "tablet").registers(core.cscf(1));

        are(1, "successful initial_registration", "successful re_registration");
    }

    @Test
    void a_challenge_and_a_question_are_no_attempts() {
        phone.registers(core.cscf(2));
        sbc.asks(phone.register(contact(600), e -> e), core.cscf(1));
        phone.registers(core.cscf(1), "", e -> e);

        assertThat(counts()).isEqualTo(before);
    }

    private void are(int more, String... counters) {
        assertThat(counters)
                .allSatisfy(each -> assertThat(counts().get(each) - before.get(each))
                        .as(each)
                        .isEqualTo(more));
    }

    private Map<String, Double> counts() {
        var meters = core.bean(1, MeterRegistry.class);
        return Stream.of("attempted", "successful")
                .flatMap(what -> meters.get("registrations." + what).counters().stream()
                        .map(counter -> Map.entry(what + " " + counter.getId().getTag("kind"), counter.count())))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
