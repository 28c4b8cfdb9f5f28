package io.carillon.sip.transport;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.timeout.IdleStateEvent;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection, from its first byte to its last. What is to be sent before it is open waits, within bounds; a peer
 * that does not read is cut off when its backlog passes the high-water mark.
 */
final class Connection extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    private static final int MOST_WAITING = 1_000;

    private record Waiting(byte[] bytes, SipTransports.SendFailure failure) {}

    private enum State {
        OPENING,
        OPEN,
        CLOSED
    }

    final Transport transport;
    final InetSocketAddress remote;
    /** Whom we look for; empty on a connection that the peer opened. */
    final String wanted;

    private final boolean outgoing;
    private final StreamConnections owner;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private State state = State.OPENING;
    private @Nullable Channel channel;
    private boolean heard;
    /** A flush is due at the end of this turn of the I/O thread, where alone this is used. */
    private boolean flushing;

    private volatile PeerIdentity peer = PeerIdentity.NONE;

    Connection(
            StreamConnections owner, Transport transport, InetSocketAddress remote, boolean outgoing, String wanted) {
        this.owner = owner;
        this.transport = transport;
        this.remote = remote;
        this.outgoing = outgoing;
        this.wanted = wanted;
    }

    /** The far end has shown a certificate for this domain. */
    boolean proves(String domain) {
        return peer.proves(domain);
    }

    PeerIdentity peer() {
        return peer;
    }

    void send(byte[] bytes, SipTransports.SendFailure failure) {
        Channel open;
        synchronized (this) {
            open = channel;
            boolean room = waiting.size() < MOST_WAITING;
            if ((state == State.OPENING || state == State.OPEN && outgoing && !heard) && room) {
                waiting.add(new Waiting(bytes, failure)); // after the opening too: told if the peer never says a word
            }
            if (state == State.OPENING && room) {
                return;
            }
        }
        if (open == null) {
            failure.failed(new IOException("No connection with " + transport + " " + Addresses.text(remote)));
        } else {
            write(open, bytes, failure);
        }
    }

    private void write(Channel open, byte[] bytes, SipTransports.SendFailure failure) {
        if (open.eventLoop().inEventLoop()) {
            writeHere(open, bytes, failure);
        } else {
            open.eventLoop().execute(() -> writeHere(open, bytes, failure));
        }
    }

    /** On the I/O thread. What is written in one turn of it leaves together: a segment for each message costs more. */
    private void writeHere(Channel open, byte[] bytes, SipTransports.SendFailure failure) {
        if (!open.isWritable()) {
            open.flush();
        }
        if (!open.isWritable()) {
            failure.failed(new IOException("The peer does not read: backlog full"));
            open.close();
            return;
        }
        open.write(Unpooled.wrappedBuffer(bytes), new Sending(open, failure));
        if (!flushing) {
            flushing = true;
            open.eventLoop().execute(() -> {
                flushing = false;
                open.flush();
            });
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        if (transport == Transport.TCP) {
            opened(context.channel());
        }
        if (!outgoing) {
            context.executor()
                    .schedule(
                            () -> expectWord(context), owner.settings.patience().toMillis(), TimeUnit.MILLISECONDS);
        }
        context.fireChannelActive();
    }

    /** Whoever connects and says nothing holds a place for nothing. */
    private void expectWord(ChannelHandlerContext context) {
        if (!hasHeard()) {
            context.close();
        }
    }

    private synchronized boolean hasHeard() {
        return heard;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws IOException {
        switch (event) {
            case SslHandshakeCompletionEvent done when done.isSuccess() -> secured(context);
            case WebSocketServerProtocolHandler.HandshakeComplete ignored -> opened(context.channel());
            case ClientHandshakeStateEvent.HANDSHAKE_COMPLETE -> opened(context.channel());
            case IdleStateEvent ignored -> context.close();
            default -> {}
        }
    }

    /** RFC 5922 §7.3: the server must be who we look for; what waits is sent to nobody else. */
    private void secured(ChannelHandlerContext context) throws IOException {
        peer = TlsContexts.peer(
                context.pipeline().get(SslHandler.class).engine().getSession());
        if (outgoing && owner.verifiesNames() && !peer.proves(wanted)) {
            throw new SSLException("The certificate of " + Addresses.text(remote) + " is for " + peer.domains()
                    + ", not for " + wanted + " (RFC 5922 §7.3)");
        }
        if (transport == Transport.TLS) {
            opened(context.channel());
        }
    }

    private void opened(Channel open) {
        List<Waiting> now;
        synchronized (this) {
            if (state != State.OPENING) {
                return;
            }
            state = State.OPEN;
            channel = open;
            now = new ArrayList<>(waiting);
        }
        owner.opened(this);
        now.forEach(each -> write(open, each.bytes, each.failure));
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object frame) {
        synchronized (this) {
            if (!heard) {
                heard = true;
                waiting.clear();
            }
        }
        var local = (InetSocketAddress) context.channel().localAddress();
        owner.received((byte[]) frame, new Arrival(owner.listener, transport, local, remote));
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        var local = (InetSocketAddress) context.channel().localAddress();
        ended(new IOException("The peer closed the connection"), local);
    }

    /** Also for a connection that never came to be. */
    void ended(Throwable cause, @Nullable InetSocketAddress local) {
        List<Waiting> lost;
        boolean wasOpen;
        synchronized (this) {
            if (state == State.CLOSED) {
                return;
            }
            wasOpen = state == State.OPEN;
            state = State.CLOSED;
            channel = null;
            lost = new ArrayList<>(waiting);
            waiting.clear();
        }
        owner.closed(this, wasOpen && local != null ? new Arrival(owner.listener, transport, local, remote) : null);
        lost.forEach(each -> each.failure.failed(cause));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        var reason = cause.getCause() instanceof SSLException inner ? inner : cause;
        LOG.info("{} {} {}: {}", transport, owner.listener, Addresses.text(remote), reason.getMessage());
        ended(reason, (InetSocketAddress) context.channel().localAddress());
        context.flush().close();
    }

    /** What is done when the connection is closed; empty if there was none. */
    Optional<ChannelFuture> close() {
        Channel open;
        synchronized (this) {
            open = channel;
        }
        if (open == null) {
            return Optional.empty();
        }
        if (transport == Transport.WS || transport == Transport.WSS) {
            open.writeAndFlush(new CloseWebSocketFrame(WebSocketCloseStatus.ENDPOINT_UNAVAILABLE))
                    .addListener(ChannelFutureListener.CLOSE);
        } else {
            open.eventLoop().execute(() -> open.flush().close());
        }
        return Optional.of(open.closeFuture());
    }
}
