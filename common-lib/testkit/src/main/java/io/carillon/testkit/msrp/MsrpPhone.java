package io.carillon.testkit.msrp;

import io.carillon.msrp.ByteRange;
import io.carillon.msrp.Flag;
import io.carillon.msrp.MsrpEndpoint;
import io.carillon.msrp.MsrpHead;
import io.carillon.msrp.MsrpMedia;
import io.carillon.msrp.MsrpSession;
import io.carillon.msrp.MsrpSettings;
import io.carillon.msrp.Piece;
import io.carillon.sdp.SessionDescription;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One MSRP session of a phone on a real socket: offers or answers it, says and hears messages. */
public final class MsrpPhone implements AutoCloseable, MsrpSession.Listener {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final long MOST = 1L << 30;

    /** A whole message. */
    public record Message(String id, String contentType, byte[] body) {
        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    private final MsrpEndpoint endpoint;
    private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
    private final BlockingQueue<MsrpHead.Request> reports = new LinkedBlockingQueue<>();
    private final CompletableFuture<Boolean> lost = new CompletableFuture<>();
    private final Map<String, ByteArrayOutputStream> coming = new ConcurrentHashMap<>();
    private volatile int verdict = 200;
    private @Nullable MsrpSession session;

    public MsrpPhone() {
        endpoint = new MsrpEndpoint(MsrpSettings.at(new InetSocketAddress("127.0.0.1", 0), "127.0.0.1"));
        try {
            endpoint.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An SDP offer that leaves to the peer who connects (RFC 6135 §4.2). */
    public String offer() {
        return sdp("actpass");
    }

    /** The SDP answer; this phone connects where the offer lets it. */
    public String answer(byte[] offer) {
        var media = MsrpMedia.in(SessionDescription.parse(offer)).orElseThrow();
        boolean active = media.setup() == MsrpMedia.Setup.PASSIVE;
        var answer = sdp(active ? "active" : "passive");
        begin(media, active);
        return answer;
    }

    /** What the peer answered to our offer. */
    public void answered(byte[] answer) {
        var media = MsrpMedia.in(SessionDescription.parse(answer)).orElseThrow();
        begin(media, media.isForOfferer());
    }

    private void begin(MsrpMedia media, boolean active) {
        if (active) {
            session().connect(media.path());
        } else {
            session().await(media.path());
        }
    }

    private String sdp(String setup) {
        session = endpoint.session(MOST, this);
        return String.join(
                "\r\n",
                "v=0",
                "o=- 1 1 IN IP4 127.0.0.1",
                "s=-",
                "c=IN IP4 127.0.0.1",
                "t=0 0",
                "m=message " + endpoint.address().getPort() + " TCP/MSRP *",
                "a=accept-types:text/plain message/cpim application/im-iscomposing+xml",
                "a=path:" + session().local(),
                "a=setup:" + setup,
                "");
    }

    public MsrpSession session() {
        var begun = session;
        if (begun == null) {
            throw new IllegalStateException("offer or answer first");
        }
        return begun;
    }

    /** What it answers chunks with from now on. */
    public MsrpPhone refuses(int status) {
        verdict = status;
        return this;
    }

    /** Sends a message and gives the status of the response. */
    public int says(String id, String contentType, String text, MsrpHead.Header... more) {
        return session()
                .send(id, contentType, text.getBytes(StandardCharsets.UTF_8), more)
                .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    /** Sends the beginning of a longer message, and no more of it; gives the status of the response. */
    public int saysPart(String id, String contentType, String text, long total) {
        var octets = text.getBytes(StandardCharsets.UTF_8);
        var headers = List.of(new MsrpHead.Header("Message-ID", id), new MsrpHead.Header("Content-Type", contentType));
        return session()
                .chunk(headers, new ByteRange(1, octets.length, total), Unpooled.wrappedBuffer(octets), Flag.CONTINUES)
                .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    public Message hears() {
        return next(messages, "message");
    }

    public MsrpHead.Request report() {
        return next(reports, "REPORT");
    }

    /** The connection is gone. */
    public void isHungUpOn() {
        lost.orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
    }

    private static <T> T next(BlockingQueue<T> queue, String what) {
        try {
            var next = queue.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (next == null) {
                throw new AssertionError("no " + what + " over MSRP");
            }
            return next;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public int onPiece(MsrpSession from, Piece piece) {
        if (verdict != 200) {
            return verdict;
        }
        var body = coming.computeIfAbsent(piece.messageId(), fresh -> new ByteArrayOutputStream());
        body.writeBytes(piece.bytes());
        if (piece.flag() == Flag.COMPLETE) {
            coming.remove(piece.messageId());
            messages.add(new Message(piece.messageId(), piece.contentType(), body.toByteArray()));
            if (piece.request().wantsSuccess()) {
                from.report(piece.messageId(), new ByteRange(1, body.size(), body.size()), 200);
            }
        }
        return 200;
    }

    @Override
    public void onReport(MsrpSession from, MsrpHead.Request report) {
        reports.add(report);
    }

    @Override
    public void onLost(MsrpSession from) {
        lost.complete(true);
    }

    @Override
    public void close() {
        endpoint.close();
    }
}
