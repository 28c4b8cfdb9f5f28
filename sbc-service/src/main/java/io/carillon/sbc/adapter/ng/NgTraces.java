package io.carillon.sbc.adapter.ng;

import io.carillon.node.NodeIdentity;
import io.carillon.node.directory.NodeDirectory;
import io.carillon.node.directory.NodeInfo;
import io.carillon.node.trace.TraceContext;
import io.carillon.node.trace.TraceEvent;
import io.carillon.node.trace.TraceSink;
import io.carillon.sdp.ng.NgMessage;
import io.carillon.sdp.ng.NgObserver;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

/** NG messages as trace events of the call they were sent for. */
public final class NgTraces implements NgObserver {
    private final TraceSink sink;
    private final NodeIdentity self;
    private final NodeDirectory directory;
    private final Clock clock;

    public NgTraces(TraceSink sink, NodeIdentity self, NodeDirectory directory, Clock clock) {
        this.sink = sink;
        this.self = self;
        this.directory = directory;
        this.clock = clock;
    }

    @Override
    public void sent(InetSocketAddress local, InetSocketAddress proxy, NgMessage message) {
        record(proxy, message, TraceEvent.Direction.SENT);
    }

    @Override
    public void received(InetSocketAddress local, InetSocketAddress proxy, NgMessage message) {
        record(proxy, message, TraceEvent.Direction.RECEIVED);
    }

    private void record(InetSocketAddress proxy, NgMessage message, TraceEvent.Direction direction) {
        // What is asked for no call's sake, such as whether one is still held, would only fill the trace.
        if (!sink.enabled() || TraceContext.keys().isEmpty()) {
            return;
        }
        var relay = directory.alive("rtpproxy").stream()
                .filter(node -> node.address("ng").filter(proxy::equals).isPresent())
                .map(NodeInfo::id)
                .findFirst()
                .orElseGet(() -> proxy.getHostString() + ":" + proxy.getPort());
        var summary = message.body()
                .text("command")
                .or(() -> message.body().text("result"))
                .orElse("?");
        sink.record(TraceEvent.seen(
                clock.instant(),
                self.id(),
                TraceEvent.Protocol.NG,
                direction,
                relay,
                summary,
                TraceContext.keys(),
                new String(message.encode(), StandardCharsets.UTF_8)));
    }
}
