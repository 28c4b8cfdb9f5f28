package io.carillon.msrp;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The next connection on a path; what comes before it is open waits, and so does who sends it. */
final class RelayHop {
    private static final int NO_ANSWER = 408;

    private record Waiting(
            MsrpHead.Request head, ByteBuf body, Flag flag, Optional<CompletableFuture<Integer>> answer) {}

    private final Queue<Waiting> before = new ArrayDeque<>();
    private @Nullable MsrpConnection connection;
    private @Nullable MsrpConnection source;
    private boolean gone;

    private RelayHop() {}

    static RelayHop of(MsrpConnection open) {
        var hop = new RelayHop();
        hop.connection = open;
        return hop;
    }

    static RelayHop dialled(MsrpEndpoint endpoint, MsrpUri to, RelayGrant user) {
        var hop = new RelayHop();
        endpoint.dial(
                to,
                made -> {
                    made.holds(user);
                    hop.opened(made);
                },
                hop::failed);
        return hop;
    }

    synchronized boolean isGone() {
        return gone || (connection != null && !connection.isOpen());
    }

    private synchronized void opened(MsrpConnection made) {
        connection = made;
        before.forEach(each -> made.write(each.head(), each.body(), each.flag(), each.answer()));
        before.clear();
        release();
    }

    private synchronized void failed() {
        gone = true;
        before.forEach(each -> {
            each.body().release();
            each.answer().ifPresent(answer -> answer.complete(NO_ANSWER));
        });
        before.clear();
        release();
    }

    private void release() {
        var waits = source;
        source = null;
        if (waits != null) {
            waits.reading(true);
        }
    }

    /** @param body is taken over; @param from reads no more while the hop takes no more */
    synchronized void write(
            MsrpConnection from,
            MsrpHead.Request head,
            ByteBuf body,
            Flag flag,
            Optional<CompletableFuture<Integer>> answer) {
        var open = connection;
        if (open != null) {
            open.write(head, body, flag, answer);
            open.slows(from);
        } else if (gone) {
            body.release();
            answer.ifPresent(each -> each.complete(NO_ANSWER));
        } else {
            before.add(new Waiting(head, body, flag, answer));
            source = from;
            from.reading(false);
        }
    }

    synchronized void leave(RelayGrant user) {
        gone = true;
        var open = connection;
        if (open != null) {
            open.leaves(user);
        }
    }
}
