package io.carillon.cscf.adapter.dns;

import io.carillon.cscf.scscf.NumberTranslation;
import io.carillon.identity.SipUri;
import io.carillon.identity.TelUri;
import io.carillon.node.directory.NodeDirectory;
import io.carillon.node.directory.NodeInfo;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.NAPTRRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** ENUM queries to the enum nodes of the core (RFC 6116 §3): NAPTR records with the service E2U+sip. */
public final class EnumNumbers implements NumberTranslation {
    private static final Logger LOG = LoggerFactory.getLogger(EnumNumbers.class);

    private final NodeDirectory directory;
    private final String suffix;
    private final Duration deadline;
    private final DnsTraces traces;

    public EnumNumbers(NodeDirectory directory, String suffix, Duration deadline, DnsTraces traces) {
        this.traces = traces;
        this.directory = directory;
        this.suffix = suffix;
        this.deadline = deadline;
    }

    @Override
    public Translation translate(TelUri number) {
        if (!number.isGlobal()) {
            return new Translation.NotFound();
        }
        for (var node : directory.ranked("enum")) {
            var address = node.address("dns");
            if (address.isEmpty()) {
                continue;
            }
            var answer = ask(node, address.get(), number);
            if (answer.isPresent()) {
                return answer.get();
            }
            directory.suspect(node);
        }
        return new Translation.Unavailable();
    }

    /** Empty if this server gave no usable answer. */
    private Optional<Translation> ask(NodeInfo node, InetSocketAddress server, TelUri number) {
        try {
            var resolver = new SimpleResolver(server);
            resolver.setTimeout(deadline);
            var query = Message.newQuery(Record.newRecord(name(number), Type.NAPTR, DClass.IN));
            traces.sent(node.id(), query);
            var answer = resolver.send(query);
            traces.received(node.id(), answer);
            return switch (answer.getRcode()) {
                case Rcode.NOERROR -> Optional.of(best(answer, number));
                case Rcode.NXDOMAIN -> Optional.of(new Translation.NotFound());
                default -> Optional.empty();
            };
        } catch (IOException e) {
            LOG.warn("ENUM server {} gave no answer: {}", server, e.getMessage());
            return Optional.empty();
        }
    }

    /** +4930123 is 3.2.1.0.3.9.4.e164.arpa (RFC 6116 §3.2). */
    private Name name(TelUri number) throws TextParseException {
        var digits = number.number().substring(1);
        var labels = new StringBuilder();
        for (int i = digits.length() - 1; i >= 0; i--) {
            labels.append(digits.charAt(i)).append('.');
        }
        return Name.fromString(labels + suffix + ".");
    }

    private static Translation best(Message answer, TelUri number) {
        return answer.getSection(Section.ANSWER).stream()
                .filter(NAPTRRecord.class::isInstance)
                .map(NAPTRRecord.class::cast)
                .filter(record -> record.getFlags().equalsIgnoreCase("u")
                        && record.getService()
                                .toLowerCase(java.util.Locale.ROOT)
                                .startsWith("e2u+sip"))
                .sorted(Comparator.comparingInt(NAPTRRecord::getOrder).thenComparingInt(NAPTRRecord::getPreference))
                .map(record -> rewritten(plain(record.getRegexp()), number))
                .flatMap(Optional::stream)
                .findFirst()
                .<Translation>map(Translation.Found::new)
                .orElseGet(Translation.NotFound::new);
    }

    /** The library gives the text as a zone file has it, in which a backslash is written twice (RFC 1035 §5.1). */
    private static String plain(String text) {
        return text.replaceAll("\\\\([^0-9])", "$1");
    }

    /** A substitution such as {@code !^.*$!sip:bob@example.org!} (RFC 3402 §3.2), on a linear engine. */
    static Optional<SipUri> rewritten(String expression, TelUri number) {
        try {
            var parts = expression.substring(1).split(java.util.regex.Pattern.quote(expression.substring(0, 1)), -1);
            var pattern = com.google.re2j.Pattern.compile(parts[0]);
            var replacement = parts[1].replaceAll("\\\\(\\d)", "\\$$1");
            return Optional.of(SipUri.parse(pattern.matcher(number.number()).replaceFirst(replacement)));
        } catch (RuntimeException e) {
            LOG.warn("Unusable NAPTR substitution {}: {}", expression, e.getMessage());
            return Optional.empty();
        }
    }
}
