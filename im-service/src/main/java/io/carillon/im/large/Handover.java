package io.carillon.im.large;

import io.carillon.im.files.Contents;
import io.carillon.msrp.ByteRange;
import io.carillon.msrp.Flag;
import io.carillon.msrp.MsrpHead;
import io.carillon.msrp.MsrpHead.Header;
import io.carillon.msrp.MsrpSession;
import io.carillon.msrp.Piece;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** One large message on its way out of the store into a session, chunk by chunk, as fast as the phone reads. */
final class Handover implements MsrpSession.Listener {
    private static final int CHUNK = 64 << 10;
    private static final int OK = 200;
    private static final int TIMEOUT = 408;
    private static final int NOT_OURS = 403;

    private final Contents contents;
    private final Deposit deposit;
    private final Duration patience;
    private final long end;
    private final Semaphore ready = new Semaphore(0);
    private final AtomicInteger failure = new AtomicInteger();

    /** @param transfer how long all of it may take: after that another attempt may begin */
    Handover(Contents contents, Deposit deposit, Duration patience, Duration transfer) {
        this.end = System.nanoTime() + transfer.toNanos();
        this.contents = contents;
        this.deposit = deposit;
        this.patience = patience;
    }

    /** Nobody talks back here. */
    @Override
    public int onPiece(MsrpSession session, Piece piece) {
        return NOT_OURS;
    }

    @Override
    public void onReady(MsrpSession session) {
        ready.release();
    }

    @Override
    public void onReport(MsrpSession session, MsrpHead.Request report) {
        report.first("Status")
                .map(text -> text.replaceFirst("^[0-9]{3} ", ""))
                .filter(text -> text.length() >= 3 && !text.startsWith("200"))
                .ifPresent(text -> failed(status(text.substring(0, 3))));
    }

    private static int status(String text) {
        return text.chars().allMatch(Character::isDigit) ? Integer.parseInt(text) : TIMEOUT;
    }

    @Override
    public void onLost(MsrpSession session) {
        failed(TIMEOUT);
        ready.release();
    }

    private void failed(int status) {
        failure.compareAndSet(0, status);
    }

    /** @param start the first octet that the phone wants, from 0 @return the status of its answer to the last chunk */
    int run(MsrpSession session, long start) throws InterruptedException {
        long total = deposit.size() - start;
        var headers = List.of(
                new Header("Message-ID", deposit.messageId()), new Header("Content-Type", deposit.contentType()));
        var last = CompletableFuture.completedFuture(OK);
        long at = 0;
        do {
            var block = contents.read(deposit.key(), start + at).orElse(new byte[0]);
            if (block.length == 0 && total > 0) {
                return NOT_OURS; // its contents are gone: no attempt will do better
            }
            int from = 0;
            do {
                if (!room(session)) {
                    return failure.get() == 0 ? TIMEOUT : failure.get();
                }
                int length = Math.min(CHUNK, block.length - from);
                boolean end = at + length == total;
                var range = new ByteRange(at + 1, at + length, total);
                last = session.chunk(
                        headers,
                        range,
                        Unpooled.wrappedBuffer(block, from, length),
                        end ? Flag.COMPLETE : Flag.CONTINUES);
                last.thenAccept(status -> {
                    if (status != OK) {
                        failed(status);
                    }
                });
                from += length;
                at += length;
            } while (from < block.length);
        } while (at < total);
        return answer(last);
    }

    private boolean room(MsrpSession session) throws InterruptedException {
        while (session.isBusy()) {
            if (!ready.tryAcquire(left(), TimeUnit.NANOSECONDS) || failure.get() != 0) {
                return false;
            }
        }
        return failure.get() == 0 && System.nanoTime() - end < 0;
    }

    private long left() {
        return Math.min(patience.toNanos(), end - System.nanoTime());
    }

    private int answer(CompletableFuture<Integer> last) throws InterruptedException {
        try {
            int status = last.get(left(), TimeUnit.NANOSECONDS);
            return failure.get() == 0 ? status : failure.get();
        } catch (TimeoutException | ExecutionException e) {
            return TIMEOUT;
        }
    }
}
