package io.carillon.console.adapter.homer;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.node.directory.StaticNodes;
import io.carillon.node.trace.TraceEvent;
import io.carillon.node.trace.TraceEvent.Direction;
import io.carillon.node.trace.TraceEvent.Protocol;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whoever opens a Homer sees who wrote to whom, and what they wrote only where the console is told so. */
class HomerExportTest {
    private static final String HEADERS = " sip:bob@home SIP/2.0\r\nCall-ID: 1@phone\r\nContent-Length: 20\r\n\r\n";

    private final DatagramSocket homer = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));

    HomerExportTest() throws IOException {}

    @AfterEach
    void close() {
        homer.close();
    }

    @Test
    void a_text_is_blotted_out_and_keeps_its_length() throws IOException {
        assertThat(sent(false, "MESSAGE" + HEADERS + "an der alten Brücke"))
                .contains(HEADERS + "*".repeat(20))
                .doesNotContain("*".repeat(21), "alten");
    }

    @Test
    void a_text_goes_along_where_that_is_wanted() throws IOException {
        assertThat(sent(true, "MESSAGE" + HEADERS + "at the old bridge, 9")).contains("at the old bridge, 9");
    }

    @Test
    void what_is_no_message_between_people_goes_along_whole() throws IOException {
        assertThat(sent(false, "INVITE" + HEADERS + "v=0\r\ns=-\r\n")).contains("v=0\r\ns=-\r\n");
        assertThat(sent(false, "MESSAGE sip:bob@home SIP/2.0")).contains("MESSAGE sip:bob@home SIP/2.0");
    }

    private String sent(boolean texts, String message) throws IOException {
        var at = new InetSocketAddress(InetAddress.getLoopbackAddress(), homer.getLocalPort());
        try (var export = new HomerExport(at, 2_001, texts, StaticNodes.of(), Instant.EPOCH)) {
            export.take(new TraceEvent(
                    Instant.now(),
                    "sbc-1",
                    Protocol.SIP,
                    Direction.SENT,
                    "sbc-1",
                    "cscf-1",
                    message.substring(0, message.indexOf(" SIP/2.0")),
                    Set.of("1@phone"),
                    message));
        }
        var datagram = new DatagramPacket(new byte[2_000], 2_000);
        homer.receive(datagram);
        return new String(datagram.getData(), 0, datagram.getLength(), StandardCharsets.UTF_8);
    }
}
