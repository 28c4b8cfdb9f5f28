package io.carillon.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TelUriTest {

    @Test
    void visual_separators_are_kept_in_the_text_and_left_out_of_the_number() {
        TelUri uri = TelUri.parse("tel:+1-(201)-555.0123;ext=7");
        assertThat(uri).hasToString("tel:+1-(201)-555.0123;ext=7");
        assertThat(uri.number()).isEqualTo("+12015550123");
        assertThat(uri.isGlobal()).isTrue();
        assertThat(uri.param("EXT")).contains("7");
        assertThat(uri.hasParam("isub")).isFalse();
        assertThat(TelUri.ofE164("491711234567")).isEqualTo(TelUri.ofE164("+491711234567"));
    }

    @Test
    void a_local_number_has_its_context() {
        TelUri uri = TelUri.parse("tel:*31#7042;phone-context=example.com");
        assertThat(uri.isGlobal()).isFalse();
        assertThat(uri.number()).isEqualTo("*31#7042");
        assertThat(uri.phoneContext()).contains("example.com");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tel:+1-201-555-0123 | TEL:+12015550123",
                "tel:+1;a=B;c | tel:+1;C;A=b",
                "tel:7042;phone-context=+1-914 | tel:7042;phone-context=+1914",
                "tel:7042;phone-context=Example.COM | tel:70-42;phone-context=example.com"
            })
    void equal_numbers(String one, String other) {
        assertThat(TelUri.parse(one)).isEqualTo(TelUri.parse(other)).hasSameHashCodeAs(TelUri.parse(other));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tel:+1201 | tel:1201;phone-context=+1",
                "tel:+1201 | tel:+1201;ext=1",
                "tel:7042;phone-context=a.example | tel:7042;phone-context=b.example"
            })
    void unequal_numbers(String one, String other) {
        assertThat(TelUri.parse(one)).isNotEqualTo(TelUri.parse(other));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sip:+1@h | scheme is not tel",
                "tel: | no digits",
                "tel:+ | no digits",
                "tel:+-. | no digits",
                "tel:+12a | is not part of a number",
                "tel:1234 | local number without phone-context",
                "tel:+12;=x | empty parameter name",
                "tel:+12;a= b | character not allowed"
            })
    void a_malformed_number_is_refused_with_what_is_wrong(String text, String problem) {
        assertThatThrownBy(() -> TelUri.parse(text))
                .isInstanceOf(IdentityFormatException.class)
                .hasMessageContaining(problem);
    }
}
