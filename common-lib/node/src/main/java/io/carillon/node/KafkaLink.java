package io.carillon.node;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How Kafka is reached.
 *
 * @param bootstrapServers host:port of some brokers
 * @param properties anything else a Kafka client takes (security.protocol, sasl.*)
 */
@ConfigurationProperties("spring.kafka")
public record KafkaLink(
        @DefaultValue("127.0.0.1:9092") List<String> bootstrapServers,
        @DefaultValue Map<String, String> properties) {

    /** An idempotent producer: a retried send is stored once. */
    public Producer<String, byte[]> producer(String clientId, Map<String, Object> settings) {
        Properties all = new Properties();
        all.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        all.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
        all.put(ProducerConfig.ACKS_CONFIG, "all");
        all.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        // A broker that comes back is seen within two seconds, and one that is away costs next to nothing.
        all.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 2_000);
        all.put(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG, 1_000);
        all.putAll(settings);
        all.putAll(properties);
        return new KafkaProducer<>(all, new StringSerializer(), new ByteArraySerializer());
    }
}
