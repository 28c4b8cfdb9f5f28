package io.carillon.ipsec.helper;

import io.carillon.ipsec.EspAssociation;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the kernel was given, without its keys. A set goes when it is removed or its time is up, whatever became of who
 * asked for it.
 */
final class Installed {
    private static final int MOST = 200_000;

    private final Kernel kernel;
    private final Clock clock;
    private final Map<String, Entry> sets = new HashMap<>();
    /** Which set a policy belongs to now: a newer set between the same ports took it over. */
    private final Map<String, String> policies = new HashMap<>();

    private record Entry(List<EspAssociation> associations, Instant end) {}

    Installed(Kernel kernel, Clock clock) {
        this.kernel = kernel;
        this.clock = clock;
    }

    /** @throws IOException why not, in words that may be told */
    synchronized void perform(HelperRequest request) throws IOException {
        switch (request) {
            case HelperRequest.Install install -> install(install);
            case HelperRequest.Live(var id, var lifetime) -> {
                var known = known(id);
                sets.put(id, new Entry(known.associations(), clock.instant().plus(lifetime)));
            }
            case HelperRequest.Remove(var id) -> remove(id, known(id));
        }
    }

    private Entry known(String id) throws IOException {
        var known = sets.get(id);
        if (known == null) {
            throw new IOException("unknown set");
        }
        return known;
    }

    private void install(HelperRequest.Install install) throws IOException {
        if (sets.containsKey(install.id())) {
            throw new IOException("id in use");
        }
        if (sets.size() >= MOST) {
            throw new IOException("too many sets");
        }
        var wanted = EspAssociation.of(install.set());
        var batch = new StringBuilder();
        wanted.forEach(each -> batch.append(IpBatch.add(each)));
        try {
            kernel.run(batch.toString(), false);
        } catch (IOException e) {
            kernel.run(withdrawal(install.id(), wanted), true);
            throw e;
        }
        var kept = wanted.stream().map(Installed::withoutKeys).toList();
        kept.forEach(each -> policies.put(selector(each), install.id()));
        sets.put(install.id(), new Entry(kept, clock.instant().plus(install.lifetime())));
    }

    private static EspAssociation withoutKeys(EspAssociation each) {
        return new EspAssociation(
                each.inbound(),
                each.source(),
                each.sourcePort(),
                each.destination(),
                each.destinationPort(),
                each.spi(),
                each.suite(),
                new byte[0],
                new byte[0]);
    }

    private static String selector(EspAssociation each) {
        return IpBatch.selector(each, "any");
    }

    private void remove(String id, Entry entry) throws IOException {
        kernel.run(withdrawal(id, entry.associations()), true);
        entry.associations().forEach(each -> policies.remove(selector(each), id));
        sets.remove(id);
    }

    private String withdrawal(String id, List<EspAssociation> associations) {
        var batch = new StringBuilder();
        for (var each : associations) {
            if (policies.getOrDefault(selector(each), id).equals(id)) {
                batch.append(IpBatch.deletePolicies(each));
            }
            batch.append(IpBatch.deleteState(each));
        }
        return batch.toString();
    }

    /** Takes away what is over. */
    synchronized void sweep() throws IOException {
        var now = clock.instant();
        for (var each : List.copyOf(sets.entrySet())) {
            if (!each.getValue().end().isAfter(now)) {
                remove(each.getKey(), each.getValue());
            }
        }
    }

    synchronized int size() {
        return sets.size();
    }
}
