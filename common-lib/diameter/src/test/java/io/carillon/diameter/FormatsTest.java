package io.carillon.diameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.diameter.cx.CxAvps;
import io.carillon.diameter.cx.ServerAssignmentType;
import io.carillon.diameter.cx.SipDigestAuthenticate;
import io.carillon.diameter.cx.UserAuthorizationAnswer;
import io.carillon.diameter.cx.UserAuthorizationRequest;
import io.carillon.diameter.ro.RoAvps;
import io.carillon.diameter.ro.UnitValue;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** AVPs octet by octet. */
class FormatsTest {
    private static String hex(Avp avp) {
        var out = new AvpWriter();
        out.avp(avp);
        return out.octets().hex();
    }

    @Test
    void an_avp_is_header_data_and_padding() {
        assertThat(hex(Avp.of(BaseAvps.ORIGIN_HOST, "a.b.c")))
                // | code 264 | M | length 13 | "a.b.c" | three octets of padding |
                .isEqualTo("00000108" + "40" + "00000d" + "612e622e63" + "000000");
        assertThat(hex(Avp.of(CxAvps.SERVER_ASSIGNMENT_TYPE, ServerAssignmentType.REGISTRATION)))
                // | code 614 | V M | length 16 | vendor 10415 | 1 |
                .isEqualTo("00000266" + "c0" + "000010" + "000028af" + "00000001");
    }

    @Test
    void time_counts_from_1900_and_starts_again_in_2036() {
        roundTrip(RoAvps.SIP_REQUEST_TIMESTAMP, Instant.parse("2026-11-21T00:00:00Z"), "eeab5d80");
        roundTrip(RoAvps.SIP_REQUEST_TIMESTAMP, Instant.parse("2036-02-07T06:28:15Z"), "ffffffff");
        roundTrip(RoAvps.SIP_REQUEST_TIMESTAMP, Instant.parse("2036-02-07T06:28:16Z"), "00000000");
    }

