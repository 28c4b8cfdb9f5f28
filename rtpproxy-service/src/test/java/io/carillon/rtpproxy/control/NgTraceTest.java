package io.carillon.rtpproxy.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.carillon.node.NodeIdentity;
import io.carillon.node.trace.MemoryTraces;
import io.carillon.node.trace.TraceEvent;
import io.carillon.node.trace.TraceSink;
import io.carillon.sdp.ng.NgCommand;
import io.carillon.sdp.ng.NgMessage;
import io.carillon.sdp.ng.NgValue;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NgTraceTest {
    private final MemoryTraces sink = new MemoryTraces();
    private final NodeIdentity self = new NodeIdentity("rtpproxy-1", "rtpproxy", "127.0.0.1", "home");
    private final NgTrace trace = new NgTrace(sink, self, Clock.systemUTC());
    private final InetSocketAddress client = new InetSocketAddress("127.0.0.1", 4000);
    private final NgMessage answer =
            new NgMessage("1", NgValue.Dict.builder().put("result", "ok").build());

    @Test
    void a_command_and_its_answer_are_two_arrows_of_the_call() {
        NgMessage command =
                new NgMessage("1", new NgCommand.Delete("abc@host", Optional.empty(), Optional.empty()).toDict());
        trace.asked(client, command);
        trace.answered(client, command, answer);
        assertThat(sink.events()).extracting(TraceEvent::summary).containsExactly("delete", "ok (delete)");
        assertThat(sink.events()).extracting(TraceEvent::from).containsExactly("127.0.0.1:4000", "rtpproxy-1");
        assertThat(sink.events()).allSatisfy(event -> {
            assertThat(event.keys()).containsExactly("abc@host");
            assertThat(event.protocol()).isEqualTo(TraceEvent.Protocol.NG);
        });
    }

    @Test
    void what_is_not_traced_is_not_put_into_words() {
        NgTrace off = new NgTrace(TraceSink.OFF, self, Clock.systemUTC());
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        NgMessage command =
                new NgMessage("1", new NgCommand.Delete("abc@host", Optional.empty(), Optional.empty()).toDict());
        off.answered(client, command, answer); // loads what is loaded once
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 10_000; i++) {
            off.asked(client, command);
            off.answered(client, command, answer);
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(10_000);
    }

    @Test
    void pings_and_queries_are_left_out() {
        for (NgCommand command : List.of(new NgCommand.Ping(), new NgCommand.Query("abc@host"))) {
            NgMessage message = new NgMessage("1", command.toDict());
            trace.asked(client, message);
            trace.answered(client, message, answer);
        }
        assertThat(sink.events()).isEmpty();
    }
}
