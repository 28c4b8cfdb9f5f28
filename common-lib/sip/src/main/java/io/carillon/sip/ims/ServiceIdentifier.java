package io.carillon.sip.ims;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipMessage;
import io.carillon.sip.message.SipParseException;
import java.util.List;
import java.util.Locale;

/**
 * A service by its name: of P-Preferred-Service, which a phone asks for, and of P-Asserted-Service, which the network
 * has allowed (RFC 6050, TS 24.229 §7.2A.8).
 *
 * @param urn as written, such as {@code urn:urn-7:3gpp-service.ims.icsi.mmtel}
 */
public record ServiceIdentifier(String urn) {
    private static final String NAMESPACE = "urn:urn-7:";

    public ServiceIdentifier {
        if (!urn.toLowerCase(Locale.ROOT).startsWith(NAMESPACE) || !isName(urn.substring(NAMESPACE.length()))) {
            throw new SipParseException("Bad service identifier");
        }
    }

    public static List<ServiceIdentifier> preferred(SipMessage message) {
        return read(message, HeaderName.P_PREFERRED_SERVICE);
    }

    public static List<ServiceIdentifier> asserted(SipMessage message) {
        return read(message, HeaderName.P_ASSERTED_SERVICE);
    }

    private static List<ServiceIdentifier> read(SipMessage message, HeaderName header) {
        return message.all(header).stream()
                .map(value -> new ServiceIdentifier(value.strip()))
                .toList();
    }

    /** A communication service of the IMS (ICSI), not an application of its own (IARI). */
    public boolean isCommunicationService() {
        return urn.substring(NAMESPACE.length()).toLowerCase(Locale.ROOT).startsWith("3gpp-service.ims.icsi.");
    }

    /** Labels of letters, digits and '-' between dots (RFC 6050 §8.2); a '_' and an escape are seen in use. */
    private static boolean isName(String name) {
        boolean label = false;
        for (int at = 0; at < name.length(); at++) {
            char c = name.charAt(at);
            if (c == '.') {
                if (!label) {
                    return false;
                }
                label = false;
            } else if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "-_%".indexOf(c) >= 0) {
                label = true;
            } else {
                return false;
            }
        }
        return label;
    }

    @Override
    public String toString() {
        return urn;
    }
}
