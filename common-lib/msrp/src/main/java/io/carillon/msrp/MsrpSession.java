package io.carillon.msrp;

import io.carillon.msrp.MsrpHead.Header;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One end of an MSRP session: its URI, its peer's path, and the connection that the two share once one has opened it. */
public final class MsrpSession {
    /** How long the answers to what was sent are waited for when the session is at its end. */
    private static final Duration LINGER = Duration.ofSeconds(2);

    /** Hears what comes; on I/O threads, so that it must not wait. */
    public interface Listener {
        /** The status to answer the chunk with: 200 to go on. */
        int onPiece(MsrpSession session, Piece piece);

        /**
         * The whole chunk has come, and its pieces were taken.
         *
         * @return the status to answer it with, now or later
         */
        default CompletableFuture<Integer> settled(MsrpSession session, MsrpHead.Request chunk, Flag flag) {
            return CompletableFuture.completedFuture(200);
        }

        default void onReport(MsrpSession session, MsrpHead.Request report) {}

        /** It takes chunks again after {@link MsrpSession#isBusy}. */
        default void onReady(MsrpSession session) {}

        /** Its connection is lost, or was never made; not after {@link MsrpSession#close}. */
        default void onLost(MsrpSession session) {}
    }

    private final MsrpEndpoint endpoint;
    private final MsrpUri local;
    private final long mostOctets;
    private final Listener listener;
    private final CompletableFuture<MsrpConnection> bound = new CompletableFuture<>();
    private final Order order = new Order();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicBoolean wasBusy = new AtomicBoolean();
    private volatile @Nullable List<MsrpUri> peer;
    private volatile Optional<String> expected = Optional.empty();
    private volatile boolean paused;
    private volatile boolean closed;

    MsrpSession(MsrpEndpoint endpoint, MsrpUri local, long mostOctets, Listener listener) {
        this.endpoint = endpoint;
        this.local = local;
        this.mostOctets = mostOctets;
        this.listener = listener;
        bound.whenComplete((connection, failure) -> order.open());
    }

    public MsrpUri local() {
        return local;
    }

    /** Of our own certificate, if the session is over TLS. */
    Optional<String> fingerprint() {
        return local.secure() ? Optional.ofNullable(endpoint.settings().fingerprint()) : Optional.empty();
    }

    /** Over TLS the peer must show the certificate that its description names (§14.4). */
    public void expects(Optional<String> fingerprint) {
        expected = fingerprint;
    }

    Optional<String> expected() {
        return expected;
    }

    /** Whether who is at the far end of the connection is whom the description spoke of. */
    boolean isTrusted(MsrpConnection connection) {
        var print = expected;
        return print.isEmpty()
                || !local.secure()
                || connection
                        .certificate()
                        .filter(shown -> MsrpTls.matches(print.get(), shown))
                        .isPresent();
    }

    long mostOctets() {
        return mostOctets;
    }

    Listener listener() {
        return listener;
    }

    /** The peer waits for us: opens the connection, and says who we are by an empty SEND (§5.4, RFC 6135 §4.2). */
    public void connect(List<MsrpUri> path) {
        peer = path;
        endpoint.connect(this, path.getFirst());
    }

    /** We wait for the peer. */
    public void await(List<MsrpUri> path) {
        var known = peer;
        peer = path;
        if (known != null && !known.equals(path)) {
            lost();
        }
    }

    /** The connection that a peer's request came by; false if the session has another one (506). */
    boolean bind(MsrpConnection connection) {
        if (bound.complete(connection)) {
            connection.holds(this);
            connection.reading(!paused);
            ready();
        }
        return bound.getNow(null) == connection;
    }

    /** Before the peer's answer tells its path, the session believes who knows its own secret name. */
    boolean isFrom(List<MsrpUri> path) {
        var known = peer;
        if (known == null) {
            peer = path;
            return true;
        }
        return known.size() == path.size() && isSame(known.getFirst(), path.getFirst());
    }

    /** What is in between may have put its own host there; the session's name nobody guesses (RFC 6714 §5). */
    private static boolean isSame(MsrpUri known, MsrpUri seen) {
        return known.equals(seen)
                || (known.session().length() >= MsrpEndpoint.SECRET
                        && known.session().equals(seen.session())
                        && known.secure() == seen.secure());
    }

    public boolean isBound() {
        return bound.isDone();
    }

    /** The peer does not keep up: wait for {@link Listener#onReady} before more. */
    public boolean isBusy() {
        // Asked before it is looked: a response that comes in between is not missed.
        wasBusy.set(true);
        return isFull();
    }

    private boolean isFull() {
        var connection = bound.getNow(null);
        return connection == null || !connection.isWritable() || !Unanswered.hasRoom(underWay.get(), !paused);
    }

    void ready() {
        if (!isFull() && wasBusy.compareAndSet(true, false)) {
            listener.onReady(this);
        }
    }

