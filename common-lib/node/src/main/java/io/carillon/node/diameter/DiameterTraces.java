package io.carillon.node.diameter;

import io.carillon.diameter.DiameterObserver;
import io.carillon.node.NodeIdentity;
import io.carillon.node.trace.TraceContext;
import io.carillon.node.trace.TraceEvent;
import io.carillon.node.trace.TraceSink;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Every Diameter message of this node as a trace event that carries the keys of the call it was sent for. */
final class DiameterTraces implements DiameterObserver {
    private final TraceSink sink;
    private final NodeIdentity self;

    DiameterTraces(TraceSink sink, NodeIdentity self) {
        this.sink = sink;
        this.self = self;
    }

    @Override
    public void saw(Seen seen) {
        if (sink.enabled()) {
            String session = seen.sessionId();
            Set<String> keys = TraceContext.keysAnd(session.isEmpty() ? List.of() : List.of(session));
            sink.record(event(seen, Instant.now(), keys));
        }
    }

    private TraceEvent event(Seen seen, Instant now, Set<String> keys) {
        return TraceEvent.seen(
                now,
                self.id(),
                TraceEvent.Protocol.DIAMETER,
                seen.direction() == Direction.SENT ? TraceEvent.Direction.SENT : TraceEvent.Direction.RECEIVED,
                nodeId(seen.remote()),
                seen.result().isEmpty() ? seen.command() : seen.command() + " " + seen.result(),
                keys,
                seen.maskedOctets().hex());
    }

    /** An Origin-Host of our own is the node's id and the realm. */
    private String nodeId(String host) {
        String realm = "." + self.homeDomain();
        return host.endsWith(realm) ? host.substring(0, host.length() - realm.length()) : host;
    }
}
