package io.carillon.im.smsip;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.im.smsip.pdu.TpAddress;
import io.carillon.im.smsip.pdu.TpAddress.NumberType;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NumberingTest {
    private static final Numbering AS_IS = new Numbering("example.org", "");
    private static final Numbering GERMAN = new Numbering("example.org", "49");

    private static Optional<String> to(Numbering numbering, NumberType type, String digits) {
        return numbering.recipient(new TpAddress(type, TpAddress.ISDN, digits));
    }

    @Test
    void international_numbers_are_global() {
        assertThat(to(AS_IS, NumberType.INTERNATIONAL, "4915112345")).contains("tel:+4915112345");
    }

    @Test
    void national_numbers_stay_as_they_are_without_a_country() {
        assertThat(to(AS_IS, NumberType.NATIONAL, "15112345")).contains("tel:15112345;phone-context=example.org");
        assertThat(to(AS_IS, NumberType.UNKNOWN, "015112345")).contains("tel:015112345;phone-context=example.org");
    }

    @Test
    void a_country_makes_them_global() {
        assertThat(to(GERMAN, NumberType.NATIONAL, "15112345")).contains("tel:+4915112345");
        assertThat(to(GERMAN, NumberType.UNKNOWN, "015112345")).contains("tel:+4915112345");
        assertThat(to(GERMAN, NumberType.UNKNOWN, "0043664123")).contains("tel:+43664123");
        assertThat(to(GERMAN, NumberType.UNKNOWN, "22122")).contains("tel:22122;phone-context=example.org");
        assertThat(to(GERMAN, NumberType.ABBREVIATED, "22122")).contains("tel:22122;phone-context=example.org");
    }

    @Test
    void what_is_no_number_is_nobody() {
        assertThat(to(AS_IS, NumberType.INTERNATIONAL, "")).isEmpty();
        assertThat(to(AS_IS, NumberType.INTERNATIONAL, "49*1")).isEmpty();
        assertThat(AS_IS.recipient(TpAddress.alphanumeric("Lottery"))).isEmpty();
    }

    @Test
    void the_sender_is_its_number_or_its_name() {
        assertThat(Numbering.originator("sip:alice@example.org", List.of("sip:alice@example.org", "tel:+4915112345")))
                .isEqualTo(TpAddress.international("4915112345"));
        assertThat(Numbering.originator("sip:+4915112345@example.org", List.of()))
                .isEqualTo(TpAddress.international("4915112345"));
        assertThat(Numbering.originator("sip:alice.in.wonderland@example.org", List.of()))
                .isEqualTo(TpAddress.alphanumeric("alice.in.wo"));
        assertThat(Numbering.originator("sip:example.org", List.of())).isEqualTo(TpAddress.alphanumeric("example.org"));
    }
}
