package io.carillon.im.smsip.pdu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.carillon.im.smsip.pdu.TpAddress.NumberType;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TS 23.040 §9.2, octet by octet. */
class TpduTest {
    private static final String SUBMIT = "11 00 0B 91 64 07 28 15 53 F8 00 00 AA 0A E8 32 9B FD 46 97 D9 EC 37";
    private static final String DELIVER =
            "04 0B C8 72 38 88 09 00 F1 00 00 99 30 92 51 61 95 80 0A E8 32 9B FD 46 97 D9 EC 37";

    private static Tpdu.Submit submitted(Octets octets) {
        return (Tpdu.Submit) Tpdu.fromMobile(octets);
    }

    @Test
    void sms_submit() {
        //  11                             SMS-SUBMIT, relative validity
        //  00                             TP-MR
        //  0B 91 64 07 28 15 53 F8        TP-DA: 11 digits, international: 46708251358
        //  00 00                          TP-PID, TP-DCS
        //  AA                             TP-VP: four days
        //  0A E8 32 …                     ten septets: hellohello
        var submit = submitted(Octets.ofHex(SUBMIT));
        assertThat(submit.destination()).isEqualTo(TpAddress.international("+46708251358"));
        assertThat(submit.validity()).isEqualTo(new Validity.Relative(0xAA));
        assertThat(submit.validity().until(Instant.EPOCH)).contains(Instant.EPOCH.plusSeconds(4 * 86_400));
        assertThat(submit.userData().text()).contains("hellohello");
        assertThat(submit.statusReport()).isFalse();
        assertThat(submit.rejectDuplicates()).isFalse();
        assertThat(submit.encode()).isEqualTo(Octets.ofHex(SUBMIT));
    }

    @Test
    void sms_submit_with_every_flag() {
        // E5: reply path, header, status report, no validity, reject duplicates, SMS-SUBMIT
        var hex = "E5 FF 02 A1 21 41 04 07 05 00 03 01 02 01 DD";
        var submit = submitted(Octets.ofHex(hex));
        assertThat(submit.replyPath()).isTrue();
        assertThat(submit.statusReport()).isTrue();
        assertThat(submit.rejectDuplicates()).isTrue();
        assertThat(submit.reference()).isEqualTo(255);
        assertThat(submit.destination()).isEqualTo(new TpAddress(NumberType.NATIONAL, 1, "12"));
        assertThat(submit.protocol()).isEqualTo(0x41);
        assertThat(submit.validity()).isEqualTo(new Validity.Unspecified());
        assertThat(submit.userData().elements()).contains(Octets.ofHex("0003010201"));
        assertThat(submit.userData().text()).as("eight-bit data").isEmpty();
        assertThat(submit.encode()).isEqualTo(Octets.ofHex(hex));
    }

    @Test
    void sms_deliver() {
        var deliver = (Tpdu.Deliver) Tpdu.toMobile(Octets.ofHex(DELIVER));
        assertThat(deliver.more()).as("TP-MMS set: none waits").isFalse();
        assertThat(deliver.originator()).isEqualTo(new TpAddress(NumberType.SUBSCRIBER, 8, "27838890001"));
        assertThat(deliver.accepted().time()).isEqualTo(OffsetDateTime.parse("1999-03-29T15:16:59+02:00"));
        assertThat(deliver.userData().text()).contains("hellohello");
        assertThat(deliver.encode()).isEqualTo(Octets.ofHex(DELIVER));
    }

    @Test
    void sms_deliver_from_a_name() {
        // An alphanumeric address: seven characters are 49 bits, 13 semi-octets.
        var name = TpAddress.alphanumeric("Carillon rings");
        assertThat(name.value()).isEqualTo("Carillon ri");
        var deliver = new Tpdu.Deliver(
                true,
                true,
                true,
                true,
                TpAddress.alphanumeric("DESIGN!"),
                0,
                new Timestamp(OffsetDateTime.parse("2026-11-21T03:00:00-03:30")),
                UserData.ofText("ζ"));
        var octets = deliver.encode();
        assertThat(octets.slice(0, 3)).isEqualTo(Octets.ofHex("A8 0D D0"));
        assertThat(Tpdu.toMobile(octets)).isEqualTo(deliver);
        assertThat(deliver.userData().coding()).isEqualTo(DataCoding.UCS_2);
        assertThat(deliver.userData().text()).contains("ζ");
    }

