package io.carillon.msrp;

import io.netty.buffer.ByteBuf;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One chunk on its way in. */
interface Intake {
    /** Takes the octets over. */
    void body(ByteBuf octets);

    void end(Flag flag);

    /** The connection is gone in the middle. */
    default void drop() {}

    /** What is no request. */
    record Ignored() implements Intake {
        @Override
        public void body(ByteBuf octets) {
            octets.release();
        }

        @Override
        public void end(Flag flag) {}
    }

    /** A request that is answered with a failure once its body is over. */
    record Refused(MsrpConnection connection, MsrpHead.Request request, int status, MsrpUri self) implements Intake {
        @Override
        public void body(ByteBuf octets) {
            octets.release();
        }

        @Override
        public void end(Flag flag) {
            connection.respond(request, status, self);
        }
    }

    /**
     * A request that gets an answer with more headers than the paths.
     *
     * @param last of this connection
     */
    record Answered(
            MsrpConnection connection,
            MsrpHead.Request request,
            int status,
            MsrpUri self,
            List<MsrpHead.Header> headers,
            boolean last)
            implements Intake {
        @Override
        public void body(ByteBuf octets) {
            octets.release();
        }

        @Override
        public void end(Flag flag) {
            connection.respond(request, status, self, headers);
            if (last) {
                connection.closeAfterwards();
            }
        }
    }

    /** A REPORT, which is never answered (§7.1.2). */
    record Report(MsrpSession session, MsrpHead.Request request) implements Intake {
        @Override
        public void body(ByteBuf octets) {
            octets.release();
        }

        @Override
        public void end(Flag flag) {
            session.listener().onReport(session, request);
        }
    }

    /** A chunk of a message. One piece is held back, so that the last one goes with the chunk's flag. */
    final class Sent implements Intake {
        private final MsrpConnection connection;
        private final MsrpSession session;
        private final MsrpHead.Request request;
        private final ByteRange range;
        private @Nullable ByteBuf held;
        private long received;
        private int status = 200;

        Sent(MsrpConnection connection, MsrpSession session, MsrpHead.Request request) {
            this.connection = connection;
            this.session = session;
            this.request = request;
            this.range = request.range();
            request.messageId();
            if (range.total() > session.mostOctets()) {
                status = 413;
            }
        }

        @Override
        public void body(ByteBuf octets) {
            int length = octets.readableBytes();
            if (status == 200) {
                status = verdict(length);
            }
            if (status != 200) {
                octets.release();
                return;
            }
            give(Flag.CONTINUES);
            held = octets;
            received += length;
        }

        /** The range that the chunk claims is the range that it has (§7.3.1). */
        private int verdict(int more) {
            if (received + more > range.room()) {
                return 400;
            }
            return range.start() - 1 + received + more > session.mostOctets() ? 413 : 200;
        }

        @Override
        public void end(Flag flag) {
            boolean content = request.first("Content-Type").isPresent();
            if (status == 200 && content && !fits(flag)) {
                status = 400;
            }
            if (status == 200 && content) {
                if (held == null) {
                    held = io.netty.buffer.Unpooled.EMPTY_BUFFER;
                }
                give(flag);
            }
            drop();
            if (status == 200 && content) {
                session.listener()
                        .settled(session, request, flag)
                        .thenAccept(settled -> connection.respond(request, settled, session.local()));
            } else {
                connection.respond(request, status, session.local());
            }
        }

        /** Who is interrupted may send less than announced (§7.1.1); who says that it is the end must have come to it. */
        private boolean fits(Flag flag) {
            return flag != Flag.COMPLETE
                    || range.total() == ByteRange.UNKNOWN
                    || range.start() - 1 + received == range.total();
        }

        private void give(Flag flag) {
            var octets = held;
            held = null;
            if (octets == null) {
                return;
            }
            try {
                long start = range.start() + received - octets.readableBytes();
                status = session.listener().onPiece(session, new Piece(request, start, range.total(), octets, flag));
            } finally {
                octets.release();
            }
        }

        @Override
        public void drop() {
            if (held != null) {
                held.release();
                held = null;
            }
        }
    }

    /** RFC 4975 §7.3: whose session it is, whether it comes from the peer, and by its connection. */
    static Intake of(MsrpConnection connection, MsrpHead.Request request) {
        List<MsrpUri> to = request.path("To-Path");
        List<MsrpUri> from = request.path("From-Path");
        var self = to.getFirst();
        var relay = connection.endpoint().relay();
        if (relay.isPresent() && request.is("AUTH")) {
            return relay.get().auth(connection, request);
        }
        if (!request.is("SEND") && !request.is("REPORT")) {
            return new Refused(connection, request, 501, self);
        }
        var grant = relay.flatMap(each -> each.grant(self));
        if (grant.isPresent()) {
            return relay.get().forward(connection, request, grant.get());
        }
        var session = connection.endpoint().find(self);
        if (session.isEmpty() || to.size() > 1) {
            return unknown(connection, request, 481, self);
        }
        if (!session.get().isFrom(from) || !session.get().isTrusted(connection)) {
            return unknown(connection, request, 403, self);
        }
        if (!session.get().bind(connection)) {
            return unknown(connection, request, 506, self);
        }
        if (request.is("REPORT")) {
            return new Report(session.get(), request);
        }
        try {
            return new Sent(connection, session.get(), request);
        } catch (MsrpException e) {
            return new Refused(connection, request, e.status(), self);
        }
    }

    private static Intake unknown(MsrpConnection connection, MsrpHead.Request request, int status, MsrpUri self) {
        return request.is("REPORT") ? new Ignored() : new Refused(connection, request, status, self);
    }
}
