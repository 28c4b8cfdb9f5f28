package io.carillon.msrp;

import io.carillon.msrp.MsrpHead.Header;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A chunk on its way through a relay (RFC 4976 §6.4): the relay's URI moves from the one path to the other, pieces go on
 * as they come as chunks of their own, each hop answers for itself, and what fails further on comes back as a REPORT.
 */
final class Relaying implements Intake {
    private static final int OK = 200;

    private final MsrpConnection connection;
    private final RelayHop hop;
    private final MsrpHead.Request request;
    private final MsrpUri self;
    private final List<MsrpUri> to;
    private final List<MsrpUri> from;
    private final ByteRange range;
    private @Nullable ByteBuf held;
    private long received;
    private int status = OK;

    Relaying(MsrpConnection connection, RelayHop hop, MsrpHead.Request request, MsrpUri self) {
        this.connection = connection;
        this.hop = hop;
        this.request = request;
        this.self = self;
        var path = request.path("To-Path");
        this.to = path.subList(1, path.size());
        this.from = request.path("From-Path");
        this.range = request.range();
        request.messageId();
    }

    @Override
    public void body(ByteBuf octets) {
        int length = octets.readableBytes();
        if (received + length > range.room()) {
            status = 400;
        }
        if (status != OK) {
            octets.release();
            return;
        }
        give(Flag.CONTINUES);
        held = octets;
        received += length;
    }

    @Override
    public void end(Flag flag) {
        if (status == OK) {
            if (held == null) {
                held = Unpooled.EMPTY_BUFFER;
            }
            give(flag);
        }
        drop();
        if (!request.is("REPORT")) {
            connection.respond(request, status, self);
        }
    }

    private void give(Flag flag) {
        var octets = held;
        held = null;
        if (octets == null) {
            return;
        }
        long start = range.start() + received - octets.readableBytes();
        var piece = new ByteRange(start, start + octets.readableBytes() - 1, range.total());
        Optional<CompletableFuture<Integer>> answer =
                request.is("REPORT") ? Optional.empty() : Optional.of(new CompletableFuture<>());
        answer.ifPresent(each -> each.thenAccept(result -> {
            if (result != OK && !request.failureReport().equals("no")) {
                report(piece, result);
            }
        }));
        hop.write(connection, onward(piece), octets, flag, answer);
    }

    private MsrpHead.Request onward(ByteRange piece) {
        var headers = paths(MsrpUri.text(to), self.text() + " " + MsrpUri.text(from));
        boolean ranged = request.first("Byte-Range").isPresent()
                || request.first("Content-Type").isPresent();
        var content = new ArrayList<Header>();
        for (var each : request.endToEnd()) {
            (each.name().regionMatches(true, 0, "Content-", 0, 8) ? content : headers).add(each);
        }
        if (ranged) {
            // The range of a REPORT is what it speaks of, and not its own.
            var told = request.is("REPORT") ? range : piece;
            headers.add(new Header("Byte-Range", told.toString()));
        }
        headers.addAll(content);
        return new MsrpHead.Request(Chunks.token(), request.method(), headers);
    }

    private static List<Header> paths(String to, String from) {
        var headers = new ArrayList<Header>();
        headers.add(new Header("To-Path", to));
        headers.add(new Header("From-Path", from));
        return headers;
    }

    /** Back by the way that the chunk came. */
    private void report(ByteRange piece, int result) {
        var headers = paths(MsrpUri.text(from), self.text());
        headers.add(new Header("Message-ID", request.messageId()));
        headers.add(new Header("Byte-Range", piece.toString()));
        headers.add(new Header("Status", "000 " + result + " " + Chunks.comment(result)));
        connection.write(
                new MsrpHead.Request(Chunks.token(), "REPORT", headers),
                Unpooled.EMPTY_BUFFER,
                Flag.COMPLETE,
                Optional.empty());
    }

    @Override
    public void drop() {
        if (held != null) {
            held.release();
            held = null;
        }
    }
}
