package io.carillon.cscf.adapter.dns;

import io.carillon.node.NodeIdentity;
import io.carillon.node.trace.TraceContext;
import io.carillon.node.trace.TraceEvent;
import io.carillon.node.trace.TraceSink;
import java.time.Clock;
import java.util.HexFormat;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

/** ENUM queries and answers as trace events of the call they were made for: DNS itself carries no Call-ID. */
public record DnsTraces(TraceSink sink, NodeIdentity self, Clock clock) {
    void sent(String server, Message query) {
        var question = query.getQuestion();
        if (sink.enabled() && question != null) {
            record(
                    TraceEvent.Direction.SENT,
                    server,
                    Type.string(question.getType()) + " " + question.getName(),
                    query);
        }
    }

    void received(String server, Message answer) {
        if (sink.enabled()) {
            record(TraceEvent.Direction.RECEIVED, server, Rcode.string(answer.getRcode()), answer);
        }
    }

    private void record(TraceEvent.Direction direction, String server, String summary, Message message) {
        sink.record(TraceEvent.seen(
                clock.instant(),
                self.id(),
                TraceEvent.Protocol.DNS,
                direction,
                server,
                summary,
                TraceContext.keys(),
                HexFormat.of().formatHex(message.toWire())));
    }
}
