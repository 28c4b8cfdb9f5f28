package io.carillon.ipsec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Security-Client, -Server, -Verify and the keys (RFC 3329 §2.2, TS 33.203 Annexes H and I). */
class SecurityMechanismTest {
    private static final String HANDSET =
            "ipsec-3gpp; alg=hmac-md5-96; ealg=aes-cbc; spi-c=4096; spi-s=4097; port-c=31000; port-s=31001";

    @Test
    void a_handsets_offer_is_read() {
        var ipsec = SecurityMechanism.parse(HANDSET).ipsec().orElseThrow();
        assertThat(ipsec.suite()).isEqualTo(new Suite(Integrity.HMAC_MD5_96, Encryption.AES_CBC));
        assertThat(ipsec.ends()).isEqualTo(new SecurityMechanism.Ends(4096, 4097, 31000, 31001));
    }

    @Test
    void what_is_verified_may_be_written_in_another_order_and_case() {
        var sent = SecurityMechanism.parse("ipsec-3gpp;q=0.5;alg=hmac-md5-96;spi-c=4096");
        assertThat(sent.matches(SecurityMechanism.parse("IPSEC-3GPP; spi-c=4096; ALG=HMAC-MD5-96; q=0.5")))
                .isTrue();
        assertThat(sent.matches(SecurityMechanism.parse("ipsec-3gpp;q=0.1;alg=hmac-md5-96;spi-c=4096")))
                .isFalse();
        assertThat(sent.matches(SecurityMechanism.parse("ipsec-3gpp;q=0.5;alg=hmac-md5-96")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tls;q=0.1",
                "ipsec-3gpp",
                "ipsec-3gpp;alg=rot13;spi-c=4096;spi-s=4097;port-c=31000;port-s=31001",
                "ipsec-3gpp;alg=hmac-md5-96;spi-c=1;spi-s=4097;port-c=31000;port-s=31001",
                "ipsec-3gpp;alg=hmac-md5-96;spi-c=4294967296;spi-s=4097;port-c=31000;port-s=31001",
                "ipsec-3gpp;alg=hmac-md5-96;spi-c=4097;spi-s=4097;port-c=31000;port-s=31001",
                "ipsec-3gpp;alg=hmac-md5-96;spi-c=4096;spi-s=4097;port-c=0;port-s=31001",
                "ipsec-3gpp;alg=hmac-md5-96;spi-c=4096;spi-s=4097;port-c=31000;port-s=65536",
                "ipsec-3gpp;alg=hmac-md5-96;mod=tun;spi-c=4096;spi-s=4097;port-c=31000;port-s=31001",
                "ipsec-3gpp;alg=hmac-md5-96;prot=ah;spi-c=4096;spi-s=4097;port-c=31000;port-s=31001",
                "ipsec-3gpp;alg=null;ealg=null;spi-c=4096;spi-s=4097;port-c=31000;port-s=31001",
            })
    void nobody_agrees_on_what_cannot_be_set_up(String value) {
        assertThat(SecurityMechanism.parse(value).ipsec()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ";alg=x", "a;b=1;b=2", "a;1;2;3;4;5;6;7;8;9;10;11;12;13;14;15;16;17;18;19"})
    void what_is_no_mechanism_is_refused(String value) {
        assertThatThrownBy(() -> SecurityMechanism.parse(value)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keys_are_expanded_and_never_written() {
        var keys = AkaKeys.ofHex("00112233445566778899aabbccddeeff", "0123456789abcdeffedcba9876543210");
        assertThat(HexFormat.of().formatHex(keys.integrity(Integrity.HMAC_SHA_1_96)))
                .isEqualTo("00112233445566778899aabbccddeeff00000000");
        assertThat(HexFormat.of().formatHex(keys.encryption(Encryption.DES_EDE3_CBC)))
                .isEqualTo("0123456789abcdeffedcba98765432100123456789abcdef");
        assertThat(keys.encryption(Encryption.AES_GCM)).hasSize(20);
        assertThat(keys.integrity(Integrity.AES_GMAC)).hasSize(20);
        assertThat(keys).asString().doesNotContain("00112233", "01234567");
    }
}
