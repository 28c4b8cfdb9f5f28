package io.carillon.node;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;

/**
 * A number that grows with every start of the node, so that node + epoch + sequence never names two things. It is the
 * clock's millisecond, or one more than the last epoch when the clock went back; a lost data directory therefore does not
 * bring an old epoch back either.
 */
public record NodeEpoch(long value) {

    /** Takes the next epoch and has it on disk before it is used. */
    public static NodeEpoch next(Path dataDir, Clock clock) {
        Path file = dataDir.resolve("epoch");
        try {
            Files.createDirectories(dataDir);
            long next = Math.max(clock.millis(), last(file) + 1);
            Path fresh = dataDir.resolve("epoch.new");
            try (FileChannel out = FileChannel.open(
                    fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
                out.write(ByteBuffer.wrap(Long.toString(next).getBytes(StandardCharsets.US_ASCII)));
                out.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return new NodeEpoch(next);
        } catch (IOException e) {
            throw new StartRefused(
                    "The data directory " + dataDir.toAbsolutePath() + " cannot be written: " + e,
                    "Give this user a directory of its own in carillon.data-dir (CARILLON_DATA_DIR).",
                    e);
        }
    }

    private static long last(Path file) throws IOException {
        if (!Files.exists(file)) {
            return 0;
        }
        try {
            return Long.parseLong(Files.readString(file).strip());
        } catch (NumberFormatException _) {
            return 0;
        }
    }

    /** Short, for use inside identifiers. */
    @Override
    public String toString() {
        return Long.toString(value, Character.MAX_RADIX);
    }
}
