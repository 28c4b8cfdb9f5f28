package io.carillon.sbc.media;

import java.net.InetAddress;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;

/**
 * Asks the relays now and then whether they still hold the calls that this node anchored: a relay gives up a call whose
 * media fell silent, and NG has no way to tell. What {@code MediaAnchor} does is done by another.
 */
public final class WatchedAnchor implements MediaAnchor {
    private final MediaAnchor anchor;
    private final Consumer<String> lost;
    private final ConcurrentMap<String, String> relays = new ConcurrentHashMap<>();
    /** Not held at the last look: the end of a call may have been under way. */
    private Set<String> missing = Set.of();

    /** @param lost hears the key of each call that its relay has given up */
    public WatchedAnchor(MediaAnchor anchor, Consumer<String> lost) {
        this.anchor = anchor;
        this.lost = lost;
    }

    @Override
    public Anchored offer(
            Optional<String> relay,
            String key,
            String from,
            Optional<String> to,
            byte[] sdp,
            Optional<InetAddress> phone) {
        return anchor.offer(relay, key, from, to, sdp, phone);
    }

    @Override
    public Anchored answer(String relay, String key, String from, String to, byte[] sdp, Optional<InetAddress> phone) {
        var answered = anchor.answer(relay, key, from, to, sdp, phone);
        if (answered instanceof Anchored.Done) {
            relays.put(key, relay);
        }
        return answered;
    }

    @Override
    public void release(String relay, String key, String from) {
        relays.remove(key);
        anchor.release(relay, key, from);
    }

    @Override
    public Standing standing(String relay, String key) {
        return anchor.standing(relay, key);
    }

    /** One look at every call; who is not held at two looks in a row is lost. A relay that is away is asked once. */
    public synchronized void look() {
        var absent = new HashSet<String>();
        var silent = new HashSet<String>();
        for (Map.Entry<String, String> each : relays.entrySet()) {
            if (silent.contains(each.getValue())) {
                continue;
            }
            switch (anchor.standing(each.getValue(), each.getKey())) {
                case HELD -> {}
                case UNKNOWN -> silent.add(each.getValue());
                case GIVEN_UP -> absent.add(each.getKey());
            }
        }
        for (var key : absent) {
            if (missing.contains(key) && relays.remove(key) != null) {
                lost.accept(key);
            }
        }
        missing = absent;
    }
}
