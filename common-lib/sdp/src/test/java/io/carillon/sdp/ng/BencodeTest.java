package io.carillon.sdp.ng;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BencodeTest {
    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void each_kind_of_value_has_its_bytes() {
        NgValue value = new NgValue.Dict(Map.of(
                "list",
                new NgValue.Items(List.of(new NgValue.Int(-42), new NgValue.Text("spam"), NgValue.Dict.EMPTY))));
        String bytes = "d" + "4:list" + "l" + "i-42e" + "4:spam" + "de" + "e" + "e";
        assertThat(Bencode.encode(value)).isEqualTo(octets(bytes));
        assertThat(Bencode.decode(octets(bytes))).isEqualTo(value);
    }

    @Test
    void any_octet_may_stand_in_a_string() {
        byte[] all = new byte[256];
        for (int i = 0; i < 256; i++) {
            all[i] = (byte) i;
        }
        NgValue text = new NgValue.Text(new String(all, StandardCharsets.ISO_8859_1));
        assertThat(Bencode.decode(Bencode.encode(text))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // nothing
                "i42", // no end
                "ie", // no digits
                "i4x2e", // not a digit
                "i9999999999999999999e", // past 63 bits
                "5:spam", // longer than the message
                "99999999999999999:x", // much longer
                ":", // no length
                "l", // open list
                "d4:spame", // key without value
                "di1ei2ee", // key that is no string
                "d1:ai1e1:ai2ee", // key twice
                "i1ei2e", // two values
                "x", // no such kind
                "-1:a" // negative length
            })
    void malformed_input_is_refused(String input) {
        assertThatExceptionOfType(NgException.class).isThrownBy(() -> Bencode.decode(octets(input)));
    }

    @Test
    void depth_and_number_of_values_are_bounded() {
        String deep = "l".repeat(20_000) + "e".repeat(20_000);
        String many = "l" + "le".repeat(20_000) + "e";
        assertThatExceptionOfType(NgException.class).isThrownBy(() -> Bencode.decode(octets(deep)));
        assertThatExceptionOfType(NgException.class).isThrownBy(() -> Bencode.decode(octets(many)));
    }

    @Test
    void broken_octets_end_in_a_message_or_an_ng_exception() {
        Random random = new Random(2223);
        byte[] good = NgVectors.KAMAILIO_OFFER.getBytes(StandardCharsets.ISO_8859_1);
        for (int round = 0; round < 20_000; round++) {
            byte[] datagram = good.clone();
            for (int hits = random.nextInt(1, 6); hits > 0; hits--) {
                datagram[random.nextInt(datagram.length)] = (byte) random.nextInt(256);
            }
            try {
                NgCommand.from(NgMessage.decode(datagram).body()).toDict();
            } catch (NgException expected) {
                assertThat(expected.reason()).isNotBlank();
            }
        }
    }
}
