package io.carillon.msrp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.ScheduledFuture;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection, which several sessions may share: brings chunks to their sessions and responses to their requests. */
final class MsrpConnection extends SimpleChannelInboundHandler<Frame> {
    private static final Logger LOG = LoggerFactory.getLogger(MsrpConnection.class);
    private static final Intake NOTHING = new Intake.Ignored();

    private final MsrpEndpoint endpoint;
    private final MsrpFramer framer;
    private final Set<MsrpSession> sessions = ConcurrentHashMap.newKeySet();
    /** Clients of the relay that it is a part of the way for. */
    private final Set<RelayGrant> grants = ConcurrentHashMap.newKeySet();
    /** Connections that read nothing more until this one takes more. */
    private final Set<MsrpConnection> slowed = ConcurrentHashMap.newKeySet();

    private final Unanswered unanswered = new Unanswered();
    private final Patience patience;

    private volatile @Nullable ChannelHandlerContext context;
    private @Nullable ScheduledFuture<?> watch;
    private Intake intake = NOTHING;

    MsrpConnection(MsrpEndpoint endpoint, MsrpFramer framer) {
        this.endpoint = endpoint;
        this.framer = framer;
        this.patience = new Patience(endpoint.settings().patience().toNanos());
    }

    MsrpEndpoint endpoint() {
        return endpoint;
    }

    void holds(MsrpSession session) {
        sessions.add(session);
    }

    void leaves(MsrpSession session) {
        if (sessions.remove(session) && isUnused()) {
            closeAfterwards();
        }
    }

    void holds(RelayGrant grant) {
        grants.add(grant);
    }

    /** As {@link #leaves}, and it may wait for another. */
    void forgets(RelayGrant grant) {
        grants.remove(grant);
    }

    void leaves(RelayGrant grant) {
        grants.remove(grant);
        if (isUnused()) {
            closeAfterwards();
        }
    }

    private boolean isUnused() {
        return sessions.isEmpty() && grants.isEmpty();
    }

    /** Once everything that was written has gone out, behind what still waits for its turn to be written. */
    void closeAfterwards() {
        var here = context;
        if (here != null) {
            here.executor()
                    .execute(() -> here.writeAndFlush(here.alloc().buffer(0)).addListener(written -> here.close()));
        }
    }

    /** Does it after so long. */
    void later(Duration pause, Runnable what) {
        var here = context;
        if (here != null) {
            here.executor().schedule(what, pause.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** What to do when it is over. */
    void closed(Runnable then) {
        var here = context;
        if (here != null) {
            here.channel().closeFuture().addListener(over -> then.run());
        }
    }

    boolean isOpen() {
        var here = context;
        return here != null && here.channel().isActive();
    }

    boolean isSecure() {
        var here = context;
        return here != null && here.pipeline().get(SslHandler.class) != null;
    }

    /** Whoever feeds this connection reads no more while it takes no more. */
    void slows(MsrpConnection source) {
        if (!takesMore()) {
            slowed.add(source);
            source.reading(false);
            if (takesMore()) {
                speedUp();
            }
        }
    }

    private boolean takesMore() {
        var here = context;
        return here == null
                || !here.channel().isActive()
                || (here.channel().isWritable()
                        && unanswered.hasRoom(here.channel().config().isAutoRead()));
    }

    private void speedUp() {
        for (var each : Set.copyOf(slowed)) {
            slowed.remove(each);
            each.reading(true);
        }
    }

    /** Runs one of them: when the TLS handshake, if there is one, is over. */
    void ready(Runnable then, Runnable failed) {
        var here = context;
        var tls = here == null ? null : here.pipeline().get(SslHandler.class);
        if (tls == null) {
            then.run();
            return;
        }
        tls.handshakeFuture().addListener(done -> (done.isSuccess() ? then : failed).run());
    }

    /** The one that the far end has shown. */
    Optional<Certificate> certificate() {
        var here = context;
        var tls = here == null ? null : here.pipeline().get(SslHandler.class);
        if (tls == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(tls.engine().getSession().getPeerCertificates()[0]);
        } catch (SSLPeerUnverifiedException e) {
            return Optional.empty(); // it was asked and did not want to
        }
    }

    void close() {
        var here = context;
        if (here != null) {
            here.close();
        }
    }

    boolean isWritable() {
        var here = context;
        return here != null && here.channel().isWritable();
    }

    void reading(boolean on) {
        var here = context;
        if (here != null) {
            // Who was not listened to has not been silent.
            patience.renew();
            here.channel().config().setAutoRead(on);
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        long quarter = Math.max(1, endpoint.settings().patience().toMillis() / 4);
        watch = ctx.executor().scheduleAtFixedRate(this::look, quarter, quarter, TimeUnit.MILLISECONDS);
    }

    private void look() {
        var here = context;
        if (here == null) {
            return;
        }
        long now = System.nanoTime();
        boolean reads = here.channel().config().isAutoRead();
        boolean awaited = reads && (isUnused() || intake != NOTHING);
        if (patience.isOver(now, framer.isInHead(), !here.channel().isWritable(), awaited)) {
            LOG.info("MSRP connection with {} is given up", here.channel().remoteAddress());
            here.close();
        }
        unanswered.giveUp(now, endpoint.settings().patience().toNanos());
        speedUpIfRoom();
    }

    /** @param result completed by the response, or by its absence */
    void write(MsrpHead.Request head, ByteBuf body, Flag flag, Optional<CompletableFuture<Integer>> result) {
        var here = context;
        if (here == null) {
            body.release();
            return;
        }
        here.executor().execute(() -> {
            result.ifPresent(each -> unanswered.add(head, each));
            var chunk = Chunks.request(here.alloc(), head, body, flag);
            body.release();
            here.writeAndFlush(chunk).addListener(written -> {
                if (!written.isSuccess()) {
                    answered(head.transaction(), Unanswered.TIMEOUT);
                }
            });
        });
    }

    private void answered(String transaction, int status) {
        unanswered.answered(transaction, status);
        speedUpIfRoom();
    }

    private void speedUpIfRoom() {
        if (!slowed.isEmpty() && takesMore()) {
            speedUp();
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, Frame frame) {
        patience.renew();
        switch (frame) {
            case Frame.Head(MsrpHead.Response response) -> answered(response.transaction(), response.status());
            case Frame.Head(MsrpHead.Request request) -> intake = Intake.of(this, request);
            case Frame.Body(var octets) -> intake.body(octets);
            case Frame.End(var flag) -> {
                var ended = intake;
                intake = NOTHING;
                ended.end(flag);
            }
        }
    }

    /** The answer to a request, if its sender wants one. */
    void respond(MsrpHead.Request request, int status, MsrpUri self) {
        respond(request, status, self, List.of());
    }

    void respond(MsrpHead.Request request, int status, MsrpUri self, List<MsrpHead.Header> more) {
        var here = context;
        if (here != null && request.isAnswered(status)) {
            here.writeAndFlush(Chunks.response(here.alloc(), request, status, self, more));
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        sessions.forEach(MsrpSession::ready);
        if (takesMore()) {
            speedUp();
        }
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.info("MSRP connection with {} is closed: {}", ctx.channel().remoteAddress(), cause.getMessage());
        ctx.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        var watching = watch;
        if (watching != null) {
            watching.cancel(false);
        }
        intake.drop();
        intake = NOTHING;
        unanswered.lost();
        Set.copyOf(sessions).forEach(MsrpSession::lost);
        speedUp();
    }
}
