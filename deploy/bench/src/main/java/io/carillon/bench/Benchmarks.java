package io.carillon.bench;

import io.carillon.bench.chain.ChainOperation;
import io.carillon.bench.hss.HssOperation;
import io.carillon.bench.media.MediaOperation;
import io.carillon.bench.sip.SipOperation;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Every operation that {@code ./ims bench} knows, and how one is measured. */
public final class Benchmarks {
    private static final List<Operation> OPERATIONS = Stream.<Operation>concat(
                    SipOperation.all().stream(),
                    Stream.concat(ChainOperation.all().stream(), Stream.of(new MediaOperation(), new HssOperation())))
            .toList();

    private Benchmarks() {}

    public static List<String> names() {
        return OPERATIONS.stream().map(Operation::name).toList();
    }

    /** @throws BenchException if the operation or the peer is unknown, or a server cannot start */
    public static Report run(String operation, Settings settings, PrintStream progress) {
        return run(named(operation), settings, progress);
    }

    static Report run(Operation operation, Settings settings, PrintStream progress) {
        try (var place = new Workplace()) {
            var load = operation.load(place, settings);
            var servers = new ArrayList<RunningPeer>();
            servers.add(operation.ours(settings).start(place, settings));
            if (settings.beside().isPresent()) {
                servers.add(other(operation, settings.beside().get()).startBeside(servers.getFirst(), place, settings));
            }
            var samples = new Series(load, settings, progress).measure(servers);
            for (var server : servers) {
                server.measured();
            }
            long failures = samples.values().stream()
                    .flatMap(List::stream)
                    .mapToLong(sample -> sample.load().failed())
                    .sum();
            return Report.of(
                    operation.name(),
                    samples.get(servers.getFirst()),
                    servers.size() == 1
                            ? Optional.empty()
                            : Optional.of(Report.beside(servers.get(1).name(), samples.get(servers.get(1)))),
                    failures);
        } catch (IOException e) {
            throw new BenchException(operation.name() + ": " + e.getMessage(), e);
        }
    }

    private static Operation named(String name) {
        return OPERATIONS.stream()
                .filter(operation -> operation.name().equals(name))
                .findAny()
                .orElseThrow(() -> new BenchException("No operation '" + name + "', there are " + names()));
    }

    private static Peer other(Operation operation, String name) {
        return operation.others().stream()
                .filter(peer -> peer.name().equals(name))
                .findAny()
                .orElseThrow(() -> new BenchException(operation.name() + " knows no peer '" + name + "', there are "
                        + operation.others().stream().map(Peer::name).toList()));
    }
}
