package io.carillon.sbc.security;

import io.carillon.ipsec.SecurityMechanism.Ends;
import io.carillon.sbc.security.ProtectedPath.State;
import io.carillon.sip.message.SipFailure;
import io.carillon.sip.transport.Arrival;
import io.carillon.sip.transport.Hop;
import io.carillon.sip.transport.PortRoles;
import io.carillon.sip.transport.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The sets of associations that live, by the phone's two ports. What leaves for a phone leaves from our client port; what
 * comes in over TCP is answered on its connection (TS 33.203 §7.1).
 */
public final class ProtectedPaths implements PortRoles {
    /** The listening point of our server port; flows towards phones are named after it too. */
    public static final String SERVER = "protected";

    /** Listening points of our client ports: a phone's sets must not share one, and it has at most three at a time. */
    public static final List<String> CLIENTS =
            List.of("protected-client-1", "protected-client-2", "protected-client-3");

    private static final int MOST = 200_000;

    private final Clock clock;
    private final Map<InetSocketAddress, ProtectedPath> bySource = new ConcurrentHashMap<>();
    /** Oldest first. */
    private final Map<InetSocketAddress, List<ProtectedPath>> byTarget = new ConcurrentHashMap<>();

    private Instant swept = Instant.EPOCH;

    public ProtectedPaths(Clock clock) {
        this.clock = clock;
    }

    /** The set that this came over; the kernel has seen to it that its packets were those of that very set. */
    public Optional<ProtectedPath> of(Arrival arrival) {
        return arrival.listener().equals(SERVER)
                ? Optional.ofNullable(bySource.get(arrival.remote())).filter(this::lives)
                : Optional.empty();
    }

    List<ProtectedPath> with(InetSocketAddress target) {
        return byTarget.getOrDefault(target, List.of()).stream()
                .filter(this::lives)
                .toList();
    }

    /**
     * Whether one of the phone's ports belongs to a set of another user (TS 33.203 §7.1). One that waits for the answer
     * to its challenge counts too: else whoever shares the address could take it away.
     */
    boolean areAnothers(InetAddress phone, Ends theirs, String impi) {
        var bySourcePort = Optional.ofNullable(bySource.get(new InetSocketAddress(phone, theirs.portC())));
        var byTargetPort = with(new InetSocketAddress(phone, theirs.portS()));
        return Stream.concat(bySourcePort.stream(), byTargetPort.stream())
                .filter(this::lives)
                .anyMatch(path -> !path.impi().equals(impi));
    }

    private boolean lives(ProtectedPath path) {
        return path.end().isAfter(clock.instant());
    }

    /** Those that live; of one user or of all. */
    Stream<ProtectedPath> living(Optional<String> impi) {
        return bySource.values().stream()
                .filter(this::lives)
                .filter(path -> impi.isEmpty() || impi.get().equals(path.impi()));
    }

    /** A new set, or one that has changed. @throws SipFailure over the bound */
    synchronized void put(ProtectedPath path) {
        sweep();
        if (bySource.size() >= MOST && !bySource.containsKey(path.source())) {
            throw new SipFailure(503, "Too Many Security Associations");
        }
        bySource.put(path.source(), path);
        var list = new ArrayList<>(with(path.target()));
        int at = indexOf(list, path.id());
        if (at < 0) {
            list.add(path);
        } else {
            list.set(at, path);
        }
        byTarget.put(path.target(), List.copyOf(list));
    }

    private static int indexOf(List<ProtectedPath> list, String id) {
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i).id().equals(id)) {
                return i;
            }
        }
        return -1;
    }

    synchronized void remove(ProtectedPath path) {
        bySource.computeIfPresent(path.source(), (key, known) -> known.id().equals(path.id()) ? null : known);
        byTarget.computeIfPresent(path.target(), (key, list) -> {
            var left =
                    list.stream().filter(each -> !each.id().equals(path.id())).toList();
            return left.isEmpty() ? null : left;
        });
    }

    /** Twice a minute is enough: what is over is not found any more. */
    private void sweep() {
        var now = clock.instant();
        if (now.isBefore(swept.plusSeconds(30))) {
            return;
        }
        swept = now;
        List.copyOf(bySource.values()).stream().filter(path -> !lives(path)).forEach(this::remove);
        byTarget.values().removeIf(list -> list.stream().noneMatch(this::lives));
    }

    public int size() {
        return bySource.size();
    }

    /** The old set is used towards the phone until the phone has used the new one (TS 33.203 §7.4.1a). */
    private Optional<ProtectedPath> current(InetSocketAddress target) {
        var known = with(target);
        return latest(known, State.USED)
                .or(() -> latest(known, State.ESTABLISHED))
                .or(() -> latest(known, State.TEMPORARY));
    }

    private static Optional<ProtectedPath> latest(List<ProtectedPath> known, State state) {
        return known.stream().filter(path -> path.state() == state).reduce((older, newer) -> newer);
    }

    @Override
    public Way request(String listener, Hop hop) {
        if (!listener.equals(SERVER)) {
            return PortRoles.super.request(listener, hop);
        }
        return current(hop.address())
                .map(path -> new Way(path.sends(), hop, SERVER))
                .orElseThrow(() -> new SipFailure(430));
    }

    /** Over UDP from our client port to the phone's server port, whatever the Via says. */
    @Override
    public Way response(Arrival arrival, Hop usual) {
        if (arrival.transport() != Transport.UDP) {
            return PortRoles.super.response(arrival, usual);
        }
        return of(arrival)
                .map(path -> new Way(path.sends(), Hop.udp(path.target()), SERVER))
                .orElseGet(() -> PortRoles.super.response(arrival, usual));
    }
}
