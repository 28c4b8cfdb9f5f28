package io.carillon.sip.ims;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.Params;
import io.carillon.sip.message.SipMessage;
import io.carillon.sip.message.SipParseException;
import java.util.List;
import java.util.Optional;

/**
 * Feature-Caps: what a node on the way supports, one value for each node (RFC 6809, TS 24.229 §7.9).
 *
 * @param indicators {@code +g.3gpp.srvcc} and the like, with the value that some have
 */
public record FeatureCaps(Params indicators) {
    /** In the order of the header's values: the node nearest to us wrote the first. */
    public static List<FeatureCaps> of(SipMessage message) {
        return message.all(HeaderName.FEATURE_CAPS).stream()
                .map(String::strip)
                .map(FeatureCaps::parse)
                .toList();
    }

    private static FeatureCaps parse(String value) {
        if (!value.startsWith("*")) {
            throw new SipParseException("Bad Feature-Caps");
        }
        var rest = value.substring(1).strip();
        if (rest.isEmpty()) {
            return new FeatureCaps(Params.NONE);
        }
        if (rest.charAt(0) != ';') {
            throw new SipParseException("Bad Feature-Caps");
        }
        return new FeatureCaps(Params.of(rest.substring(1)));
    }

    /** @param indicator with its '+' */
    public boolean has(String indicator) {
        return indicators.has(indicator);
    }

    /** The indicator's value without quotes. */
    public Optional<String> value(String indicator) {
        return indicators.text(indicator);
    }

    @Override
    public String toString() {
        return "*" + indicators;
    }
}
