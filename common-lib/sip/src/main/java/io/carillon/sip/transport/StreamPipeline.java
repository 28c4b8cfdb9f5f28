package io.carillon.sip.transport;

import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.timeout.IdleStateHandler;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What stands between a socket and its {@link Connection}, by transport: TLS, then WebSocket, then whole messages. */
final class StreamPipeline {
    private static final int UPGRADE_REQUEST = 16 << 10;
    private static final int HANDSHAKE_MILLIS = 10_000;

    private final TransportSettings settings;
    private final @Nullable TlsContexts tls;
    private final TlsSettings.@Nullable Clients clients;

    StreamPipeline(TransportSettings settings, @Nullable TlsContexts tls, TlsSettings.@Nullable Clients clients) {
        this.settings = settings;
        this.tls = tls;
        this.clients = clients;
    }

    ChannelInitializer<SocketChannel> of(Connection connection) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(SocketChannel channel) {
                build(channel.pipeline(), connection, true);
            }
        };
    }

    /** @param outgoing true if we open the connection */
    void build(ChannelPipeline pipeline, Connection connection, boolean outgoing) {
        var transport = connection.transport;
        boolean webSocket = transport == Transport.WS || transport == Transport.WSS;
        pipeline.addLast(new IdleStateHandler(0, 0, settings.idle().toMillis(), TimeUnit.MILLISECONDS));
        if (transport.secure()) {
            secure(pipeline, connection, outgoing);
        }
        if (outgoing && settings.keepAlive().isPositive()) {
            pipeline.addLast(new KeepAlive(webSocket, settings.keepAlive()));
        }
        if (webSocket && outgoing) {
            webSocketClient(pipeline, connection);
        } else if (webSocket) {
            webSocketServer(pipeline);
        } else {
            pipeline.addLast(new StreamFramer(settings.patience()));
        }
        pipeline.addLast(connection);
    }

    private void secure(ChannelPipeline pipeline, Connection connection, boolean outgoing) {
        var contexts = tls;
        if (contexts == null) {
            throw new IllegalStateException("No certificates for " + connection.transport);
        }
        pipeline.addLast(
                outgoing
                        ? contexts.client(pipeline.channel().alloc(), connection.remote, connection.wanted)
                        : contexts.server(clients));
    }

    private void webSocketServer(ChannelPipeline pipeline) {
        var protocol = WebSocketServerProtocolConfig.newBuilder()
                .websocketPath("/")
                .checkStartsWith(true)
                .subprotocols(WebSocketDoor.PROTOCOL)
                .handshakeTimeoutMillis(HANDSHAKE_MILLIS)
                .maxFramePayloadLength(StreamFramer.MAX_MESSAGE)
                .build();
        pipeline.addLast(
                new HttpServerCodec(),
                new HttpObjectAggregator(UPGRADE_REQUEST),
                new WebSocketDoor(settings.origins()),
                new WebSocketServerProtocolHandler(protocol),
                new WebSocketFrameAggregator(StreamFramer.MAX_MESSAGE),
                new WebSocketFrames());
    }

    private static void webSocketClient(ChannelPipeline pipeline, Connection connection) {
        var host = connection.wanted.isEmpty()
                ? Addresses.text(connection.remote)
                : connection.wanted + ":" + connection.remote.getPort();
        HttpHeaders none = new DefaultHttpHeaders();
        var protocol = WebSocketClientProtocolConfig.newBuilder()
                .webSocketUri((connection.transport == Transport.WSS ? "wss://" : "ws://") + host + "/")
                .subprotocol(WebSocketDoor.PROTOCOL)
                .customHeaders(none)
                .generateOriginHeader(false)
                .handshakeTimeoutMillis(HANDSHAKE_MILLIS)
                .maxFramePayloadLength(StreamFramer.MAX_MESSAGE)
                .build();
        pipeline.addLast(
                new HttpClientCodec(),
                new HttpObjectAggregator(UPGRADE_REQUEST),
                new WebSocketClientProtocolHandler(protocol),
                new WebSocketFrameAggregator(StreamFramer.MAX_MESSAGE),
                new WebSocketFrames());
    }
}
