package io.carillon.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicAndPrivateIdentityTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sip:alice@home | sip:alice@home",
                "SIPS:%61lice:pw@HOME:5061;user=phone?a=b | sip:alice@home",
                "sip:+49%2B1@home | sip:+49+1@home",
                "sip:a%40b@home | sip:a%40b@home",
                "sip:a%3ab@home | sip:a%3Ab@home",
                "sip:smsc.home:5060 | sip:smsc.home",
                "tel:+49-171-123;ext=1 | tel:+49171123",
                "TEL:+49171123 | tel:+49171123"
            })
    void a_public_identity_has_one_canonical_text(String written, String canonical) {
        assertThat(Impu.parse(written)).hasToString(canonical).isEqualTo(new Impu(canonical));
    }

    @Test
    void a_public_identity_knows_its_kind() {
        Impu sip = Impu.of(SipUri.parse("sip:alice@home;x=y"));
        Impu tel = Impu.of(TelUri.parse("tel:+49-171"));
        assertThat(sip.kind()).isEqualTo(Impu.Kind.SIP);
        assertThat(sip.sipUri()).isEqualTo(SipUri.parse("sip:alice@home"));
        assertThat(tel.kind()).isEqualTo(Impu.Kind.TEL);
        assertThat(tel.telUri().number()).isEqualTo("+49171");
        assertThatThrownBy(() -> Impu.parse("tel:110;phone-context=home")).hasMessageContaining("global number");
        assertThatThrownBy(() -> Impu.parse("mailto:a@b")).isInstanceOf(IdentityFormatException.class);
    }

    @Test
    void a_private_identity_is_a_nai() {
        Impi impi = Impi.parse("Alice@HOME.example");
        assertThat(impi).hasToString("Alice@home.example");
        assertThat(impi.user()).isEqualTo("Alice");
        assertThat(impi.realm()).isEqualTo("home.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "alice", "@home", "alice@", "a@b@c", "a b@home", "a\"@home", "a@ho me", "a@h\u0000"})
    void a_malformed_private_identity_is_refused(String text) {
        assertThatThrownBy(() -> Impi.parse(text)).isInstanceOf(IdentityFormatException.class);
    }

    @Test
    void names_follow_from_an_imsi() {
        Plmn two = Plmn.ofImsi("001010000000001", 2);
        assertThat(two.homeDomain()).isEqualTo("ims.mnc001.mcc001.3gppnetwork.org");
        assertThat(two.impi("001010000000001")).hasToString("001010000000001@ims.mnc001.mcc001.3gppnetwork.org");
        assertThat(two.temporaryImpu("001010000000001"))
                .hasToString("sip:001010000000001@ims.mnc001.mcc001.3gppnetwork.org");
        // The example of TS 23.003 §13.2.
        assertThat(Plmn.ofImsi("234150999999999", 2).homeDomain()).isEqualTo("ims.mnc015.mcc234.3gppnetwork.org");
        assertThat(Plmn.ofImsi("310260123456789", 3).homeDomain()).isEqualTo("ims.mnc260.mcc310.3gppnetwork.org");
    }

    @Test
    void a_wrong_imsi_or_network_is_refused() {
        assertThatThrownBy(() -> new Plmn("1", "01")).hasMessageContaining("MCC");
        assertThatThrownBy(() -> new Plmn("001", "1")).hasMessageContaining("MNC");
        assertThatThrownBy(() -> Plmn.ofImsi("00101x", 2)).hasMessageContaining("IMSI");
        assertThatThrownBy(() -> Plmn.ofImsi("001010000000001", 4)).hasMessageContaining("MNC");
        assertThatThrownBy(() -> new Plmn("001", "02").impi("001010000000001")).hasMessageContaining("001-02");
    }

    @Test
    void an_error_shows_no_control_characters_and_no_novel() {
        var error = new IdentityFormatException("SIP URI", "no host", "\r\nX" + "y".repeat(1000));
        assertThat(error.getMessage()).hasSizeLessThan(200).doesNotContain("\n").endsWith("…\"");
        assertThat(error.kind()).isEqualTo("SIP URI");
        assertThat(error.text()).hasSize(1003);
        assertThat(error.getStackTrace()).isEmpty();
    }
}
