package io.carillon.testkit.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TS 23.040 §9.2.2, TS 23.038 §6. */
class TpduTest {
    private static byte[] bytes(String... parts) {
        return HexFormat.of().parseHex(String.join("", parts));
    }

    @Test
    void a_submission_in_the_gsm_alphabet() {
        assertThat(Tpdu.submit(5, "+49301234567", "hello"))
                .isEqualTo(bytes(
                        "01", // TP-MTI SMS-SUBMIT, no validity period
                        "05", // TP-MR
                        "0b91", // TP-DA: 11 digits, international
                        "9403214365f7", // 49301234567, half-octets swapped
                        "00", // TP-PID
                        "00", // TP-DCS: GSM 7 bit
                        "05", // TP-UDL: septets
                        "e8329bfd06")); // "hello", eight septets in seven octets
    }

    @Test
    void a_submission_that_needs_ucs2() {
        assertThat(Tpdu.submit(1, "123", "ключ"))
                .isEqualTo(bytes("0101", "0381", "21f3", "00", "08", "08", "043a043b044e0447"));
    }

    @Test
    void a_text_that_needs_several_parts_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Tpdu.submit(1, "+1", "x".repeat(161)));
        assertThatIllegalArgumentException().isThrownBy(() -> Tpdu.submit(1, "+1", "ю".repeat(71)));
        assertThat(Tpdu.submit(1, "+1", "x".repeat(160))).hasSize(8 + 140);
    }

    private static byte[] deliver(String first, String address, String coding, String userData) {
        return bytes(first, address, "00", coding, "62112151801000", userData);
    }

    @Test
    void a_delivery_with_a_number() {
        assertThat(Tpdu.deliver(deliver("04", "0b919403214365f7", "00", "05e8329bfd06")))
                .isEqualTo(new Tpdu.Deliver("+49301234567", "hello"));
    }

    @Test
    void a_delivery_with_a_name_instead_of_a_number() {
        var name = HexFormat.of().formatHex(Gsm7.pack(Gsm7.septets("Info")));
        assertThat(Tpdu.deliver(deliver("04", "08d0" + name, "00", "0131")).from())
                .isEqualTo("Info");
    }

    @Test
    void a_delivery_in_ucs2() {
        assertThat(Tpdu.deliver(deliver("04", "0381" + "21f3", "08", "04043a044e")))
                .isEqualTo(new Tpdu.Deliver("123", "кю"));
    }

    @Test
    void a_part_of_a_long_message_comes_without_its_header() {
        var ucs2 = "0a" + "050003070201" + "04220435";
        assertThat(Tpdu.deliver(deliver("44", "0381" + "21f3", "08", ucs2)).text())
                .isEqualTo("Те");
        // Seven septets of header and fill bits, then "ab" from septet 7 on.
        var septets = new byte[9];
        septets[7] = 'a';
        septets[8] = 'b';
        var packed = Gsm7.pack(septets);
        System.arraycopy(bytes("050003070201"), 0, packed, 0, 6);
        assertThat(Tpdu.deliver(deliver(
                                "44",
                                "0381" + "21f3",
                                "00",
                                "09" + HexFormat.of().formatHex(packed)))
                        .text())
                .isEqualTo("ab");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // nothing
                "04", // no originator
                "0408", // breaks off in the originator
                "05" + "0891515510990000621121518010000", // SMS-SUBMIT
            })
    void what_is_no_delivery_is_refused(String hex) {
        var even = hex.substring(0, hex.length() / 2 * 2);
        assertThatIllegalArgumentException().isThrownBy(() -> Tpdu.deliver(bytes(even)));
    }

    @Test
    void a_length_that_promises_more_than_there_is_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tpdu.deliver(deliver("04", "0381" + "21f3", "00", "a0e8")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tpdu.deliver(deliver("04", "0381" + "21f3", "08", "a0e8")));
    }

    @Test
    void the_whole_alphabet_survives() {
        var text = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
                + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà^{}\\[~]|€\f";
        var septets = Gsm7.septets(text);
        assertThat(Gsm7.text(Gsm7.unpack(Gsm7.pack(septets), septets.length))).isEqualTo(text);
        assertThat(septets).startsWith(0, 1, 2).contains(0x1b);
    }

    @Test
    void rp_data_from_the_phone() {
        assertThat(RpMessage.data(7, "+15550100", "T".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(bytes(
                        "00", // RP-DATA, mobile station to network
                        "07", // RP-Message-Reference
                        "00", // RP-OA: none
                        "0591" + "51551000", // RP-DA: +15550100
                        "01" + "54")); // RP-User-Data
    }

    @Test
    void a_number_with_letters_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Tpdu.submit(1, "+1a", "x"));
    }
}
