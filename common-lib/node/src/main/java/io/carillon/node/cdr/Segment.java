package io.carillon.node.cdr;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One file of the spool. Writers append under the spool's lock and then ask for the disk; the first to ask forces what all
 * have written, the others find it done.
 */
final class Segment {
    /** The records and the offset behind the last of them. */
    record Records(List<Spooled> records, long end) {}

    private final Path path;
    /** Not a FileChannel: that would be closed under everybody's feet when one of the writing threads is interrupted. */
    private final RandomAccessFile file;

    private final ReentrantLock forcing = new ReentrantLock();
    private volatile long written;
    private volatile long forced;
    private volatile boolean broken;

    private Segment(Path path, String mode) throws IOException {
        this.path = path;
        this.file = new RandomAccessFile(path.toFile(), mode);
        this.written = file.length();
        this.forced = written;
    }

    static Segment create(Path path) throws IOException {
        Files.createFile(path);
        return new Segment(path, "rw");
    }

    /** What an earlier process left behind: only read. */
    static Segment left(Path path) throws IOException {
        return new Segment(path, "r");
    }

    /** @return the offset that must be forced before the record is safe */
    long write(byte[] record) throws IOException {
        try {
            file.write(record);
            written += record.length;
            return written;
        } catch (IOException e) {
            // Half a record must not hide those written after it.
            broken = true;
            throw e;
        }
    }

    void force(long upTo) throws IOException {
        if (forced >= upTo) {
            return;
        }
        forcing.lock();
        try {
            if (forced < upTo) {
                long covers = written;
                file.getFD().sync();
                forced = covers;
            }
        } catch (IOException e) {
            // After a failed sync nobody knows what the disk has: nothing more is written here.
            broken = true;
            throw e;
        } finally {
            forcing.unlock();
        }
    }

    Records read(long from, int most) throws IOException {
        int length = Math.toIntExact(Math.min(forced - from, (long) most * Spooled.MOST));
        List<Spooled> records = new ArrayList<>();
        if (length <= 0) {
            return new Records(records, from);
        }
        ByteBuffer bytes = ByteBuffer.wrap(content(from, Math.min(length, 8 * Spooled.MOST)));
        while (records.size() < most) {
            Optional<Spooled> next = Spooled.decode(bytes);
            if (next.isEmpty()) {
                break;
            }
            records.add(next.get());
        }
        return new Records(records, from + bytes.position());
    }

    private byte[] content(long from, int length) throws IOException {
        try (RandomAccessFile reader = new RandomAccessFile(path.toFile(), "r")) {
            byte[] content = new byte[length];
            reader.seek(from);
            reader.readFully(content);
            return content;
        }
    }

    long size() {
        return written;
    }

    long readable() {
        return forced;
    }

    boolean isBroken() {
        return broken;
    }

    void close() throws IOException {
        file.close();
    }

    void delete() throws IOException {
        close();
        Files.deleteIfExists(path);
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
