package io.carillon.rtpproxy.control;

import io.carillon.node.NodeIdentity;
import io.carillon.node.trace.TraceEvent;
import io.carillon.node.trace.TraceSink;
import io.carillon.sdp.ng.NgMessage;
import io.carillon.sdp.ng.NgValue;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Set;

/** NG commands and answers as arrows of a ladder, tied to their call by its Call-ID. */
record NgTrace(TraceSink sink, NodeIdentity self, Clock clock) implements NgExchange, CallEnding {

    @Override
    public void asked(InetSocketAddress client, NgMessage command) {
        if (isTold(command)) {
            record(TraceEvent.Direction.RECEIVED, client, command, command, name(command));
        }
    }

    @Override
    public void answered(InetSocketAddress client, NgMessage command, NgMessage answer) {
        if (!isTold(command)) {
            return;
        }
        String summary = answer.body().text("result").orElse("?") + " (" + name(command) + ")";
        boolean figures = answer.body().dict("totals").isPresent();
        record(
                TraceEvent.Direction.SENT,
                client,
                command,
                answer,
                figures ? summary + ": " + NgReport.line(answer.body()) : summary);
    }

    /** Nobody asked: the call had no media for too long. */
    @Override
    public void ended(CallReport last, Cause cause) {
        if (cause == Cause.SILENT && sink.enabled()) {
            NgValue.Dict figures = NgReport.of(last);
            sink.record(TraceEvent.seen(
                    clock.instant(),
                    self.id(),
                    TraceEvent.Protocol.NG,
                    TraceEvent.Direction.SENT,
                    self.id(),
                    "media timeout: " + NgReport.line(figures),
                    Set.of(utf8(last.callId())),
                    text(new NgMessage("-", figures))));
        }
    }

    /** Pings belong to no call, and queries change none: they would only fill the trace. */
    private boolean isTold(NgMessage command) {
        return sink.enabled()
                && command.body().text("call-id").isPresent()
                && !name(command).equals("query");
    }

    private static String name(NgMessage command) {
        return command.body().text("command").orElse("?");
    }

    private void record(
            TraceEvent.Direction direction,
            InetSocketAddress client,
            NgMessage command,
            NgMessage message,
            String summary) {
        String callId = command.body().text("call-id").orElse("?");
        String peer = client.getAddress().getHostAddress() + ':' + client.getPort();
        sink.record(TraceEvent.seen(
                clock.instant(),
                self.id(),
                TraceEvent.Protocol.NG,
                direction,
                peer,
                summary,
                Set.of(utf8(callId)),
                text(message)));
    }

    /** As text, in which keys of media are found and masked. */
    private static String text(NgMessage message) {
        return new String(message.encode(), StandardCharsets.UTF_8);
    }

    /** NG strings are held an octet a character; the trace speaks UTF-8. */
    private static String utf8(String octets) {
        return new String(octets.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