    @Test
    void an_address_has_its_family_and_a_framed_one_has_not() throws Exception {
        roundTrip(BaseAvps.HOST_IP_ADDRESS, InetAddress.getByName("10.1.2.3"), "0001" + "0a010203");
        roundTrip(
                BaseAvps.HOST_IP_ADDRESS,
                InetAddress.getByName("2001:db8::1"),
                "0002" + "20010db8000000000000000000000001");
        roundTrip(BaseAvps.FRAMED_IP_ADDRESS, InetAddress.getByName("10.1.2.3"), "0a010203");
        wrong(BaseAvps.HOST_IP_ADDRESS, "0003" + "0a010203", BaseResult.INVALID_AVP_VALUE);
        wrong(BaseAvps.HOST_IP_ADDRESS, "0001", BaseResult.INVALID_AVP_VALUE);
        wrong(BaseAvps.FRAMED_IP_ADDRESS, "0a0102", BaseResult.INVALID_AVP_LENGTH);
        assertThatThrownBy(() -> Avp.of(BaseAvps.FRAMED_IP_ADDRESS, InetAddress.getByName("::1")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void numbers_keep_their_bounds() {
        roundTrip(BaseAvps.SESSION_TIMEOUT, 0xffff_ffffL, "ffffffff");
        roundTrip(RoAvps.CC_TOTAL_OCTETS, 0x0102_0304_0506_0708L, "0102030405060708");
        roundTrip(RoAvps.EXPONENT, -2, "fffffffe");
        assertThatThrownBy(() -> Avp.of(BaseAvps.SESSION_TIMEOUT, -1L)).isInstanceOf(IllegalArgumentException.class);
        wrong(RoAvps.MULTIPLE_SERVICES_INDICATOR, "00000002", BaseResult.INVALID_AVP_VALUE);
    }

    @Test
    void text_is_utf_8_and_a_name_is_visible() {
        roundTrip(CxAvps.REASON_INFO, "geändert", "6765c3a46e64657274");
        wrong(CxAvps.REASON_INFO, "c3", BaseResult.INVALID_AVP_VALUE);
        wrong(BaseAvps.ORIGIN_HOST, "", BaseResult.INVALID_AVP_VALUE);
        wrong(BaseAvps.ORIGIN_HOST, "6120" + "62", BaseResult.INVALID_AVP_VALUE);
    }

    @Test
    void what_is_wrong_in_a_group_is_named_within_it() {
        var digest = SipDigestAuthenticate.of("ims.test", "MD5", "auth", "0".repeat(32));
        var members = Avp.of(CxAvps.SIP_DIGEST_AUTHENTICATE, digest).members();
        var withoutHa1 = members.stream()
                .filter(avp -> avp.code() != CxAvps.DIGEST_HA1.code())
                .toList();
        var group = Avp.grouped(635, Attribute.THREE_GPP, 0, withoutHa1);
        assertThatThrownBy(() -> CxAvps.SIP_DIGEST_AUTHENTICATE.decode(group.data()))
                .isInstanceOfSatisfying(AvpException.class, e -> {
                    assertThat(e.result()).isEqualTo(BaseResult.MISSING_AVP);
                    assertThat(e.failed().code()).isEqualTo(635);
                    assertThat(e.failed().members()).containsExactly(Avp.of(CxAvps.DIGEST_HA1, ""));
                });
    }

    @Test
    void results_have_their_names() {
        assertThat(Result.of(2001)).isEqualTo(BaseResult.SUCCESS);
        assertThat(Result.of(10415, 2001)).isEqualTo(ThreeGppResult.FIRST_REGISTRATION);
        assertThat(Result.of(10415, 5001)).isEqualTo(ThreeGppResult.USER_UNKNOWN);
        assertThat(Result.of(10415, 5999)).isEqualTo(new OtherResult(10415, 5999));
        assertThat(Result.of(4711, 2001)).isEqualTo(new OtherResult(4711, 2001));
        assertThat(ThreeGppResult.FIRST_REGISTRATION.success()).isTrue();
        assertThat(BaseResult.TOO_BUSY.protocolError()).isTrue();
    }

    @Test
    void a_vendors_result_and_unknown_avps_survive() {
        var uaa = UserAuthorizationAnswer.draft()
                .envelope(Envelope.session("a;1;2").from(Net.node("hss")))
                .result(new OtherResult(4711, 2042))
                .extra(new Avp(9999, 4711, 0, Octets.of("x")))
                .build();
        assertThat(UserAuthorizationAnswer.GRAMMAR.read(Wire.encode(UserAuthorizationAnswer.GRAMMAR, uaa)))
                .isEqualTo(uaa);
    }

    @Test
    void a_draft_says_what_is_wrong_with_it() {
        var uar = UserAuthorizationRequest.draft();
        assertThatThrownBy(uar::build).isInstanceOf(IllegalStateException.class).hasMessageContaining("AVP 1");
        assertThatThrownBy(() -> uar.set(CxAvps.SERVER_NAME, "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Server-Name is not in this grammar");
        assertThatThrownBy(() -> uar.add(CxAvps.PUBLIC_IDENTITY, "x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> uar.result(BaseResult.SUCCESS)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void money_is_digits_and_an_exponent() {
        assertThat(new UnitValue(1234, Optional.of(-2), List.of()).amount()).isEqualByComparingTo("12.34");
        assertThat(new UnitValue(5, Optional.empty(), List.of()).amount()).isEqualByComparingTo("5");
    }

    private static <T> void roundTrip(Attribute<T> attribute, T value, String hex) {
        assertThat(attribute.encode(value).hex()).isEqualTo(hex);
        assertThat(attribute.decode(Octets.ofHex(hex))).isEqualTo(value);
    }

    private static void wrong(Attribute<?> attribute, String hex, Result result) {
        assertThatThrownBy(() -> attribute.decode(Octets.ofHex(hex)))
                .isInstanceOfSatisfying(
                        AvpException.class, e -> assertThat(e.result()).isEqualTo(result));
    }
}
