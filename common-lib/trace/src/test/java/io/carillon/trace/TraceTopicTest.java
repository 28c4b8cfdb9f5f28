package io.carillon.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.node.trace.TraceBatch;
import io.carillon.node.trace.TraceEvent;
import io.carillon.stores.EmbeddedKafka;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class TraceTopicTest {
    private static final String TOPIC = "carillon.trace";
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    @Test
    void the_newest_events_of_the_topic_are_read_in_order_and_what_is_no_event_is_passed_over() throws Exception {
        var messages = new Messages();
        List<TraceEvent> events = List.of(
                messages.sent("sbc-1", "cscf-1", "INVITE sip:bob@home", "b1", "call", "sip:alice@home"),
                messages.received("cscf-1", "sbc-1", "INVITE sip:bob@home", "b1", "call"),
                messages.sent("cscf-1", "tas-1", "INVITE sip:bob@home", "b2", "call"));
        String kafka = EmbeddedKafka.shared().bootstrapServers();
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", kafka),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(record(TraceBatch.octetsOf(List.of(events.getFirst(), events.getLast()))));
            producer.send(record(new byte[] {'{', '?'}));
            producer.send(record(TraceBatch.octetsOf(List.of(events.get(1))))).get();
        }
        assertThat(new TraceTopic(kafka).read(DEADLINE)).containsExactlyElementsOf(events);
        assertThat(new TraceTopic(kafka, 2).read(DEADLINE)).as("the newest").isEqualTo(events.subList(1, 3));
    }

    private static ProducerRecord<byte[], byte[]> record(byte[] value) {
        return new ProducerRecord<>(TOPIC, 0, null, value);
    }
}
