package io.carillon.im.large;

import io.carillon.im.files.Contents;
import io.carillon.im.files.FileOffer;
import io.carillon.im.store.StoreAway;
import io.carillon.msrp.Flag;
import io.carillon.msrp.MsrpHead;
import io.carillon.msrp.MsrpSession;
import io.carillon.msrp.Piece;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages on their way from a session into the store: the I/O thread hands them over, a thread of their own writes, and
 * when that does not keep up the sender is not read. The end of a message is answered when it is kept.
 */
final class Upload implements MsrpSession.Listener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Upload.class);
    private static final int MOST_WAITING = 1 << 20;
    private static final int MOST_TEXT = 20_000;
    private static final int BAD_REQUEST = 400;
    /** The sender is to stop (RFC 4975 §10.5). */
    private static final int STOP = 413;

    /** Who takes what has come whole. */
    interface Keeper {
        /** Where to keep it. */
        String key(String messageId);

        /** @param text what a person reads of it @return the status for its sender */
        int keep(String key, long size, String contentType, String messageId, Optional<String> text);
    }

    private sealed interface Work {
        record Octets(String messageId, String contentType, long start, byte[] octets, Flag flag) implements Work {}

        record ChunkEnd(CompletableFuture<Integer> answer) implements Work {}

        record Over() implements Work {}
    }

    private final Contents contents;
    private final Optional<FileOffer> file;
    private final Keeper keeper;
    private final LinkedBlockingQueue<Work> work = new LinkedBlockingQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile boolean paused;
    private volatile @Nullable MsrpSession session;
    private final CompletableFuture<Boolean> over = new CompletableFuture<>();
    private @Nullable Coming coming;
    private int status = 200;

    Upload(Contents contents, Optional<FileOffer> file, Keeper keeper) {
        this.contents = contents;
        this.file = file;
        this.keeper = keeper;
        Thread.ofVirtual().name("upload").start(this::write);
    }

    @Override
    public int onPiece(MsrpSession from, Piece piece) {
        session = from;
        var octets = piece.bytes();
        work.add(new Work.Octets(piece.messageId(), piece.contentType(), piece.start(), octets, piece.flag()));
        if (waiting.addAndGet(octets.length) > MOST_WAITING) {
            from.pause();
            paused = true; // not before: it may be resumed from here on
            resumeIfRoom();
        }
        return 200;
    }

    private void resumeIfRoom() {
        var from = session;
        if (paused && from != null && waiting.get() < MOST_WAITING / 2) {
            paused = false;
            from.resume();
        }
    }

    @Override
    public CompletableFuture<Integer> settled(MsrpSession from, MsrpHead.Request chunk, Flag flag) {
        var answer = new CompletableFuture<Integer>();
        work.add(new Work.ChunkEnd(answer));
        return answer;
    }

    /** No more comes. What there is of a file is kept, so that its sender can go on there (RFC 5547 §8.4). */
    @Override
    public void close() {
        work.add(new Work.Over());
    }

    private void write() {
        try {
            while (true) {
                switch (work.take()) {
                    case Work.Octets octets -> {
                        taken(octets);
                        waiting.addAndGet(-octets.octets().length);
                        resumeIfRoom();
                    }
                    case Work.ChunkEnd(var answer) -> {
                        answer.complete(status);
                        status = 200;
                    }
                    case Work.Over ignored -> {
                        brokenOff();
                        return;
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            over.complete(true);
        }
    }

    /** Everything that came is kept, or thrown away. */
    CompletableFuture<Boolean> over() {
        return over;
    }

    private void taken(Work.Octets octets) {
        if (status != 200) {
            return;
        }
        try {
            status = add(octets);
        } catch (StoreAway e) {
            LOG.warn("A large message is not kept: {}", e.why());
            status = STOP;
        } catch (RuntimeException e) {
            LOG.error("A large message is not kept", e);
            status = STOP;
        }
        if (status != 200) {
            coming = null;
        }
    }

    private int add(Work.Octets octets) {
        var here = coming;
        if (here == null || !here.messageId.equals(octets.messageId())) {
            if (octets.start() != 1) {
                return BAD_REQUEST; // the beginning went elsewhere, or was refused
            }
            here = new Coming(octets);
            coming = here;
        }
        if (octets.flag() == Flag.ABORTED) {
            brokenOff();
            return 200;
        }
        if (octets.start() != here.received + 1) {
            return BAD_REQUEST;
        }
        here.add(octets.octets());
        if (octets.flag() != Flag.COMPLETE) {
            return 200;
        }
        coming = null;
        return here.complete();
    }

    private void brokenOff() {
        var here = coming;
        coming = null;
        if (here == null) {
            return;
        }
        try {
            if (file.isPresent()) {
                here.appender.flush();
            } else {
                contents.delete(here.key);
            }
        } catch (StoreAway e) {
            LOG.info("What there is of a broken transfer is lost: {}", e.why());
        }
    }

    /** One message, as far as it has come. */
    private final class Coming {
        private final String messageId;
        private final String contentType;
        private final String key;
        private final Contents.Appender appender;
        private final MessageDigest sum = FileOffer.digest();
        private final ByteArrayOutputStream beginning = new ByteArrayOutputStream();
        private long received;

        Coming(Work.Octets first) {
            messageId = first.messageId();
            contentType = first.contentType();
            key = keeper.key(messageId);
            long behind = file.map(FileOffer::start).orElse(1L) - 1;
            for (long at = 0; at < behind; ) {
                var known = contents.read(key, at).orElseThrow(() -> new IllegalStateException("a gap"));
                int length = (int) Math.min(known.length, behind - at);
                sum.update(known, 0, length);
                at += length;
            }
            appender = contents.append(key, behind);
        }

        void add(byte[] octets) {
            appender.write(octets);
            sum.update(octets);
            received += octets.length;
            if (beginning.size() <= MOST_TEXT) {
                beginning.writeBytes(octets);
            }
        }

        int complete() {
            if (file.isPresent() && !file.get().isKept(appender.size(), sum)) {
                LOG.info("A file is not what was announced: {} octets", appender.size());
                contents.delete(key);
                return BAD_REQUEST;
            }
            appender.flush();
            boolean readable = contentType.startsWith("text/") && received <= MOST_TEXT && file.isEmpty();
            var text =
                    readable ? Optional.of(beginning.toString(StandardCharsets.UTF_8)) : file.flatMap(FileOffer::name);
            return keeper.keep(key, appender.size(), contentType, messageId, text);
        }
    }
}
