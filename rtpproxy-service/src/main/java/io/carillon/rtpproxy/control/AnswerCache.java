package io.carillon.rtpproxy.control;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/** Remembers the answer of each cookie for a while, so that a command sent again is not done again. */
final class AnswerCache {
    private static final int MAX_ENTRIES = 16_384;
    private static final long KEPT = Duration.ofSeconds(30).toNanos();

    private record Key(SocketAddress client, String cookie) {}

    private record Entry(long since, byte[] answer) {}

    /** What to do with a command. */
    sealed interface Standing {
        /** Not seen: to be done. */
        record New() implements Standing {}

        /** Being done: nothing to say yet. */
        record InHand() implements Standing {}

        record Done(byte[] answer) implements Standing {}
    }

    private static final byte[] PENDING = {};

    private final SequencedMap<Key, Entry> entries = new LinkedHashMap<>();

    synchronized Standing begin(SocketAddress client, String cookie, long now) {
        forgetOld(now);
        Entry known = entries.putIfAbsent(new Key(client, cookie), new Entry(now, PENDING));
        if (known == null) {
            return new Standing.New();
        }
        return known.answer() == PENDING ? new Standing.InHand() : new Standing.Done(known.answer());
    }

    synchronized void done(SocketAddress client, String cookie, byte[] answer, long now) {
        entries.put(new Key(client, cookie), new Entry(now, answer));
    }

    /** The command was not done: it may come again. */
    synchronized void forget(SocketAddress client, String cookie) {
        entries.remove(new Key(client, cookie));
    }

    synchronized int size() {
        return entries.size();
    }

    private void forgetOld(long now) {
        Iterator<Map.Entry<Key, Entry>> oldest = entries.entrySet().iterator();
        while (oldest.hasNext()) {
            Entry entry = oldest.next().getValue();
            if (now - entry.since() <= KEPT && entries.size() < MAX_ENTRIES) {
                return;
            }
            oldest.remove();
        }
    }
}
