package io.carillon.node.trace;

import io.carillon.sip.ims.ChargingVector;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.NameAddr;
import io.carillon.sip.message.SipMessage;
import io.carillon.sip.message.SipParseException;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a trace says of a SIP message, read from the message itself.
 *
 * @param keys Call-ID, ICID, then the public identities
 */
public record SipReading(String summary, Set<String> keys) {
    private static final List<HeaderName> IDENTITIES = List.of(
            HeaderName.FROM,
            HeaderName.TO,
            HeaderName.P_ASSERTED_IDENTITY,
            HeaderName.P_SERVED_USER,
            HeaderName.P_CALLED_PARTY_ID,
            HeaderName.P_ASSOCIATED_URI);

    static SipReading of(byte[] wire) {
        try {
            return of(SipMessage.parse(wire));
        } catch (SipParseException e) {
            return new SipReading("? " + e.reason(), Set.of());
        }
    }

    public static SipReading of(SipMessage message) {
        return new SipReading(summary(message), keys(message));
    }

    /** The event that only the message knew of. */
    TraceEvent of(TraceEvent event) {
        return new TraceEvent(
                event.time(),
                event.node(),
                event.protocol(),
                event.direction(),
                event.from(),
                event.to(),
                summary,
                keys,
                event.payload());
    }

    private static String summary(SipMessage message) {
        try {
            return switch (message) {
                case SipRequest request -> request.method() + " " + request.uri();
                case SipResponse response ->
                    response.status() + " " + response.reason() + " (" + response.method() + ")";
            };
        } catch (SipParseException e) {
            return "? " + e.reason();
        }
    }

    private static Set<String> keys(SipMessage message) {
        Set<String> keys = new LinkedHashSet<>();
        message.first(HeaderName.CALL_ID).ifPresent(keys::add);
        var icid = ChargingVector.of(message).icid();
        if (!icid.isEmpty()) {
            keys.add(icid);
        }
        for (HeaderName header : IDENTITIES) {
            try {
                message.addresses(header).stream()
                        .map(NameAddr::uri)
                        .map(SipReading::withoutParameters)
                        .forEach(keys::add);
            } catch (SipParseException _) {
                // A message that cannot be understood is traced as well; it only has fewer keys.
                continue;
            }
        }
        return keys;
    }

    private static String withoutParameters(String uri) {
        int semicolon = uri.indexOf(';');
        return semicolon < 0 ? uri : uri.substring(0, semicolon);
    }
}