    @Test
    void a_time_zone_west_of_greenwich_has_its_sign_in_the_tens() {
        var stamp = new Timestamp(OffsetDateTime.parse("2026-11-21T03:04:05-05:00"));
        var out = new OctetWriter();
        stamp.write(out);
        // 20 quarters: tens 2 with sign 8, ones 0.
        assertThat(out.written()).isEqualTo(Octets.ofHex("62 11 12 30 40 50 0A"));
        assertThat(Timestamp.read(new OctetReader(out.written()), "")).isEqualTo(stamp);
        assertThat(Timestamp.of(Instant.EPOCH, ZoneId.of("UTC")).instant()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void sms_deliver_report() {
        var plain = Tpdu.deliverReport(Octets.ofHex("00 00"), false);
        assertThat(plain).isEqualTo(new Tpdu.DeliverReport(Optional.empty(), OptionalInt.empty(), Optional.empty()));
        assertThat(plain.encode()).isEqualTo(Octets.ofHex("00 00"));
        var full = Tpdu.deliverReport(Octets.ofHex("00 D3 07 41 04 01 AA"), true);
        assertThat(full.failure()).contains(TpFailure.MEMORY_EXCEEDED);
        assertThat(full.protocol()).hasValue(0x41);
        assertThat(full.userData().orElseThrow().octets()).isEqualTo(Octets.ofHex("AA"));
        assertThat(full.encode()).isEqualTo(Octets.ofHex("00 D3 07 41 04 01 AA"));
        assertThat(Tpdu.deliverReport(Octets.ofHex("00 80 00"), false).userData())
                .as("an extended indicator")
                .isEmpty();
    }

    @Test
    void sms_submit_report() {
        var accepted = "01 00 62 11 12 30 40 50 00";
        var report = Tpdu.submitReport(Octets.ofHex(accepted), false);
        assertThat(report.failure()).isEmpty();
        assertThat(report.accepted().time()).isEqualTo(OffsetDateTime.parse("2026-11-21T03:04:05Z"));
        assertThat(report.encode()).isEqualTo(Octets.ofHex(accepted));
        var refused = "01 C3 00 62 11 12 30 40 50 00";
        assertThat(Tpdu.submitReport(Octets.ofHex(refused), true).failure()).contains(TpFailure.INVALID_SME_ADDRESS);
        assertThat(Tpdu.submitReport(Octets.ofHex(refused), true).encode()).isEqualTo(Octets.ofHex(refused));
    }

    @Test
    void sms_status_report() {
        var hex = "06 2A 0B 91 64 07 28 15 53 F8 62 11 12 30 40 50 00 62 11 12 30 40 55 00 00";
        var report = (Tpdu.StatusReport) Tpdu.toMobile(Octets.ofHex(hex));
        assertThat(report.reference()).isEqualTo(42);
        assertThat(report.recipient()).isEqualTo(TpAddress.international("46708251358"));
        assertThat(report.discharged().time()).isEqualTo(OffsetDateTime.parse("2026-11-21T03:04:55Z"));
        assertThat(report.status()).isEqualTo(Tpdu.StatusReport.RECEIVED);
        assertThat(report.encode()).isEqualTo(Octets.ofHex(hex));
        var more = Octets.ofHex(hex + " 05 41 02 C8 34");
        assertThat(((Tpdu.StatusReport) Tpdu.toMobile(more))
                        .userData()
                        .orElseThrow()
                        .text())
                .contains("Hi");
    }

    @Test
    void sms_command() {
        // MTI 2 with SRR; MR 5; PID 0; CT 2 delete; MN 42; DA +46708251358; no data
        var hex = "22 05 00 02 2A 0B 91 64 07 28 15 53 F8 00";
        var command = (Tpdu.Command) Tpdu.fromMobile(Octets.ofHex(hex));
        assertThat(command)
                .isEqualTo(new Tpdu.Command(
                        true, 5, 0, Tpdu.Command.DELETE, 42, TpAddress.international("46708251358"), Octets.NONE));
        assertThat(command.encode()).isEqualTo(Octets.ofHex(hex));
        for (var cut : new String[] {"22 05 00 02 2A 0B 91 64 07 28 15 53 F8", "02 05 00 02 2A 01 91 F1 02 AA"}) {
            assertThat(catchThrowableOfType(TpException.class, () -> Tpdu.fromMobile(Octets.ofHex(cut)))
                            .rpCause())
                    .isEqualTo(RpCause.PROTOCOL_ERROR);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 300",
        "143, 43200",
        "144, 45000",
        "167, 86400",
        "168, 172800",
        "196, 2592000",
        "197, 3024000",
        "255, 38102400"
    })
    void relative_validity(int octet, long seconds) {
        assertThat(new Validity.Relative(octet).period()).hasSeconds(seconds);
    }

    @Test
    void absolute_and_enhanced_validity() {
        var absolute = submitted(Octets.ofHex("19 00 02 91 21 00 00 62 11 12 30 40 50 00 00"));
        assertThat(absolute.validity().until(Instant.EPOCH)).contains(Instant.parse("2026-11-21T03:04:05Z"));
        assertThat(enhanced("00 00 00 00 00 00 00").until(Instant.EPOCH)).isEmpty();
        assertThat(enhanced("01 00 00 00 00 00 00").until(Instant.EPOCH)).contains(Instant.ofEpochSecond(300));
        assertThat(enhanced("42 1E 00 00 00 00 00").until(Instant.EPOCH)).contains(Instant.ofEpochSecond(30));
        assertThat(((Validity.Enhanced) enhanced("42 1E 00 00 00 00 00")).singleShot())
                .isTrue();
        // An extension octet, then hours, minutes and seconds.
        assertThat(enhanced("83 00 10 20 30 00 00").until(Instant.EPOCH))
                .contains(Instant.ofEpochSecond(3_600 + 120 + 3));
    }

    private static Validity enhanced(String hex) {
        var octets = Octets.ofHex("09 00 02 91 21 00 00 " + hex + " 00");
        var submit = submitted(octets);
        assertThat(submit.encode()).isEqualTo(octets);
        return submit.validity();
    }

    @Test
    void text_behind_a_header_begins_on_a_septet_boundary() {
        var part = UserData.ofText(Octets.ofHex("00 03 5A 02 01"), "hello");
        // Six octets of header and one fill bit are seven septets.
        assertThat(part.length()).isEqualTo(7 + 5);
        assertThat(part.octets()).isEqualTo(Octets.ofHex("05 00 03 5A 02 01 D0 65 36 FB 0D"));
        assertThat(part.text()).contains("hello");
        var seven = UserData.ofText(Octets.ofHex("24 01 05 00 01 00"), "x");
        assertThat(seven.length()).as("seven octets need no fill").isEqualTo(8 + 1);
        assertThat(seven.text()).contains("x");
    }

    @ParameterizedTest
    @CsvSource({
        "00, GSM_7",
        "04, EIGHT_BIT",
        "08, UCS_2",
        "0C, GSM_7",
        "18, UCS_2",
        "54, EIGHT_BIT",
        "80, GSM_7",
        "C0, GSM_7",
        "D0, GSM_7",
        "E0, UCS_2",
        "F0, GSM_7",
        "F5, EIGHT_BIT"
    })
    void every_coding_scheme_means_an_alphabet(String octet, DataCoding.Alphabet alphabet) {
        assertThat(new DataCoding(HexFormat.fromHexDigits(octet)).alphabet()).isEqualTo(alphabet);
    }

    @Test
    void compressed_text_is_passed_on_unread() {
        var data = submitted(Octets.ofHex("01 00 02 91 21 00 20 02 AA BB")).userData();
        assertThat(data.coding().compressed()).isTrue();
        assertThat(data.text()).isEmpty();
        assertThat(data.octets()).isEqualTo(Octets.ofHex("AABB"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "01 00 15 91 11 11 11 11 11 11 11 11 11 11 01 00 00 00", // 21 digits
                "01 00 02 91 21 00 00 A1 00", // 161 septets
                "01 00 02 91 21 00 04 8D 00", // 141 octets
                "01 00 02 91 21 00 00 05 E8", // fewer octets than septets need
                "41 00 02 91 21 00 04 00", // a header without room
                "41 00 02 91 21 00 04 02 05 00", // a header longer than the data
                "41 00 02 91 21 00 04 03 02 00 03", // an element longer than the header
                "41 00 02 91 21 00 04 02 01 00", // an element without length
                "41 00 02 91 21 00 00 01 00", // one septet, while the header takes two
                "19 00 02 91 21 00 00 62 41 12 30 40 50 00 00", // a month of 14
                "19 00 02 91 21 00 00 62 11 12 30 40 50 77 00", // a zone that is none
                "19 00 02 91 21 00 00 FF FF FF FF FF FF FF 00" // no digits
            })
    void what_is_malformed_is_a_protocol_error(String hex) {
        var failure = catchThrowableOfType(TpException.class, () -> submitted(Octets.ofHex(hex)));
        assertThat(failure).isNotNull();
        assertThat(failure.rpCause()).isEqualTo(RpCause.PROTOCOL_ERROR);
        assertThat(failure.failure()).isEqualTo(TpFailure.UNSPECIFIED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"00 00", "03"})
    void other_types_are_not_supported(String hex) {
        var failure = catchThrowableOfType(TpException.class, () -> submitted(Octets.ofHex(hex)));
        assertThat(failure.rpCause()).isEqualTo(RpCause.NOT_IMPLEMENTED);
        assertThat(failure.failure()).isEqualTo(TpFailure.TPDU_NOT_SUPPORTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"02 00 00 00 00 00 00", "03 AA 00 00 00 00 00", "04 00 00 00 00 00 00"})
    void validity_that_means_nothing_is_refused(String hex) {
        var failure = catchThrowableOfType(
                TpException.class, () -> submitted(Octets.ofHex("09 00 02 91 21 00 00 " + hex + " 00")));
        assertThat(failure.failure()).isEqualTo(TpFailure.VALIDITY_NOT_SUPPORTED);
    }

    @Test
    void whatever_is_cut_off_is_told_and_never_more() {
        for (var whole : new String[] {SUBMIT, DELIVER}) {
            var octets = Octets.ofHex(whole);
            for (int end = 0; end < octets.length(); end++) {
                var cut = octets.slice(0, end);
                assertThat(catchThrowableOfType(TpException.class, () -> {
                            if (whole.equals(SUBMIT)) {
                                submitted(cut);
                            } else {
                                Tpdu.toMobile(cut);
                            }
                        }))
                        .as("%s", cut)
                        .isNotNull();
            }
        }
    }

    @Test
    void any_octets_are_a_message_or_a_refusal() {
        var random = new Random(23_040);
        for (int i = 0; i < 200_000; i++) {
            var bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            var octets = Octets.of(bytes);
            try {
                switch (Tpdu.fromMobile(octets)) {
                    case Tpdu.Submit submit -> {
                        submit.userData().text();
                        submit.userData().part();
                        submit.validity().until(Instant.EPOCH);
                    }
                    case Tpdu.Command command ->
                        assertThat(Tpdu.fromMobile(command.encode())).isEqualTo(command);
                }
            } catch (TpException e) {
                assertThat(e.rpCause()).isNotNull();
            }
            try {
                Tpdu.toMobile(octets);
                Tpdu.deliverReport(octets, i % 2 == 0);
                Tpdu.submitReport(octets, i % 2 == 0);
            } catch (TpException e) {
                assertThat(e.failure()).isNotNull();
            }
            try {
                RpMessage.decode(octets);
            } catch (RpException e) {
                assertThat(e.rpCause()).isNotNull();
            }
        }
    }
}