    /** Reads nothing more from the connection, and so slows its sender down; other sessions on it wait as well. */
    public void pause() {
        read(false);
    }

    public void resume() {
        read(true);
    }

    private void read(boolean on) {
        paused = !on;
        bound.thenAccept(connection -> connection.reading(on));
    }

    /** A whole message in one chunk. @return the status of the response, 408 without one */
    public CompletableFuture<Integer> send(String messageId, String contentType, byte[] body, Header... more) {
        var headers = new ArrayList<Header>();
        headers.add(new Header("Message-ID", messageId));
        headers.addAll(List.of(more));
        headers.add(new Header("Content-Type", contentType));
        return chunk(headers, new ByteRange(1, body.length, body.length), Unpooled.wrappedBuffer(body), Flag.COMPLETE);
    }

    /** Somebody else's piece, sent on as a chunk of our own. */
    public CompletableFuture<Integer> forward(Piece piece) {
        return chunk(piece.request().endToEnd(), piece.range(), piece.octets().copy(), piece.flag());
    }

    /** @param headers in order, without paths and range, Content-Type last; @param body is released */
    public CompletableFuture<Integer> chunk(List<Header> headers, ByteRange range, ByteBuf body, Flag flag) {
        var all = new ArrayList<Header>();
        headers.stream().filter(each -> !isContent(each)).forEach(all::add);
        all.add(new Header("Byte-Range", range.toString()));
        headers.stream().filter(MsrpSession::isContent).forEach(all::add);
        return transact("SEND", all, body, flag);
    }

    private static boolean isContent(Header header) {
        return header.name().regionMatches(true, 0, "Content-", 0, 8);
    }

    /** Tells the sender of a message what became of it (§7.1.2); nobody answers. */
    public void report(String messageId, ByteRange range, int status) {
        var headers = List.of(
                new Header("Message-ID", messageId),
                new Header("Byte-Range", range.toString()),
                new Header("Status", "000 " + status + " " + Chunks.comment(status)));
        write("REPORT", headers, Unpooled.EMPTY_BUFFER, Flag.COMPLETE, Optional.empty());
    }

    /** A report of the far end, sent on. */
    public void forward(MsrpHead.Request report) {
        var range = report.first("Byte-Range").map(each -> new Header("Byte-Range", each));
        var headers = new ArrayList<>(report.endToEnd());
        range.ifPresent(headers::add);
        write("REPORT", headers, Unpooled.EMPTY_BUFFER, Flag.COMPLETE, Optional.empty());
    }

    /** Who we are, without content. */
    void introduce() {
        transact("SEND", List.of(new Header("Message-ID", Chunks.token())), Unpooled.EMPTY_BUFFER, Flag.COMPLETE);
    }

    private CompletableFuture<Integer> transact(String method, List<Header> headers, ByteBuf body, Flag flag) {
        var result = new CompletableFuture<Integer>();
        if (isAwaited(headers)) {
            underWay.incrementAndGet();
            result.whenComplete((status, failure) -> {
                if (underWay.decrementAndGet() == 0 && closed) {
                    leave();
                }
                ready();
            });
        }
        write(method, headers, body, flag, Optional.of(result));
        return result;
    }

    /** Whether an answer comes if all goes well. */
    private static boolean isAwaited(List<Header> headers) {
        return headers.stream()
                .filter(each -> each.name().equalsIgnoreCase("Failure-Report"))
                .allMatch(each -> each.value().equalsIgnoreCase("yes"));
    }

    private void write(
            String method, List<Header> headers, ByteBuf body, Flag flag, Optional<CompletableFuture<Integer>> result) {
        order.pass(() -> {
            var connection = bound.isCompletedExceptionally() ? null : bound.getNow(null);
            var path = peer;
            if (connection == null || path == null || closed) {
                body.release();
                result.ifPresent(each -> each.complete(481));
                return;
            }
            var all = new ArrayList<Header>();
            all.add(new Header("To-Path", MsrpUri.text(path)));
            all.add(new Header("From-Path", local.text()));
            all.addAll(headers);
            connection.write(new MsrpHead.Request(Chunks.token(), method, all), body, flag, result);
        });
    }

    /** The connection is gone. */
    void lost() {
        bound.completeExceptionally(MsrpException.malformed("no connection"));
        if (!closed) {
            closed = true;
            endpoint.forget(this);
            listener.onLost(this);
        }
    }

    /**
     * Ends the session; a connection that no other session uses is closed after what was written, and when its answers
     * have come or do not come for a moment.
     */
    public void close() {
        closed = true;
        endpoint.forget(this);
        bound.completeExceptionally(MsrpException.malformed("closed"));
        if (underWay.get() == 0) {
            leave();
        } else {
            resume(); // the answers are to be read
            bound.thenAccept(connection -> connection.later(LINGER, this::leave));
        }
    }

    private void leave() {
        bound.thenAccept(connection -> connection.leaves(this));
    }
}
