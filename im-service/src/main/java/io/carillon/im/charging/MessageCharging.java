package io.carillon.im.charging;

import io.carillon.im.store.MessageId;
import java.util.Optional;

/** One debit for one message (RFC 8506 §6.3, TS 32.299 §6.3.4). */
public interface MessageCharging {
    /** @param id the same message asked for twice is paid for once */
    record ChargedMessage(MessageId id, String payer, String callee, String icid, boolean sms) {}

    sealed interface Debit {
        record Paid() implements Debit {}

        /** The account cannot pay for it, or does not exist. */
        record Refused(String result) implements Debit {}

        record Unavailable(String reason) implements Debit {}
    }

    Debit debit(ChargedMessage message);

    /** What somebody has paid for already. */
    interface Advance {
        Advance NONE = Optional::empty;

        /** What was paid, once: whoever takes it owes no more for one message, and gives it back if that is not taken. */
        Optional<ChargedMessage> take();
    }

    /** The message that was paid for could not be taken after all. */
    void refund(ChargedMessage message);
}
