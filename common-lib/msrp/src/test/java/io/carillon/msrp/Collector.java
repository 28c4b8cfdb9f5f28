package io.carillon.msrp;

import io.carillon.msrp.MsrpHead.Request;
import java.io.ByteArrayOutputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Keeps what a session hears. */
final class Collector implements MsrpSession.Listener {
    final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    final BlockingQueue<Request> reports = new LinkedBlockingQueue<>();
    final Semaphore ready = new Semaphore(0);
    final CountDownLatch lost = new CountDownLatch(1);
    final AtomicLong octets = new AtomicLong();
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    private final boolean keeps;

    Collector(boolean keeps) {
        this.keeps = keeps;
    }

    @Override
    public int onPiece(MsrpSession session, Piece piece) {
        octets.addAndGet(piece.octets().readableBytes());
        if (keeps) {
            text.writeBytes(piece.bytes());
        }
        if (piece.flag() == Flag.COMPLETE) {
            messages.add(text.toString(java.nio.charset.StandardCharsets.UTF_8));
            text.reset();
            if (piece.request().wantsSuccess()) {
                session.report(piece.messageId(), new ByteRange(1, octets.get(), octets.get()), 200);
            }
        }
        return 200;
    }

    @Override
    public void onReport(MsrpSession session, Request report) {
        reports.add(report);
    }

    @Override
    public void onReady(MsrpSession session) {
        ready.release();
    }

    @Override
    public void onLost(MsrpSession session) {
        lost.countDown();
    }

    String message() throws InterruptedException {
        var next = messages.poll(10, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("no message");
        }
        return next;
    }
}
