package io.carillon.msrp;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** The requests of a connection that wait for their responses. Changed on its event loop only. */
final class Unanswered {
    private static final int USUAL = 64;
    private static final int MOST = 4_096;

    private static final int OK = 200;
    static final int TIMEOUT = 408;

    /** A request that waits. */
    private record Open(CompletableFuture<Integer> result, long since) {}

    /** In the order they were sent. */
    private final Map<String, Open> open = new LinkedHashMap<>();

    /** Those that are answered only if they fail (RFC 4975 §7.1.1); of too many the oldest must have gone well. */
    private final Map<String, Open> unlessFailed = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Open> eldest) {
            if (size() <= MOST) {
                return false;
            }
            eldest.getValue().result().complete(OK);
            return true;
        }
    };

    private final AtomicInteger size = new AtomicInteger();

    /** @param result completed by the response, or by its absence */
    void add(MsrpHead.Request request, CompletableFuture<Integer> result) {
        var waiting = new Open(result, System.nanoTime());
        switch (request.failureReport()) {
            case "no" -> result.complete(OK);
            case "partial" -> unlessFailed.put(request.transaction(), waiting);
            default -> {
                open.put(request.transaction(), waiting);
                size.incrementAndGet();
            }
        }
    }

    boolean hasRoom(boolean heard) {
        return hasRoom(size.get(), heard);
    }

    /**
     * Whether more may wait than so many. While a peer is not listened to, its answers cannot come: were they waited for
     * as well, two who send to each other through somebody in between could stand still.
     */
    static boolean hasRoom(int waiting, boolean heard) {
        return waiting < (heard ? USUAL : MOST);
    }

    void answered(String transaction, int status) {
        var waiting = open.remove(transaction);
        if (waiting != null) {
            size.decrementAndGet();
        } else {
            waiting = unlessFailed.remove(transaction);
        }
        if (waiting != null) {
            waiting.result().complete(status);
        }
    }

    /** Nobody answers those that have waited for longer than that. */
    void giveUp(long now, long patience) {
        late(open, now, patience).forEach(each -> answered(each, TIMEOUT));
        late(unlessFailed, now, patience).forEach(each -> answered(each, OK));
    }

    private static List<String> late(Map<String, Open> waiting, long now, long patience) {
        return waiting.entrySet().stream()
                .takeWhile(each -> now - each.getValue().since() > patience)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Nobody will answer any more. */
    void lost() {
        List.copyOf(open.keySet()).forEach(each -> answered(each, TIMEOUT));
        List.copyOf(unlessFailed.keySet()).forEach(each -> answered(each, TIMEOUT));
    }
}
