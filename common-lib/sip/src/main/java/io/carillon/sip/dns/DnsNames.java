package io.carillon.sip.dns;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.NAPTRRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.lookup.LookupFailedException;
import org.xbill.DNS.lookup.LookupSession;
import org.xbill.DNS.lookup.NoSuchDomainException;
import org.xbill.DNS.lookup.NoSuchRRSetException;

/** Real DNS by dnsjava: the system's servers or given ones, /etc/hosts, aliases followed, TCP where it is truncated. */
public final class DnsNames implements Names {
    private static final int TRIES = 2;

    private final LookupSession session;

    /**
     * @param servers none for those of the system
     * @param deadline how long one server may take to answer
     */
    public DnsNames(List<InetSocketAddress> servers, Duration deadline) {
        var resolver = servers.isEmpty()
                ? new ExtendedResolver()
                : new ExtendedResolver(servers.stream().map(SimpleResolver::new).toArray(Resolver[]::new));
        resolver.setRetries(TRIES);
        resolver.setTimeout(deadline.multipliedBy((long) TRIES * Math.max(1, servers.size())));
        for (var each : resolver.getResolvers()) {
            each.setTimeout(deadline);
        }
        session = LookupSession.builder()
                .resolver(resolver)
                .defaultHostsFileParser()
                .build();
    }

    @Override
    public Answer<Naptr> naptr(String domain) throws IOException {
        return answer(domain, Type.NAPTR, record -> {
            var naptr = (NAPTRRecord) record;
            return new Naptr(
                    naptr.getOrder(),
                    naptr.getPreference(),
                    naptr.getFlags(),
                    naptr.getService(),
                    text(naptr.getReplacement()));
        });
    }

    @Override
    public Answer<Srv> srv(String name) throws IOException {
        return answer(name, Type.SRV, record -> {
            var srv = (SRVRecord) record;
            return new Srv(srv.getPriority(), srv.getWeight(), srv.getPort(), text(srv.getTarget()));
        });
    }

    @Override
    public Answer<InetAddress> addresses(String host) throws IOException {
        var four = answer(host, Type.A, record -> ((ARecord) record).getAddress());
        var six = six(host, four);
        if (four.records().isEmpty() || six.records().isEmpty()) {
            return four.records().isEmpty() ? six : four;
        }
        var both = new ArrayList<InetAddress>(four.records());
        both.addAll(six.records());
        return new Answer<>(both, four.ttl().compareTo(six.ttl()) < 0 ? four.ttl() : six.ttl());
    }

    /** A server error for AAAA, as of name servers that do not know it, costs nobody its IPv4 addresses. */
    private Answer<InetAddress> six(String host, Answer<InetAddress> four) throws IOException {
        try {
            return answer(host, Type.AAAA, record -> ((AAAARecord) record).getAddress());
        } catch (ServerError e) {
            if (four.records().isEmpty()) {
                throw e;
            }
            return Answer.none();
        }
    }

    /** Without its final dot; the root is empty. */
    private static String text(Name name) {
        return name.toString(true).equals(".") ? "" : name.toString(true);
    }

    private <T> Answer<T> answer(String name, int type, Function<Record, T> read) throws IOException {
        try {
            var found = session
                    .lookupAsync(Name.fromString(name, Name.root), type)
                    .toCompletableFuture()
                    .join()
                    .getRecords()
                    .stream()
                    .filter(record -> record.getType() == type)
                    .toList();
            long ttl = found.stream().mapToLong(Record::getTTL).min().orElse(0);
            return new Answer<>(found.stream().map(read).toList(), Duration.ofSeconds(ttl));
        } catch (TextParseException e) {
            return Answer.none(); // no name that DNS could have
        } catch (CompletionException e) {
            if (e.getCause() instanceof NoSuchDomainException || e.getCause() instanceof NoSuchRRSetException) {
                return Answer.none();
            }
            var message = name + " " + Type.string(type) + ": " + e.getCause();
            throw e.getCause() instanceof LookupFailedException
                    ? new ServerError(message, e)
                    : new IOException(message, e);
        }
    }
}
