package io.carillon.diameter.ro;

import static io.carillon.diameter.ro.RoAvps.NUMBER_OF_MESSAGES_SENT;
import static io.carillon.diameter.ro.RoAvps.SMS_NODE;
import static io.carillon.diameter.ro.RoAvps.SM_MESSAGE_TYPE;

import io.carillon.diameter.Avp;
import io.carillon.diameter.Draft;
import io.carillon.diameter.Grammar;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Optional;

/** SMS-Information (TS 32.299 §7.2.215), the part that says what is charged. */
public record SmsInformation(
        Optional<SmsNode> node, Optional<SmMessageType> messageType, Optional<Long> messages, List<Avp> extra) {
    public static final Grammar<SmsInformation> GRAMMAR = Grammar.of(
                    SmsInformation.class, MethodHandles.lookup(), RoAvps.DICTIONARY)
            .optional(SMS_NODE, SmsInformation::node)
            .optional(SM_MESSAGE_TYPE, SmsInformation::messageType)
            .optional(NUMBER_OF_MESSAGES_SENT, SmsInformation::messages)
            .extra(SmsInformation::extra);

    public static Draft<SmsInformation> draft() {
        return GRAMMAR.draft();
    }
}
