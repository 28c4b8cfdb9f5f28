package io.carillon.sip.ims;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.Params;
import io.carillon.sip.message.SipMessage;
import io.carillon.sip.message.SipParseException;
import java.util.Optional;

/**
 * P-Charging-Vector: what ties the charging records of every node to one session (RFC 7315 §4.6).
 *
 * @param icid the IMS charging identity, "" if there is none
 * @param origIoi the network of the caller
 * @param termIoi the network of the callee
 */
public record ChargingVector(String icid, Optional<String> origIoi, Optional<String> termIoi) {
    private static final ChargingVector NONE = new ChargingVector("", Optional.empty(), Optional.empty());

    /** That of the message; without anything in it where there is none, or none that can be read. */
    public static ChargingVector of(SipMessage message) {
        var written = message.first(HeaderName.P_CHARGING_VECTOR);
        if (written.isEmpty()) {
            return NONE;
        }
        try {
            var params = Params.of(written.get());
            return new ChargingVector(
                    params.text("icid-value").orElse(""), params.text("orig-ioi"), params.text("term-ioi"));
        } catch (SipParseException e) {
            return NONE; // no call fails for what is only to be billed
        }
    }

    /** A vector that begins here, as text. */
    public static String begun(String icid) {
        return "icid-value=\"" + icid + "\"";
    }
}
