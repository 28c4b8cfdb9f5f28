package io.carillon.im.smsip.pdu;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * <pre>
 *   8    7     6     5 4   3    2 1        first octet (TS 23.040 §9.2.2)
 *  RP  UDHI  SRR   VPF    RD   0 1  = SMS-SUBMIT
 *   -  UDHI  SRR    -     -    1 0  = SMS-COMMAND
 *  RP  UDHI  SRI   - LP   MMS  0 0  = SMS-DELIVER           (MMS 0: more messages wait)
 *   -  UDHI  SRQ   - LP   MMS  1 0  = SMS-STATUS-REPORT
 *   -  UDHI   -    - -     -   0 x  = the reports, then [TP-FCS] and TP-PI
 * </pre>
 */
final class TpCodec {
    private static final int UDHI = 0x40;
    private static final int REPLY_PATH = 0x80;
    private static final int STATUS = 0x20;
    private static final int LOOP = 0x08;
    /** TP-RD of a submission, TP-MMS towards the mobile. */
    private static final int THIRD = 0x04;

    private static final int SUBMIT = 1;
    private static final int COMMAND = 2;

    private static final int PI_PROTOCOL = 1;
    private static final int PI_CODING = 2;
    private static final int PI_USER_DATA = 4;
    private static final int PI_EXTENSION = 0x80;

    private TpCodec() {}

    /** Every way to be cut off or malformed ends in the exception that says what to answer. */
    static <T> T reading(Octets octets, Function<OctetReader, T> part) {
        try {
            return part.apply(new OctetReader(octets));
        } catch (OctetReader.EndReached e) {
            throw TpException.broken(String.valueOf(e.getMessage()));
        }
    }

    static Tpdu.FromMobile fromMobile(OctetReader in) {
        int first = in.octet("TP-MTI");
        return switch (first & 3) {
            case SUBMIT -> submit(in, first);
            case COMMAND -> command(in, first);
            default ->
                throw new TpException(RpCause.NOT_IMPLEMENTED, TpFailure.TPDU_NOT_SUPPORTED, "TP-MTI " + (first & 3));
        };
    }

    private static Tpdu.Command command(OctetReader in, int first) {
        int reference = in.octet("TP-Message-Reference");
        int protocol = in.octet("TP-Protocol-Identifier");
        int type = in.octet("TP-Command-Type");
        int number = in.octet("TP-Message-Number");
        var destination = TpAddress.read(in, "TP-Destination-Address");
        int length = in.octet("TP-Command-Data-Length");
        if (length > UserData.MOST_OCTETS) {
            throw TpException.broken("TP-Command-Data has " + length + " octets");
        }
        var data = in.octets(length, "TP-Command-Data");
        return new Tpdu.Command(has(first, STATUS), reference, protocol, type, number, destination, data);
    }

    static Octets encode(Tpdu.Command command) {
        var out = new OctetWriter()
                .octet(COMMAND | bit(command.statusReport(), STATUS))
                .octet(command.reference())
                .octet(command.protocol())
                .octet(command.type())
                .octet(command.number());
        command.destination().write(out);
        return out.withLength(command.data()).written();
    }

    private static Tpdu.Submit submit(OctetReader in, int first) {
        int reference = in.octet("TP-Message-Reference");
        var destination = TpAddress.read(in, "TP-Destination-Address");
        int protocol = in.octet("TP-Protocol-Identifier");
        var coding = new DataCoding(in.octet("TP-Data-Coding-Scheme"));
        var validity = Validity.read(in, first >> 3 & 3);
        var userData = UserData.read(in, coding, has(first, UDHI));
        return new Tpdu.Submit(
                has(first, THIRD),
                has(first, STATUS),
                has(first, REPLY_PATH),
                reference,
                destination,
                protocol,
                validity,
                userData);
    }

    static Octets encode(Tpdu.Submit submit) {
        var out = new OctetWriter();
        out.octet(SUBMIT
                        | bit(submit.rejectDuplicates(), THIRD)
                        | submit.validity().format() << 3
                        | bit(submit.statusReport(), STATUS)
                        | bit(submit.userData().header(), UDHI)
                        | bit(submit.replyPath(), REPLY_PATH))
                .octet(submit.reference());
        submit.destination().write(out);
        out.octet(submit.protocol()).octet(submit.userData().coding().octet());
        submit.validity().write(out);
        submit.userData().write(out);
        return out.written();
    }

    static Tpdu toMobile(OctetReader in) {
        int first = in.octet("TP-MTI");
        return switch (first & 3) {
            case 0 -> deliver(in, first);
            case 2 -> statusReport(in, first);
            default ->
                throw new TpException(RpCause.NOT_IMPLEMENTED, TpFailure.TPDU_NOT_SUPPORTED, "TP-MTI " + (first & 3));
        };
    }

    private static Tpdu.Deliver deliver(OctetReader in, int first) {
        var originator = TpAddress.read(in, "TP-Originating-Address");
        int protocol = in.octet("TP-Protocol-Identifier");
        var coding = new DataCoding(in.octet("TP-Data-Coding-Scheme"));
        var accepted = Timestamp.read(in, "TP-Service-Centre-Time-Stamp");
        return new Tpdu.Deliver(
                !has(first, THIRD),
                has(first, LOOP),
                has(first, STATUS),
                has(first, REPLY_PATH),
                originator,
                protocol,
                accepted,
                UserData.read(in, coding, has(first, UDHI)));
    }

