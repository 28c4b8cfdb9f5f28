package io.carillon.node.sip;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.carillon.node.TestNode;
import io.carillon.node.trace.TraceContext;
import io.carillon.sip.message.SipMessage;
import io.carillon.sip.transaction.RequestHandler;
import io.carillon.sip.transaction.SipStack;
import io.carillon.sip.transport.Arrival;
import io.carillon.sip.transport.Transport;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A node that traces nothing pays nothing for it. */
class TraceOffTest {
    private static final int MESSAGES = 10_000;

    @TempDir
    private Path data;

    @Configuration
    static class Service {
        @Bean
        RequestHandler core() {
            return transaction -> transaction.respond(200);
        }
    }

    @Test
    void a_message_leaves_not_an_octet_behind_and_a_flow_carries_no_keys() throws Exception {
        try (ConfigurableApplicationContext node = start(false)) {
            SipTraces traces = node.getBean(SipTraces.class);
            allocated(traces); // loads what is loaded once
            assertThat(allocated(traces)).isLessThan(MESSAGES);
            assertThat(keysOnLane(node)).isEmpty();
        }
    }

    @Test
    void a_node_that_traces_knows_of_which_call_a_flow_is() throws Exception {
        try (ConfigurableApplicationContext node = start(true)) {
            assertThat(keysOnLane(node)).containsExactly("call-1");
        }
    }

    private ConfigurableApplicationContext start(boolean traced) {
        Map<String, Object> settings = Map.of(
                "carillon.node.role", "sbc", "carillon.sip.points.core.port", 0, "carillon.trace.enabled", traced);
        return TestNode.start(data, settings, Service.class);
    }

    private static long allocated(SipTraces traces) {
        InetSocketAddress here = new InetSocketAddress("127.0.0.1", 5060);
        Arrival arrival = new Arrival("core", Transport.UDP, here, here);
        SipMessage message = SipMessage.parse("""
                OPTIONS sip:bob@home.example SIP/2.0
                Via: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bK1
                From: <sip:alice@home.example>;tag=1
                To: <sip:bob@home.example>
                Call-ID: call-1
                CSeq: 1 OPTIONS

                """.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < MESSAGES; i++) {
            traces.received(message, arrival);
            traces.sent(message, Transport.UDP, here, here);
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private static Set<String> keysOnLane(ConfigurableApplicationContext node) throws Exception {
        CompletableFuture<Set<String>> keys = new CompletableFuture<>();
        node.getBean(SipStack.class).lanes().run("call-1", () -> keys.complete(TraceContext.keys()));
        return keys.get(30, TimeUnit.SECONDS);
    }
}
