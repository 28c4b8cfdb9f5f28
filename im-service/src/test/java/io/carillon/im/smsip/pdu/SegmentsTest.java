package io.carillon.im.smsip.pdu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentsTest {
    private static final int TURKISH = 1;
    private static final int HINDI = 6;

    private static String together(List<UserData> parts) {
        return parts.stream().map(part -> part.text().orElseThrow()).collect(Collectors.joining());
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "160, 1", "161, 2", "306, 2", "307, 3", "39015, 255"})
    void a_text_of_the_default_alphabet_has_160_septets_alone_and_153_in_parts(int characters, int parts) {
        var text = "x".repeat(characters);
        var cut = Segments.of(text, Set.of(), 0xA5);
        assertThat(cut).hasSize(parts);
        assertThat(together(cut)).isEqualTo(text);
        assertThat(cut).allSatisfy(part -> assertThat(part.octets().length()).isLessThanOrEqualTo(140));
        if (parts > 1) {
            assertThat(cut.stream().map(part -> part.part().orElseThrow()))
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, parts)
                            .mapToObj(number -> new Part(0xA5, parts, number))
                            .toList());
        } else {
            assertThat(cut.getFirst().part()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"70, 1", "71, 2", "134, 2", "135, 3"})
    void other_texts_have_70_characters_alone_and_67_in_parts(int characters, int parts) {
        var text = "ж".repeat(characters);
        var cut = Segments.of(text, Set.of(), 1);
        assertThat(cut).hasSize(parts);
        assertThat(together(cut)).isEqualTo(text);
    }

    @Test
    void what_belongs_together_is_not_parted() {
        var euros = Segments.of("x" + "€".repeat(120), Set.of(), 1);
        assertThat(together(euros)).isEqualTo("x" + "€".repeat(120));
        assertThat(euros.getFirst().text().orElseThrow()).hasSize(77);
        var bells = Segments.of("a" + "🔔".repeat(60), Set.of(), 1);
        assertThat(together(bells)).isEqualTo("a" + "🔔".repeat(60));
        assertThat(bells)
                .allSatisfy(part -> assertThat(part.text().orElseThrow().codePoints())
                        .allMatch(each -> each == 'a' || each == "🔔".codePointAt(0)));
    }

    @Test
    void more_than_255_parts_are_refused() {
        assertThatThrownBy(() -> Segments.of("x".repeat(39_016), Set.of(), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("256 parts");
    }

    @Test
    void a_national_language_saves_parts_where_phones_know_it() {
        var text = "İyi günler, nasılsın? ".repeat(7);
        assertThat(Segments.of(text, Set.of(), 1)).hasSizeGreaterThan(1);
        var turkish = Segments.of(text, Set.of(TURKISH), 1);
        assertThat(turkish).hasSize(1);
        assertThat(turkish.getFirst().coding()).isEqualTo(DataCoding.GSM_7);
        assertThat(together(turkish)).isEqualTo(text);
        var hindi = "नमस्ते दुनिया ".repeat(20);
        assertThat(together(Segments.of(hindi, Set.of(TURKISH, HINDI), 1))).isEqualTo(hindi);
        assertThat(Segments.of(hindi, Set.of(HINDI), 1).getFirst().coding()).isEqualTo(DataCoding.GSM_7);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13})
    void every_code_of_a_national_table_comes_back(int language) {
        var alphabet = new Alphabet7(language, language);
        var all = new StringBuilder();
        for (int code = 0; code < 128; code++) {
            if (code != Alphabet7.ESCAPE) {
                all.append(alphabet.text(new byte[] {(byte) code}));
                all.append(alphabet.text(new byte[] {Alphabet7.ESCAPE, (byte) code}));
            }
        }
        var septets = alphabet.septets(all.toString());
        assertThat(septets).isNotNull();
        assertThat(alphabet.text(septets)).isEqualTo(all.toString());
    }

    @Test
    void tables_are_those_of_the_standard() {
        // Annex A.3.1, A.2.1: capital I with dot stands at 40 by itself and at 1B 49; A.2.2: ç at 1B 09 in Spanish.
        assertThat(new Alphabet7(TURKISH, 0).text(new byte[] {0x40})).isEqualTo("İ");
        assertThat(new Alphabet7(0, TURKISH).text(new byte[] {0x1B, 0x49})).isEqualTo("İ");
        assertThat(new Alphabet7(0, 2).text(new byte[] {0x1B, 0x09, 0x09})).isEqualTo("çÇ");
        assertThat(new Alphabet7(HINDI, HINDI).text(new byte[] {0x01, 0x1B, 0x1C}))
                .isEqualTo("ं०");
        assertThat(new Alphabet7(99, 99).text(new byte[] {0x01, 0x1B, 0x65}))
                .as("a language that nobody has defined")
                .isEqualTo("£€");
    }

    @ParameterizedTest
    @ValueSource(strings = {"00 03 01 00 01", "00 03 01 02 00", "00 03 01 02 03", "00 02 01 02", "08 04 00 01 00 01"})
    void parts_that_cannot_be_are_no_parts(String elements) {
        var data = UserData.ofText(Octets.ofHex(elements), "x");
        assertThat(data.part()).isEmpty();
        assertThat(data.text()).contains("x");
    }

    @Test
    void a_reference_of_16_bits() {
        assertThat(UserData.ofText(Octets.ofHex("08 04 12 34 03 02"), "x").part())
                .contains(new Part(0x1234, 3, 2));
    }
}
