package io.carillon.node.sip;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** The A/AAAA step of RFC 3263 §4.2, remembered for a while, also when there was no answer. */
final class HostAddresses {
    private static final long GOOD = Duration.ofSeconds(30).toNanos();
    private static final long BAD = Duration.ofSeconds(5).toNanos();
    private static final int MOST = 1_000;

    /** Asks the resolver of the system. */
    interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    private record Answer(List<InetAddress> addresses, long until) {}

    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final Resolver resolver;
    private final LongSupplier nanoTime;

    HostAddresses() {
        this(InetAddress::getAllByName, System::nanoTime);
    }

    HostAddresses(Resolver resolver, LongSupplier nanoTime) {
        this.resolver = resolver;
        this.nanoTime = nanoTime;
    }

    /** May wait for DNS unless {@link #isKnown}; empty if the name has no address. */
    List<InetAddress> of(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        Answer known = answers.get(name);
        if (known != null && isFresh(known)) {
            return known.addresses();
        }
        Answer asked = ask(name);
        if (answers.size() >= MOST) {
            // Names come from outside too: they must not fill the memory.
            answers.clear();
        }
        answers.put(name, asked);
        return asked.addresses();
    }

    private Answer ask(String name) {
        try {
            return new Answer(List.of(resolver.resolve(name)), nanoTime.getAsLong() + GOOD);
        } catch (UnknownHostException _) {
            return new Answer(List.of(), nanoTime.getAsLong() + BAD);
        }
    }

    boolean isKnown(String host) {
        Answer known = answers.get(host.toLowerCase(Locale.ROOT));
        return known != null && isFresh(known);
    }

    private boolean isFresh(Answer answer) {
        return answer.until() - nanoTime.getAsLong() > 0;
    }
}
