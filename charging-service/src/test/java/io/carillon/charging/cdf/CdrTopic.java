package io.carillon.charging.cdf;

import io.carillon.charging.ChargingNode;
import io.carillon.node.cdr.CdrEvent;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import tools.jackson.databind.json.JsonMapper;

/** The nodes that write charging events: what they say goes into the topic that a charging node reads. */
public final class CdrTopic implements AutoCloseable {
    private final KafkaProducer<String, byte[]> producer;
    private final String topic;

    public CdrTopic(ChargingNode node) {
        this(node.setting("spring.kafka.bootstrap-servers"), node.setting("carillon.charging.cdf.topic"));
    }

    public CdrTopic(String bootstrapServers, String topic) {
        this.topic = topic;
        this.producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    public void write(CdrEvent event) {
        write(JsonMapper.shared().writeValueAsBytes(event));
    }

    public void write(byte[] payload) {
        producer.send(new ProducerRecord<>(topic, payload));
        producer.flush();
    }

    /** A call of 65 seconds from Alice to Bob. */
    public static CdrEvent call(String id) {
        Instant start = Instant.parse("2026-11-20T10:00:00.500Z");
        return new CdrEvent(
                id,
                CdrEvent.Kind.CALL,
                start,
                start.plusSeconds(5),
                start.plusSeconds(70),
                "sip:alice@example.org",
                "sip:bob@example.org",
                "sip:alice@example.org",
                CdrEvent.Role.ORIG,
                "BYE",
                "icid-" + id,
                "call-" + id,
                "tas-1",
                Map.of("codec", "PCMA"));
    }

    @Override
    public void close() {
        producer.close();
    }
}
