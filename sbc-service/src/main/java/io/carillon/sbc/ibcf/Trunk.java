package io.carillon.sbc.ibcf;

import io.carillon.identity.SipUri;
import io.carillon.identity.TelUri;
import io.carillon.sip.message.Uris;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Another network, or a telephone system of a company, as the operator agreed with it.
 *
 * @param name how logs, records and the audit call it
 * @param certificates the SIP domains of which its certificate names one (RFC 5922 §7.1)
 * @param domains of its callers
 * @param numbers how its callers' numbers begin, such as {@code +4930}
 */
public record Trunk(
        @Pattern(regexp = "[A-Za-z0-9._-]{1,64}") String name,
        @NotEmpty List<String> certificates,
        @DefaultValue List<String> domains,
        @DefaultValue List<@Pattern(regexp = "\\+[0-9]{1,15}") String> numbers) {
    public Trunk {
        certificates = lower(certificates);
        domains = lower(domains);
    }

    private static List<String> lower(List<String> names) {
        return names.stream().map(each -> each.toLowerCase(Locale.ROOT)).toList();
    }

    /** Whether a caller may be called that: one in its domains, or with one of its numbers in whatever domain. */
    boolean answersFor(String identity) {
        return number(identity)
                .map(number -> numbers.stream().anyMatch(number::startsWith))
                .orElseGet(() -> Uris.isSip(identity)
                        && domains.contains(Uris.sip(identity).host().toLowerCase(Locale.ROOT)));
    }

    /** That of a tel URI, or of a SIP URI that says that it is one (RFC 3261 §19.1.6). */
    private static Optional<String> number(String identity) {
        if (!Uris.isSip(identity)) {
            return Uris.tel(identity).filter(TelUri::isGlobal).map(TelUri::number);
        }
        var sip = Uris.sip(identity);
        return sip.param("user").filter("phone"::equalsIgnoreCase).flatMap(ignored -> sip.decodedUser());
    }

    /** What charging calls it (RFC 7315 §4.6.2.3). */
    String network() {
        return domains.isEmpty() ? name : domains.getFirst();
    }

    /** Of our users, and not somebody whom we would have to look for elsewhere. */
    static boolean isFor(String uri, String home) {
        return Uris.isSip(uri) ? isAt(Uris.sip(uri), home) : Uris.tel(uri).isPresent();
    }

    private static boolean isAt(SipUri uri, String home) {
        return uri.host().equalsIgnoreCase(home);
    }
}
