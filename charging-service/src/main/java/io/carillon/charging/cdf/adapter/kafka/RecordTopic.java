package io.carillon.charging.cdf.adapter.kafka;

import io.carillon.charging.cdf.CdfProperties;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.MicrometerConsumerListener;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;

/** The subscription to the topic of charging events: offsets move only when the records are in the store. */
public final class RecordTopic {
    /** A topic that does not exist yet is noticed this soon after its first record. */
    private static final int NOTICE_MS = 30_000;
    /** A record ends the broker's wait at once; asking more often would only find nothing. */
    private static final int PATIENCE_MS = 5_000;
    /** What comes in that time is one batch: a transaction and an acknowledgement cost more than a record. */
    private static final int GATHERING_MS = 500;
    /** Another node takes over from one that died this soon. */
    private static final int SESSION_MS = 10_000;

    private RecordTopic() {}

    public static ConcurrentMessageListenerContainer<String, byte[]> subscribe(
            CdfProperties properties,
            Map<String, Object> client,
            RecordConsumer consumer,
            MicrometerConsumerListener<String, byte[]> lag) {
        ContainerProperties container = new ContainerProperties(properties.topic());
        container.setGroupId(properties.group());
        container.setAckMode(ContainerProperties.AckMode.MANUAL);
        container.setMessageListener(consumer);
        container.setIdleBetweenPolls(GATHERING_MS);
        container.setLogContainerConfig(false);
        var subscription = new ConcurrentMessageListenerContainer<>(consumers(properties, client, lag), container);
        subscription.setConcurrency(properties.consumers());
        subscription.setCommonErrorHandler(new TryForEver(properties.retryMost()));
        subscription.setBeanName("cdf");
        return subscription;
    }

    private static ConsumerFactory<String, byte[]> consumers(
            CdfProperties properties, Map<String, Object> client, MicrometerConsumerListener<String, byte[]> lag) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, properties.batch());
        settings.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, NOTICE_MS);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, PATIENCE_MS);
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MS);
        settings.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 2_000);
        var factory =
                new DefaultKafkaConsumerFactory<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
        factory.addListener(lag);
        return factory;
    }
}
