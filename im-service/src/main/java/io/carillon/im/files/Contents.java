package io.carillon.im.files;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Contents of any length as objects of one block each, {@code contents/KEY/00000000} and on: whatever the length, a block
 * is all that is in memory, and what was broken off goes on where it ended.
 */
public final class Contents {
    static final int BLOCK = 1 << 20;
    private static final ObjectName ROOT = new ObjectName("contents");

    private final ObjectStore objects;

    public Contents(ObjectStore objects) {
        this.objects = objects;
    }

    private static ObjectName folder(String key) {
        return ROOT.child(key);
    }

    private static ObjectName block(String key, long number) {
        return folder(key).child(String.format(Locale.ROOT, "%08d", number));
    }

    /** How much of it there is. */
    public long size(String key) {
        return objects.below(folder(key)).stream()
                .mapToLong(ObjectStore.Stored::size)
                .sum();
    }

    public void delete(String key) {
        objects.below(folder(key)).forEach(each -> objects.delete(each.name()));
    }

    /** Removes what nobody has added to since then. @return how many objects */
    public int sweep(Instant before) {
        int count = 0;
        for (var each : objects.below(ROOT)) {
            if (each.written().isBefore(before)) {
                objects.delete(each.name());
                count++;
            }
        }
        return count;
    }

    /** What is there from this octet on to the end of its block, empty behind the end. @param at from 0 */
    public Optional<byte[]> read(String key, long at) {
        int skipped = (int) (at % BLOCK);
        return objects.get(block(key, at / BLOCK))
                .filter(block -> block.length > skipped)
                .map(block -> Arrays.copyOfRange(block, skipped, block.length));
    }

    /** Goes on behind the first octets, which must be there; what is behind them is replaced. */
    public Appender append(String key, long behind) {
        return new Appender(key, behind);
    }

    /** Octets on their way into blocks. Of one thread. */
    public final class Appender {
        private final String key;
        private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
        private long block;
        private long size;

        private Appender(String key, long behind) {
            this.key = key;
            this.block = behind / BLOCK;
            this.size = behind;
            objects.below(folder(key)).stream()
                    .filter(each -> each.name().compareTo(block(key, block)) > 0)
                    .forEach(each -> objects.delete(each.name()));
            int kept = (int) (behind % BLOCK);
            if (kept > 0) {
                var last = objects.get(block(key, block)).orElseThrow(() -> new IllegalStateException("a gap"));
                pending.write(last, 0, kept);
            }
        }

        public long size() {
            return size;
        }

        public void write(byte[] octets) {
            size += octets.length;
            int from = 0;
            while (pending.size() + octets.length - from >= BLOCK) {
                int room = BLOCK - pending.size();
                pending.write(octets, from, room);
                from += room;
                objects.put(block(key, block++), pending.toByteArray());
                pending.reset();
            }
            pending.write(octets, from, octets.length - from);
        }

        /** Everything that was written is in the store. */
        public void flush() {
            if (pending.size() > 0) {
                objects.put(block(key, block), pending.toByteArray());
            }
        }
    }
}
