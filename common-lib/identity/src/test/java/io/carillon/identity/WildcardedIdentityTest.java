package io.carillon.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class WildcardedIdentityTest {

    @Test
    void the_part_between_the_marks_is_an_expression_and_the_rest_is_literal() {
        var chat = WildcardedIdentity.parse("sip:chat!-[0-9]+!@a.home").orElseThrow();
        var pattern = Pattern.compile(chat.regularExpression());
        assertThat("sip:chat-17@a.home").matches(pattern);
        assertThat("sip:chat-@a.home").doesNotMatch(pattern);
        assertThat("sip:chat-17@aXhome").doesNotMatch(pattern);
    }

    @Test
    void what_a_uri_cannot_hold_is_escaped() {
        String escaped = WildcardedIdentity.escaped("sip:chat!-[0-9]{2}|\\d!@A.home");
        assertThat(escaped).isEqualTo("sip:chat!-%5B0-9%5D%7B2%7D%7C%5Cd!@A.home");
        assertThat(WildcardedIdentity.escaped(escaped)).isEqualTo(escaped);
        Impu impu = Impu.parse(escaped);
        assertThat(WildcardedIdentity.parse(impu.value()).orElseThrow().expression())
                .isEqualTo("-[0-9]{2}|\\d");
        assertThat(impu).isEqualTo(Impu.parse(impu.value()));
    }

    @Test
    void a_single_mark_is_part_of_a_name() {
        assertThat(WildcardedIdentity.parse("sip:hey!@home")).isEmpty();
        assertThat(WildcardedIdentity.parse("sip:hey!!@home")).isEmpty();
        assertThat(WildcardedIdentity.parse("sip:hey@home")).isEmpty();
    }
}
