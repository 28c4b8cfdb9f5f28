package io.carillon.diameter.sh;

import static io.carillon.diameter.sh.ShAvps.AS_NUMBER;
import static io.carillon.diameter.sh.ShAvps.CALL_REFERENCE_NUMBER;

import io.carillon.diameter.Avp;
import io.carillon.diameter.Draft;
import io.carillon.diameter.Grammar;
import io.carillon.diameter.Octets;
import java.lang.invoke.MethodHandles;
import java.util.List;

/** Call-Reference-Info (TS 29.329 §6.3.29). */
public record CallReferenceInfo(Octets callReferenceNumber, Octets asNumber, List<Avp> extra) {
    public static final Grammar<CallReferenceInfo> GRAMMAR = Grammar.of(
                    CallReferenceInfo.class, MethodHandles.lookup(), ShAvps.DICTIONARY)
            .required(CALL_REFERENCE_NUMBER, CallReferenceInfo::callReferenceNumber)
            .required(AS_NUMBER, CallReferenceInfo::asNumber)
            .extra(CallReferenceInfo::extra);

    public static Draft<CallReferenceInfo> draft() {
        return GRAMMAR.draft();
    }
}
