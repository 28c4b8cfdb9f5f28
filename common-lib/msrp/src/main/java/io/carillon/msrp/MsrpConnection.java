package io.carillon.msrp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.ScheduledFuture;
import java.security.cert.Certificate;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection, which several sessions may share: brings chunks to their sessions and responses to their requests. */
final class MsrpConnection extends SimpleChannelInboundHandler<Frame> {
    private static final Logger LOG = LoggerFactory.getLogger(MsrpConnection.class);
    /** Of a relay; a session has a window of its own. */
    private static final int MOST_UNANSWERED = 64;

    private static final Intake NOTHING = new Intake.Ignored();

    /** A request that waits for its response. */
    private record Open(CompletableFuture<Integer> result, int without, long since) {}

    private final MsrpEndpoint endpoint;
    private final MsrpFramer framer;
    private final Set<MsrpSession> sessions = ConcurrentHashMap.newKeySet();
    /** Clients of the relay that it is a part of the way for. */
    private final Set<RelayGrant> grants = ConcurrentHashMap.newKeySet();
    /** Connections that read nothing more until this one takes more. */
    private final Set<MsrpConnection> slowed = ConcurrentHashMap.newKeySet();
    /** In the order they were sent; on the event loop only. */
    private final Map<String, Open> open = new LinkedHashMap<>();

    private final AtomicInteger unanswered = new AtomicInteger();

    private volatile @Nullable ChannelHandlerContext context;
    private @Nullable ScheduledFuture<?> watch;
    private Intake intake = NOTHING;
    private volatile long heard = System.nanoTime();
    private long headSince;
    private long stuckSince;

    MsrpConnection(MsrpEndpoint endpoint, MsrpFramer framer) {
        this.endpoint = endpoint;
        this.framer = framer;
    }

    MsrpEndpoint endpoint() {
        return endpoint;
    }

    void holds(MsrpSession session) {
        sessions.add(session);
    }

    void leaves(MsrpSession session) {
        sessions.remove(session);
        if (isUnused()) {
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

    /** Once everything that was written has gone out. */
    void closeAfterwards() {
        var here = context;
        if (here != null) {
            here.writeAndFlush(here.alloc().buffer(0)).addListener(written -> here.close());
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
        return !isOpen() || (isWritable() && unanswered.get() < MOST_UNANSWERED);
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
            heard = System.nanoTime();
            here.channel().config().setAutoRead(on);
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        long quarter = Math.max(1, endpoint.settings().patience().toMillis() / 4);
        watch = ctx.executor().scheduleAtFixedRate(this::look, quarter, quarter, TimeUnit.MILLISECONDS);
    }

    /** Nobody makes us wait for ever: not by a head, nor within a chunk, nor by not reading. */
    private void look() {
        var here = context;
        if (here == null) {
            return;
        }
        long now = System.nanoTime();
        long patience = endpoint.settings().patience().toNanos();
        headSince = framer.isInHead() ? (headSince == 0 ? now : headSince) : 0;
        stuckSince = here.channel().isWritable() ? 0 : stuckSince == 0 ? now : stuckSince;
        boolean reads = here.channel().config().isAutoRead();
        boolean dead = (headSince != 0 && now - headSince > patience)
                || (stuckSince != 0 && now - stuckSince > patience)
                || (reads && now - heard > patience && (isUnused() || intake != NOTHING));
        if (dead) {
            LOG.info("MSRP connection with {} is given up", here.channel().remoteAddress());
            here.close();
        }
        var late = new HashSet<String>();
        open.forEach((transaction, each) -> {
            if (now - each.since() > patience) {
                late.add(transaction);
            }
        });
        late.forEach(each -> answered(each, Optional.empty()));
    }

    /** @param result completed by the response, or by its absence */
    void write(MsrpHead.Request head, ByteBuf body, Flag flag, Optional<CompletableFuture<Integer>> result) {
        var here = context;
        if (here == null) {
            body.release();
            return;
        }
        here.executor().execute(() -> {
            result.ifPresent(each -> {
                if (head.failureReport().equals("no")) {
                    each.complete(200);
                } else {
                    int without = head.failureReport().equals("partial") ? 200 : 408;
                    open.put(head.transaction(), new Open(each, without, System.nanoTime()));
                    unanswered.incrementAndGet();
                }
            });
            var chunk = Chunks.request(here.alloc(), head, body, flag);
            body.release();
            here.writeAndFlush(chunk).addListener(written -> {
                if (!written.isSuccess()) {
                    answered(head.transaction(), Optional.of(408));
                }
            });
        });
    }

    private void answered(String transaction, Optional<Integer> status) {
        var waiting = open.remove(transaction);
        if (waiting != null) {
            unanswered.decrementAndGet();
            if (!slowed.isEmpty() && takesMore()) {
                speedUp();
            }
            waiting.result().complete(status.orElse(waiting.without()));
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, Frame frame) {
        heard = System.nanoTime();
        switch (frame) {
            case Frame.Head(MsrpHead.Response response) ->
                answered(response.transaction(), Optional.of(response.status()));
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
        Set.copyOf(open.keySet()).forEach(each -> answered(each, Optional.of(408)));
        Set.copyOf(sessions).forEach(MsrpSession::lost);
        speedUp();
    }
}