    static Octets encode(Tpdu.Deliver deliver) {
        var out = new OctetWriter();
        out.octet(bit(!deliver.more(), THIRD)
                | bit(deliver.loop(), LOOP)
                | bit(deliver.reported(), STATUS)
                | bit(deliver.userData().header(), UDHI)
                | bit(deliver.replyPath(), REPLY_PATH));
        deliver.originator().write(out);
        out.octet(deliver.protocol()).octet(deliver.userData().coding().octet());
        deliver.accepted().write(out);
        deliver.userData().write(out);
        return out.written();
    }

    private static Tpdu.StatusReport statusReport(OctetReader in, int first) {
        int reference = in.octet("TP-Message-Reference");
        var recipient = TpAddress.read(in, "TP-Recipient-Address");
        var accepted = Timestamp.read(in, "TP-Service-Centre-Time-Stamp");
        var discharged = Timestamp.read(in, "TP-Discharge-Time");
        int status = in.octet("TP-Status");
        var rest = in.left() == 0 ? Extras.NONE : Extras.read(in, has(first, UDHI));
        return new Tpdu.StatusReport(
                !has(first, THIRD),
                has(first, STATUS),
                reference,
                recipient,
                accepted,
                discharged,
                status,
                rest.protocol(),
                rest.userData());
    }

    static Octets encode(Tpdu.StatusReport report) {
        var out = new OctetWriter()
                .octet(COMMAND
                        | bit(!report.more(), THIRD)
                        | bit(report.ofCommand(), STATUS)
                        | bit(headed(report.userData()), UDHI))
                .octet(report.reference());
        report.recipient().write(out);
        report.accepted().write(out);
        report.discharged().write(out);
        out.octet(report.status());
        var rest = new Extras(report.protocol(), report.userData());
        if (!rest.equals(Extras.NONE)) {
            rest.writeIndicator(out);
            rest.write(out);
        }
        return out.written();
    }

    static Tpdu.DeliverReport deliverReport(OctetReader in, boolean inError) {
        int first = in.octet("TP-MTI");
        var failure = inError ? Optional.of(new TpFailure(in.octet("TP-Failure-Cause"))) : Optional.<TpFailure>empty();
        var rest = in.left() == 0 ? Extras.NONE : Extras.read(in, has(first, UDHI));
        return new Tpdu.DeliverReport(failure, rest.protocol(), rest.userData());
    }

    static Octets encode(Tpdu.DeliverReport report) {
        var out = new OctetWriter().octet(bit(headed(report.userData()), UDHI));
        report.failure().ifPresent(failure -> out.octet(failure.code()));
        var rest = new Extras(report.protocol(), report.userData());
        rest.writeIndicator(out);
        rest.write(out);
        return out.written();
    }

    static Tpdu.SubmitReport submitReport(OctetReader in, boolean inError) {
        int first = in.octet("TP-MTI");
        var failure = inError ? Optional.of(new TpFailure(in.octet("TP-Failure-Cause"))) : Optional.<TpFailure>empty();
        int indicator = Extras.indicator(in);
        var accepted = Timestamp.read(in, "TP-Service-Centre-Time-Stamp");
        var rest = Extras.read(in, indicator, has(first, UDHI));
        return new Tpdu.SubmitReport(failure, accepted, rest.protocol(), rest.userData());
    }

    static Octets encode(Tpdu.SubmitReport report) {
        var out = new OctetWriter().octet(SUBMIT | bit(headed(report.userData()), UDHI));
        report.failure().ifPresent(failure -> out.octet(failure.code()));
        var rest = new Extras(report.protocol(), report.userData());
        rest.writeIndicator(out);
        report.accepted().write(out);
        rest.write(out);
        return out.written();
    }

    private static boolean headed(Optional<UserData> userData) {
        return userData.filter(UserData::header).isPresent();
    }

    private static boolean has(int octet, int bit) {
        return (octet & bit) != 0;
    }

    private static int bit(boolean set, int bit) {
        return set ? bit : 0;
    }

    /** What TP-Parameter-Indicator announces (§9.2.3.27). */
    private record Extras(OptionalInt protocol, Optional<UserData> userData) {
        static final Extras NONE = new Extras(OptionalInt.empty(), Optional.empty());

        static int indicator(OctetReader in) {
            int indicator = in.octet("TP-Parameter-Indicator");
            // Extension octets announce nothing that is defined.
            for (int more = indicator; has(more, PI_EXTENSION); ) {
                more = in.octet("TP-Parameter-Indicator");
            }
            return indicator;
        }

        static Extras read(OctetReader in, boolean header) {
            return read(in, indicator(in), header);
        }

        static Extras read(OctetReader in, int indicator, boolean header) {
            var protocol = has(indicator, PI_PROTOCOL)
                    ? OptionalInt.of(in.octet("TP-Protocol-Identifier"))
                    : OptionalInt.empty();
            var coding =
                    has(indicator, PI_CODING) ? new DataCoding(in.octet("TP-Data-Coding-Scheme")) : DataCoding.GSM_7;
            return new Extras(
                    protocol,
                    has(indicator, PI_USER_DATA) ? Optional.of(UserData.read(in, coding, header)) : Optional.empty());
        }

        void writeIndicator(OctetWriter out) {
            out.octet(bit(protocol.isPresent(), PI_PROTOCOL)
                    | bit(userData.isPresent(), PI_CODING)
                    | bit(userData.isPresent(), PI_USER_DATA));
        }

        void write(OctetWriter out) {
            protocol.ifPresent(out::octet);
            userData.ifPresent(data -> {
                out.octet(data.coding().octet());
                data.write(out);
            });
        }
    }
}
