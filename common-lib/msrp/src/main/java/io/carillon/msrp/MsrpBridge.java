package io.carillon.msrp;

import io.carillon.msrp.MsrpMedia.Setup;
import io.carillon.sdp.SessionDescription;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Two MSRP sessions back to back, one with each side: what comes by the one goes on by the other, piece by piece, and a
 * side that does not keep up slows the other down, so that no message is ever held. Each side sees the bridge's own path
 * and no other (RFC 4975 §8.1), whatever is between it and its peer.
 */
public final class MsrpBridge {
    /** One of the two. */
    public enum Side {
        LEFT,
        RIGHT;

        public Side other() {
            return this == LEFT ? RIGHT : LEFT;
        }
    }

    /** What the bridge's owner hears; on I/O threads, so that it must not wait. */
    public interface Ear {
        /** @return whom to tell how the far side answered this piece */
        default IntConsumer onPiece(Side from, Piece piece) {
            return status -> {};
        }

        /** The connection with this side is lost, or was never made. */
        default void onLost(Side side) {}
    }

    private static final int OK = 200;
    private static final CompletableFuture<Integer> FINE = CompletableFuture.completedFuture(OK);

    private final long mostOctets;
    private final Ear ear;
    private final End left;
    private final End right;
    private @Nullable MsrpMedia offered;
    private Side offerer = Side.LEFT;

    /** @param mostOctets of one message */
    public MsrpBridge(MsrpEndpoint leftAt, MsrpEndpoint rightAt, long mostOctets, Ear ear) {
        this.mostOctets = mostOctets;
        this.ear = ear;
        this.left = new End(Side.LEFT, leftAt);
        this.right = new End(Side.RIGHT, rightAt);
    }

    private End end(Side side) {
        return side == Side.LEFT ? left : right;
    }

    /** What the other side is offered: our end, and the choice who connects (RFC 6135 §4.2). */
    public synchronized SessionDescription offer(Side from, SessionDescription sdp, MsrpMedia media) {
        offered = media;
        offerer = from;
        return media.anchored(sdp, end(from.other()).session, Setup.ACTPASS);
    }

    /**
     * What the offerer is answered: our end. We wait for it where it lets us.
     *
     * @param agreed whether the answer counts, so that connections are opened and waited for
     */
    public synchronized SessionDescription answer(Side from, SessionDescription sdp, MsrpMedia media, boolean agreed) {
        var offer = offered;
        if (offer == null || offerer == from) {
            throw MsrpException.malformed("an answer to no offer");
        }
        if (agreed) {
            end(from).begin(media, media.isForOfferer());
            end(offerer).begin(offer, offer.answer() == Setup.ACTIVE);
        }
        return media.anchored(sdp, end(offerer).session, offer.answer());
    }

    /** Ends both sessions. */
    public void close() {
        left.session.close();
        right.session.close();
    }

    /** Our end towards one side. */
    private final class End implements MsrpSession.Listener {
        private final Side side;
        private final MsrpEndpoint endpoint;
        private volatile MsrpSession session;
        private List<MsrpUri> peer = List.of();
        /** The chunk that is coming in. */
        private volatile MsrpHead.@Nullable Request coming;
        /** How the far side answers what has come of it; on the I/O thread. */
        private CompletableFuture<Integer> verdict = FINE;

        End(Side side, MsrpEndpoint endpoint) {
            this.side = side;
            this.endpoint = endpoint;
            this.session = endpoint.session(mostOctets, this);
        }

        /** A peer that moved, as by a re-INVITE, has another path: it is met anew under our old name. */
        void begin(MsrpMedia media, boolean connect) {
            if (media.path().equals(peer)) {
                return;
            }
            if (!peer.isEmpty()) {
                var old = session;
                session = endpoint.again(old);
                old.close();
            }
            peer = media.path();
            session.expects(media.fingerprint());
            if (connect) {
                session.connect(peer);
            } else {
                session.await(peer);
            }
        }

        private MsrpSession far() {
            return end(side.other()).session;
        }

        @Override
        public int onPiece(MsrpSession from, Piece piece) {
            var outcome = ear.onPiece(side, piece);
            var chunk = piece.request();
            if (coming != chunk) {
                coming = chunk;
                verdict = FINE;
            }
            var messageId = piece.messageId();
            var range = piece.range();
            boolean last = piece.flag() == Flag.COMPLETE;
            var answer = far().forward(piece);
            verdict = verdict.thenCombine(answer, (before, now) -> before == OK ? now : before);
            answer.thenAccept(status -> {
                if (last || status != OK) {
                    outcome.accept(status);
                }
                // Who is in the middle of a long chunk is told at once.
                if (status != OK && coming == chunk && !chunk.failureReport().equals("no")) {
                    from.report(messageId, range, status);
                }
            });
            if (far().isBusy()) {
                from.pause();
                if (!far().isBusy()) {
                    from.resume(); // it became ready before we paused
                }
            }
            return OK;
        }

        /**
         * A chunk is answered as the far side answers it: 200 says that it has come all the way, so that nothing that was
         * answered lies here when a side hangs up.
         */
        @Override
        public CompletableFuture<Integer> settled(MsrpSession from, MsrpHead.Request chunk, Flag flag) {
            var all = verdict;
            coming = null;
            verdict = FINE;
            return all;
        }

        @Override
        public void onReport(MsrpSession from, MsrpHead.Request report) {
            far().forward(report);
        }

        @Override
        public void onReady(MsrpSession from) {
            far().resume();
        }

        @Override
        public void onLost(MsrpSession from) {
            if (from == session) {
                ear.onLost(side);
            }
        }
    }

    /** The MSRP section of a description that the other side may not have understood. */
    public static Optional<MsrpMedia> media(SessionDescription sdp) {
        try {
            return MsrpMedia.in(sdp);
        } catch (MsrpException unusable) {
            return Optional.empty();
        }
    }
}
