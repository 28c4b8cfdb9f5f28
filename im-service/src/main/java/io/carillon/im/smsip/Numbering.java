package io.carillon.im.smsip;

import io.carillon.identity.Impu;
import io.carillon.im.smsip.pdu.TpAddress;
import io.carillon.sip.message.Uris;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Numbers as phones write them, and as the network knows them.
 *
 * @param countryCode of the home country, such as 49, by which national numbers become global; "" leaves them as they are
 */
public record Numbering(String homeDomain, String countryCode) {
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,20}");
    private static final Pattern GLOBAL = Pattern.compile("\\+?[0-9]{3,15}");
    private static final String TRUNK = "0";
    private static final String ABROAD = "00";

    /** The recipient's identity; empty for an address that is no number. */
    Optional<String> recipient(TpAddress address) {
        var digits = address.value();
        if (!DIGITS.matcher(digits).matches()) {
            return Optional.empty();
        }
        return switch (address.type()) {
            case INTERNATIONAL -> Optional.of("tel:+" + digits);
            case NATIONAL -> Optional.of(national(digits));
            case UNKNOWN -> Optional.of(dialled(digits));
            case NETWORK_SPECIFIC, SUBSCRIBER, ABBREVIATED -> Optional.of(local(digits));
            case ALPHANUMERIC, RESERVED -> Optional.empty();
        };
    }

    private String dialled(String digits) {
        if (countryCode.isEmpty()) {
            return local(digits);
        }
        if (digits.startsWith(ABROAD) && digits.length() > ABROAD.length()) {
            return "tel:+" + digits.substring(ABROAD.length());
        }
        return digits.startsWith(TRUNK) && digits.length() > TRUNK.length()
                ? national(digits.substring(TRUNK.length()))
                : local(digits);
    }

    private String national(String digits) {
        return countryCode.isEmpty() ? local(digits) : "tel:+" + countryCode + digits;
    }

    /** RFC 3966 §5.1.4. */
    private String local(String digits) {
        return "tel:" + digits + ";phone-context=" + homeDomain;
    }

    /**
     * The identity that a person means: a public identity as it is, or a number as dialled.
     *
     * @throws IllegalArgumentException for anything else
     */
    public String identity(String written) {
        if (written.startsWith("+") && GLOBAL.matcher(written).matches()) {
            return "tel:" + written;
        }
        if (DIGITS.matcher(written).matches()) {
            return dialled(written);
        }
        try {
            return Impu.parse(written).value();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'" + written + "' is neither a number such as +491234 nor sip:user@domain nor tel:+number", e);
        }
    }

    /** The sender as the recipient sees it: its number if one is known, else as much of its name as has room. */
    static TpAddress originator(String served, List<String> asserted) {
        return asserted.stream()
                .filter(each -> Uris.tel(each).isPresent())
                .findFirst()
                .or(() -> Optional.of(served))
                .map(Numbering::originator)
                .orElseThrow();
    }

    /** The identity's number, else as much of its name as has room. */
    public static TpAddress originator(String identity) {
        var tel = Uris.tel(identity);
        var name = tel.isPresent()
                ? tel.get().number()
                : Uris.sip(identity).user().orElseGet(() -> Uris.sip(identity).host());
        return GLOBAL.matcher(name).matches() && (tel.isPresent() || name.startsWith("+"))
                ? TpAddress.international(name)
                : TpAddress.alphanumeric(name);
    }
}
