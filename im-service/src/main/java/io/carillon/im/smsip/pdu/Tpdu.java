package io.carillon.im.smsip.pdu;

import java.util.Optional;
import java.util.OptionalInt;

/** A message of the transfer layer (TS 23.040 §9.2.2). */
public sealed interface Tpdu {
    Octets encode();

    /** What a mobile station sends in RP-DATA. */
    sealed interface FromMobile extends Tpdu {}

    /**
     * SMS-SUBMIT (§9.2.2.2).
     *
     * @param statusReport TP-SRR: the sender wants to hear of the end
     */
    record Submit(
            boolean rejectDuplicates,
            boolean statusReport,
            boolean replyPath,
            int reference,
            TpAddress destination,
            int protocol,
            Validity validity,
            UserData userData)
            implements FromMobile {
        @Override
        public Octets encode() {
            return TpCodec.encode(this);
        }
    }

    /**
     * SMS-COMMAND (§9.2.2.4).
     *
     * @param statusReport TP-SRR: the sender wants to hear of the result
     * @param type TP-CT (§9.2.3.19)
     * @param number TP-MN: the TP-MR of the SMS-SUBMIT that this is about
     * @param data TP-CD: what the command needs beside
     */
    record Command(
            boolean statusReport, int reference, int protocol, int type, int number, TpAddress destination, Octets data)
            implements FromMobile {
        public static final int ENQUIRY = 0;
        public static final int CANCEL_STATUS_REPORT = 1;
        public static final int DELETE = 2;
        public static final int ENABLE_STATUS_REPORT = 3;

        @Override
        public Octets encode() {
            return TpCodec.encode(this);
        }
    }

    /**
     * SMS-DELIVER (§9.2.2.1).
     *
     * @param more whether more messages wait
     * @param reported TP-SRI: the sender hears of the end
     */
    record Deliver(
            boolean more,
            boolean loop,
            boolean reported,
            boolean replyPath,
            TpAddress originator,
            int protocol,
            Timestamp accepted,
            UserData userData)
            implements Tpdu {
        @Override
        public Octets encode() {
            return TpCodec.encode(this);
        }
    }

    /** SMS-DELIVER-REPORT (§9.2.2.1a): with a failure in an RP-ERROR, without one in an RP-ACK. */
    record DeliverReport(Optional<TpFailure> failure, OptionalInt protocol, Optional<UserData> userData)
            implements Tpdu {
        @Override
        public Octets encode() {
            return TpCodec.encode(this);
        }
    }

    /** SMS-SUBMIT-REPORT (§9.2.2.2a): with a failure in an RP-ERROR, without one in an RP-ACK. */
    record SubmitReport(
            Optional<TpFailure> failure, Timestamp accepted, OptionalInt protocol, Optional<UserData> userData)
            implements Tpdu {
        public static SubmitReport of(Optional<TpFailure> failure, Timestamp accepted) {
            return new SubmitReport(failure, accepted, OptionalInt.empty(), Optional.empty());
        }

        @Override
        public Octets encode() {
            return TpCodec.encode(this);
        }
    }

    /**
     * SMS-STATUS-REPORT (§9.2.2.3).
     *
     * @param ofCommand TP-SRQ: whether it is the result of an SMS-COMMAND, or of an SMS-SUBMIT
     * @param reference the TP-MR of that one
     * @param status TP-Status (§9.2.3.15)
     */
    record StatusReport(
            boolean more,
            boolean ofCommand,
            int reference,
            TpAddress recipient,
            Timestamp accepted,
            Timestamp discharged,
            int status,
            OptionalInt protocol,
            Optional<UserData> userData)
            implements Tpdu {
        public static final int RECEIVED = 0x00;
        public static final int REPLACED = 0x02;
        public static final int NO_RESPONSE_YET = 0x22;
        public static final int NOT_OBTAINABLE = 0x43;
        public static final int EXPIRED = 0x46;
        public static final int DELETED = 0x47;
        public static final int DOES_NOT_EXIST = 0x49;

        @Override
        public Octets encode() {
            return TpCodec.encode(this);
        }
    }

    /** @throws TpException with the causes to answer */
    static FromMobile fromMobile(Octets octets) {
        return TpCodec.reading(octets, TpCodec::fromMobile);
    }

    /** What a service centre sends in RP-DATA: SMS-DELIVER or SMS-STATUS-REPORT. */
    static Tpdu toMobile(Octets octets) {
        return TpCodec.reading(octets, TpCodec::toMobile);
    }

    /** What a mobile station sends in RP-ACK or RP-ERROR. */
    static DeliverReport deliverReport(Octets octets, boolean inError) {
        return TpCodec.reading(octets, in -> TpCodec.deliverReport(in, inError));
    }

    /** What a service centre sends in RP-ACK or RP-ERROR. */
    static SubmitReport submitReport(Octets octets, boolean inError) {
        return TpCodec.reading(octets, in -> TpCodec.submitReport(in, inError));
    }
}
