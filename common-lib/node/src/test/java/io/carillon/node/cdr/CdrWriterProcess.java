package io.carillon.node.cdr;

import io.carillon.node.KafkaLink;
import io.carillon.node.NodeEpoch;
import io.carillon.node.NodeIdentity;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.util.unit.DataSize;

/** A process that writes records without end, to be killed: it prints the id of each that is on disk. */
public final class CdrWriterProcess {
    private CdrWriterProcess() {}

    public static void main(String[] arguments) throws Exception {
        KafkaCdrs cdrs = cdrs(Path.of(arguments[0]), arguments[1], arguments[2], new SimpleMeterRegistry());
        while (true) {
            CdrEvent event = event(cdrs.nextId(), "call");
            if (cdrs.write(event) == CdrSink.Kept.ON_DISK) {
                System.out.println(event.id());
            }
        }
    }

    static KafkaCdrs cdrs(Path data, String kafka, String topic, SimpleMeterRegistry meters) throws Exception {
        return cdrs(data, kafka, new CdrProperties(true, topic, DataSize.ofMegabytes(64), 3), meters);
    }

    static KafkaCdrs cdrs(Path data, String kafka, CdrProperties properties, SimpleMeterRegistry meters)
            throws Exception {
        KafkaLink link = new KafkaLink(
                List.of(kafka),
                Map.of(
                        "max.block.ms",
                        "1000",
                        "delivery.timeout.ms",
                        "2000",
                        "request.timeout.ms",
                        "1000",
                        "linger.ms",
                        "0"));
        return new KafkaCdrs(
                new NodeIdentity("tas-1", "tas", "127.0.0.1", "home.example"),
                NodeEpoch.next(data, Clock.systemUTC()),
                data.resolve("cdr"),
                properties,
                () -> link.producer("tas-1-cdr", Map.of()),
                meters);
    }

    static CdrEvent event(String id, String callId) {
        return new CdrEvent(
                id,
                CdrEvent.Kind.CALL,
                Instant.parse("2026-11-20T12:00:00Z"),
                null,
                Instant.parse("2026-11-20T12:00:09Z"),
                "sip:alice@home.example",
                "sip:bob@home.example",
                "sip:alice@home.example",
                CdrEvent.Role.ORIG,
                "486",
                "icid-1",
                callId,
                "tas-1",
                Map.of("codec", "PCMA"));
    }
}
