package io.carillon.sbc.adapter.http;

import io.carillon.node.NodeIdentity;
import io.carillon.node.trace.TraceContext;
import io.carillon.node.trace.TraceEvent;
import io.carillon.node.trace.TraceEvent.Direction;
import io.carillon.node.trace.TraceSink;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;
import tools.jackson.databind.JsonNode;

/** What a PCF tells of a session stands in the ladder of the call that the session is of. */
public final class PushTraces {
    private final TraceSink traces;
    private final NodeIdentity self;
    private final Clock clock;

    public PushTraces(TraceSink traces, NodeIdentity self, Clock clock) {
        this.traces = traces;
        this.self = self;
        this.clock = clock;
    }

    /**
     * @param keys of the call, the session's URI among them
     * @param session whose URI names the PCF, from whichever port it speaks
     * @param what it tells, without the address that nobody else may know
     */
    void during(List<String> keys, String session, String what, JsonNode news, Runnable work) {
        TraceContext.run(keys, () -> {
            var pcf = URI.create(session).getAuthority();
            record(Direction.RECEIVED, pcf, "POST " + PolicyNotifications.PATH + "/****/" + what, news.toString());
            try {
                work.run();
            } catch (ErrorResponseException e) {
                record(Direction.SENT, pcf, Integer.toString(e.getStatusCode().value()), "");
                throw e;
            }
            record(Direction.SENT, pcf, Integer.toString(HttpStatus.NO_CONTENT.value()), "");
        });
    }

    private void record(Direction direction, String pcf, String summary, String payload) {
        if (traces.enabled()) {
            traces.record(TraceEvent.seen(
                    clock.instant(),
                    self.id(),
                    TraceEvent.Protocol.HTTP,
                    direction,
                    pcf,
                    summary,
                    TraceContext.keys(),
                    payload));
        }
    }
}
