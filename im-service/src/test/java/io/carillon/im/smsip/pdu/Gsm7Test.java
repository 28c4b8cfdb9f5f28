package io.carillon.im.smsip.pdu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Gsm7Test {
    private static String packed(String text) {
        return Gsm7.pack(Gsm7.septets(text), 0).toString();
    }

    @Test
    void septets_lie_back_to_back_least_significant_bit_first() {
        assertThat(packed("hellohello")).isEqualTo("e8329bfd4697d9ec37");
        assertThat(packed("")).isEmpty();
        assertThat(packed("1")).isEqualTo("31");
        // Eight septets are seven octets; seven septets leave seven bits free.
        assertThat(packed("12345678")).isEqualTo("31d98c56b3dd70");
        assertThat(packed("1234567")).isEqualTo("31d98c56b3dd00");
    }

    @Test
    void the_extension_table_takes_an_escape() {
        assertThat(Gsm7.septets("€")).containsExactly(0x1B, 0x65);
        assertThat(Gsm7.text(new byte[] {0x1B, 0x65, 0x1B, 0x28})).isEqualTo("€{");
        assertThat(Gsm7.text(new byte[] {0x1B, 0x41}))
                .as("not in the table: the basic one")
                .isEqualTo("A");
        assertThat(Gsm7.text(new byte[] {0x1B, 0x1B, 0x41})).isEqualTo(" A");
        assertThat(Gsm7.text(new byte[] {0x41, 0x1B}))
                .as("an escape at the end")
                .isEqualTo("A");
    }

    @Test
    void every_code_comes_back() {
        var all = new StringBuilder();
        for (int code = 0; code < 128; code++) {
            if (code != 0x1B) {
                all.append(Gsm7.text(new byte[] {(byte) code}));
            }
        }
        all.append("\f^{}\\[~]|€");
        for (int fill = 0; fill < 7; fill++) {
            var septets = Gsm7.septets(all.toString());
            var packed = Gsm7.pack(septets, fill);
            assertThat(Gsm7.text(Gsm7.unpack(packed, septets.length, fill))).isEqualTo(all.toString());
        }
    }

    @Test
    void what_has_no_code_is_a_question_mark() {
        assertThat(Gsm7.has("Привет")).isFalse();
        assertThat(Gsm7.has("Grüße, £5 @ Øresund €")).isTrue();
        assertThat(Gsm7.text(Gsm7.septets("a→b"))).isEqualTo("a?b");
        assertThat(Gsm7.fit("ab€", 3)).isEqualTo("ab");
    }
}
