package io.carillon.diameter;

import java.util.List;

/** Ends links politely: DPR to all, a moment for their answers, then the sockets (RFC 6733 §5.4). */
final class Farewell {
    private static final long MOMENT_MILLIS = 500;

    private Farewell() {}

    static void to(List<Link> links, PeerTimers timers) {
        links.forEach(link -> link.disconnect(DisconnectCause.REBOOTING));
        long end = System.nanoTime() + Math.min(MOMENT_MILLIS, timers.connect().toMillis()) * 1_000_000;
        try {
            while (System.nanoTime() < end && !links.stream().allMatch(Link::isClosed)) {
                Thread.sleep(5);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        links.forEach(Link::close);
    }
}
