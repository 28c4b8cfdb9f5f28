package io.carillon.im.smsip.pdu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TS 24.011 §7.3, octet by octet. */
class RpMessageTest {
    private static RpMessage decoded(String hex) {
        var octets = Octets.ofHex(hex);
        var message = RpMessage.decode(octets);
        assertThat(message.encode()).as("the way back").isEqualTo(octets);
        return message;
    }

    @Test
    void rp_data_from_the_mobile() {
        var data = (RpMessage.Data) decoded("""
                00                      RP-DATA, mobile station to network
                2A                      reference 42
                00                      no originator address
                06 91 99 09 00 00 F1    destination: international, 99 90 00 00 1
                03 01 02 03             user data
                """.replaceAll("(?m) {2,}.*$", ""));
        assertThat(data.direction()).isEqualTo(Direction.FROM_MOBILE);
        assertThat(data.reference()).isEqualTo(42);
        assertThat(data.originator()).isEqualTo(RpAddress.NONE);
        assertThat(data.destination()).isEqualTo(RpAddress.international("+999000001"));
        assertThat(data.userData()).isEqualTo(Octets.ofHex("010203"));
    }

    @Test
    void rp_data_to_the_mobile() {
        var data = (RpMessage.Data) decoded("01 FF 06 91 99 09 00 00 F1 00 01 AA");
        assertThat(data.direction()).isEqualTo(Direction.TO_MOBILE);
        assertThat(data.reference()).isEqualTo(255);
        assertThat(data.originator().digits()).isEqualTo("999000001");
        assertThat(data.destination()).isEqualTo(RpAddress.NONE);
    }

    @Test
    void rp_ack_with_and_without_user_data() {
        assertThat(decoded("02 07")).isEqualTo(new RpMessage.Ack(Direction.FROM_MOBILE, 7, Optional.empty()));
        assertThat(decoded("03 07 41 02 00 00"))
                .isEqualTo(new RpMessage.Ack(Direction.TO_MOBILE, 7, Optional.of(Octets.ofHex("0000"))));
    }

    @Test
    void rp_error_with_cause_and_diagnostic() {
        assertThat(decoded("04 07 01 16"))
                .isEqualTo(new RpMessage.Error(
                        Direction.FROM_MOBILE, 7, RpCause.MEMORY_EXCEEDED, OptionalInt.empty(), Optional.empty()));
        assertThat(decoded("05 07 02 60 33 41 01 FF"))
                .isEqualTo(new RpMessage.Error(
                        Direction.TO_MOBILE,
                        7,
                        RpCause.INVALID_MANDATORY,
                        OptionalInt.of(0x33),
                        Optional.of(Octets.ofHex("FF"))));
    }

    /** TS 24.011 §7.3.4, TS 23.040 §9.2.2.1a. */
    @Test
    void rp_error_with_a_delivery_report() {
        var error = (RpMessage.Error) decoded("""
                04                      RP-ERROR, mobile station to network
                2A                      reference 42
                01 16                   RP-Cause: 22, memory capacity exceeded
                41 03                   RP-User Data, three octets:
                00 D3 00                SMS-DELIVER-REPORT, TP-FCS memory capacity exceeded, no more elements
                """.replaceAll("(?m) {2,}.*$", ""));
        assertThat(error.cause()).isEqualTo(RpCause.MEMORY_EXCEEDED);
        assertThat(error.userData().map(report -> Tpdu.deliverReport(report, true)))
                .contains(new Tpdu.DeliverReport(
                        Optional.of(TpFailure.MEMORY_EXCEEDED), OptionalInt.empty(), Optional.empty()));
    }

    @Test
    void rp_smma() {
        assertThat(decoded("06 09")).isEqualTo(new RpMessage.MemoryAvailable(9));
    }

    @Test
    void elements_that_are_not_known_are_passed_over() {
        // 90: one octet; 55: length and two octets; then the user data.
        assertThat(RpMessage.decode(Octets.ofHex("02 07 90 55 02 AA BB 41 01 CC")))
                .isEqualTo(new RpMessage.Ack(Direction.FROM_MOBILE, 7, Optional.of(Octets.ofHex("CC"))));
    }

    @ParameterizedTest
    @CsvSource({
        "00 2A, 96, 42, no originator address",
        "00 2A 00, 96, 42, no destination address",
        "00 2A 00 00 00, 96, 42, a destination that names nobody",
        "00 2A 00 0C 91 11 11 11 11 11 11 11 11 11 11 11 01 00, 96, 42, twelve octets of address",
        "00 2A 00 02 91 11, 96, 42, no user data",
        "00 2A 00 02 91 11 05 00, 96, 42, user data cut off",
        "00 2A 00 02 91 11 FF 00, 96, 42, more user data than there may be",
        "04 01, 96, 1, no cause",
        "04 01 00, 96, 1, an empty cause",
        "04 01 03 16, 96, 1, a cause cut off",
        "02 01 41, 96, 1, user data without length",
        "02 01 41 05 00, 96, 1, optional user data cut off",
        "02 01 55 09 00, 96, 1, an unknown element cut off",
        "07 03, 97, 3, a reserved message type",
        "00, 111, -1, no reference",
        "'', 111, -1, nothing at all"
    })
    void what_is_malformed_carries_its_cause(String hex, int cause, int reference, String what) {
        var failure = catchThrowableOfType(RpException.class, () -> RpMessage.decode(Octets.ofHex(hex)));
        assertThat(failure).as(what).isNotNull();
        assertThat(failure.rpCause()).as(what).isEqualTo(new RpCause(cause));
        assertThat(failure.reference()).isEqualTo(reference < 0 ? OptionalInt.empty() : OptionalInt.of(reference));
        assertThat(failure.getStackTrace()).isEmpty();
    }
}
