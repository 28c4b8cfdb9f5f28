package io.carillon.node.cdr;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records on disk, in the order in which they came, until they are acknowledged. Many write, one reads. A process starts
 * with a file of its own and reads what earlier ones left, so that a write cut off by a crash is at a file's end only.
 */
final class CdrSpool implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(CdrSpool.class);
    private static final long SEGMENT = 4 << 20;
    private static final String SUFFIX = ".cdr";

    private final Path directory;
    private final long most;
    private final FileChannel owner;
    private final ReentrantLock writing = new ReentrantLock();
    /** Oldest first; the last one is written to. */
    private final Deque<Segment> segments = new ArrayDeque<>();

    private long number;
    /** How far the oldest segment has been acknowledged. */
    private long acknowledged;

    /** Read and not yet acknowledged. */
    record Batch(List<Spooled> records, Segment segment, long end) {}

    CdrSpool(Path directory, long most) throws IOException {
        this.directory = directory;
        this.most = most;
        Files.createDirectories(directory);
        this.owner = own(directory.resolve("owner"));
        for (Path left : left()) {
            segments.addLast(Segment.left(left));
            String name = left.getFileName().toString();
            number = Math.max(number, Long.parseLong(name.substring(0, name.length() - SUFFIX.length())));
        }
        openNext();
    }

    /** A second process would send and delete what the first still writes. The system frees the lock of a dead one. */
    private static FileChannel own(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException _) {
            log.debug("the other one is in this process");
        }
        channel.close();
        throw new IOException("another process of this node uses it");
    }

    private List<Path> left() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().matches("\\d{12}\\.cdr"))
                    .sorted()
                    .toList();
        }
    }

    private void openNext() throws IOException {
        number++;
        segments.addLast(Segment.create(directory.resolve("%012d".formatted(number) + SUFFIX)));
        // A new file is only safe when its directory is.
        try (FileChannel entry = FileChannel.open(directory, StandardOpenOption.READ)) {
            entry.force(true);
        }
    }

    /** Returns when the record is on disk. */
    void append(Spooled record) throws IOException {
        byte[] bytes = record.encode();
        Segment segment;
        long end;
        writing.lock();
        try {
            if (size() + bytes.length > most) {
                throw new IOException("the spool holds its " + (most >> 20) + " MB");
            }
            if (segments.getLast().isBroken() || segments.getLast().size() >= SEGMENT) {
                roll();
            }
            segment = segments.getLast();
            end = segment.write(bytes);
        } finally {
            writing.unlock();
        }
        segment.force(end);
    }

    private void roll() throws IOException {
        Segment full = segments.getLast();
        if (!full.isBroken()) {
            full.force(full.size());
        }
        openNext();
    }

    /** The oldest records that wait; empty when there are none. */
    Batch next(int most) throws IOException {
        while (true) {
            Segment oldest;
            long from;
            boolean finished;
            writing.lock();
            try {
                oldest = segments.getFirst();
                from = acknowledged;
                finished = segments.size() > 1;
            } finally {
                writing.unlock();
            }
            Segment.Records read = oldest.read(from, most);
            if (!read.records().isEmpty() || !finished) {
                return new Batch(read.records(), oldest, read.end());
            }
            if (read.end() < oldest.readable()) {
                log.warn("{} ends with a write that was cut off ({} bytes)", oldest, oldest.readable() - read.end());
            }
            drop(oldest);
        }
    }

    void acknowledge(Batch batch) throws IOException {
        writing.lock();
        try {
            acknowledged = batch.end();
            if (segments.size() > 1 && acknowledged >= batch.segment().readable()) {
                drop(batch.segment());
            }
        } finally {
            writing.unlock();
        }
    }

    private void drop(Segment segment) throws IOException {
        writing.lock();
        try {
            segments.remove(segment);
            acknowledged = 0;
            segment.delete();
        } finally {
            writing.unlock();
        }
    }

    /** In a quiet moment: what has been acknowledged need not be sent again after a crash. */
    void tidy() throws IOException {
        writing.lock();
        try {
            Segment only = segments.getFirst();
            if (segments.size() == 1 && only.size() > 0 && acknowledged == only.size()) {
                openNext();
                drop(only);
            }
        } finally {
            writing.unlock();
        }
    }

    long size() {
        writing.lock();
        try {
            return segments.stream().mapToLong(Segment::size).sum() - acknowledged;
        } finally {
            writing.unlock();
        }
    }

    /** Leaves no file behind when everything was acknowledged. */
    @Override
    public void close() throws IOException {
        writing.lock();
        try {
            boolean empty = size() == 0;
            for (Segment segment : segments) {
                if (empty) {
                    segment.delete();
                } else {
                    segment.close();
                }
            }
        } finally {
            writing.unlock();
            owner.close();
        }
    }
}
