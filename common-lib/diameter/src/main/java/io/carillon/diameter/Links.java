package io.carillon.diameter;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The links that can be used, one for each peer. */
final class Links {
    private final Map<String, Link> byPeer = new ConcurrentHashMap<>();
    private final AtomicInteger turn = new AtomicInteger();

    /** A peer that connects again has lost its old connection, whether we know it yet or not. */
    void add(Link link) {
        var old = byPeer.put(link.peer(), link);
        if (old != null && old != link) {
            old.close();
        }
        if (link.isClosed()) {
            remove(link);
        }
    }

    void remove(Link link) {
        byPeer.remove(link.peer(), link);
    }

    Optional<Link> find(String peer) {
        return Optional.ofNullable(byPeer.get(peer)).filter(Link::usable);
    }

    /** The peer itself, or those that may know the way to it. */
    List<Link> towards(String peer, Set<String> agents) {
        return find(peer)
                .map(List::of)
                .orElseGet(() ->
                        agents.stream().flatMap(each -> find(each).stream()).toList());
    }

    /** The peer asked for first, then the others, each time beginning with another one. */
    List<Link> inTurn(Optional<String> preferred) {
        var usable =
                new ArrayList<>(byPeer.values().stream().filter(Link::usable).toList());
        if (!usable.isEmpty()) {
            Collections.rotate(usable, Math.floorMod(turn.getAndIncrement(), usable.size()));
        }
        preferred.flatMap(this::find).ifPresent(link -> {
            usable.remove(link);
            usable.addFirst(link);
        });
        return usable;
    }

    List<Link> all() {
        return List.copyOf(byPeer.values());
    }

    Set<String> connected() {
        var names = new TreeSet<String>();
        byPeer.forEach((name, link) -> {
            if (link.usable()) {
                names.add(name);
            }
        });
        return names;
    }
}
