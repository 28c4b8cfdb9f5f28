package io.carillon.charging.cdf.adapter.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.ListenerUtils;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.kafka.listener.RetryListener;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * What cannot be read never throws; so a failure is the store's or the broker's, and giving up would lose records. Each
 * is told once, not at each try.
 */
final class TryForEver extends DefaultErrorHandler {
    private static final Logger log = LoggerFactory.getLogger(TryForEver.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);

    private final Duration most;
    private final AtomicReference<String> told = new AtomicReference<>("");

    TryForEver(Duration most) {
        super(pauses(most));
        this.most = most;
        setClassifications(Map.of(), true);
        setLogLevel(KafkaException.Level.DEBUG);
        setRetryListeners(new FirstFailure());
    }

    private static ExponentialBackOff pauses(Duration most) {
        ExponentialBackOff pauses = new ExponentialBackOff(FIRST_PAUSE.toMillis(), 2);
        pauses.setMaxInterval(most.toMillis());
        return pauses;
    }

    /** The broker refuses to be read; without a pause this comes back at once. */
    @Override
    public void handleOtherException(
            Exception failure, Consumer<?, ?> consumer, MessageListenerContainer container, boolean batchListener) {
        String reason = reason(failure);
        if (!reason.equals(told.getAndSet(reason))) {
            log.warn("the topic of charging events cannot be read: {}", reason);
        }
        try {
            ListenerUtils.stoppableSleep(container, most.toMillis());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    /** One line, whatever the driver has to say. */
    private static String reason(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.toString().lines().findFirst().orElse("");
    }

    private static final class FirstFailure implements RetryListener {
        @Override
        public void failedDelivery(ConsumerRecord<?, ?> message, Exception failure, int attempt) {
            tell(1, failure, attempt);
        }

        @Override
        public void failedDelivery(ConsumerRecords<?, ?> batch, Exception failure, int attempt) {
            tell(batch.count(), failure, attempt);
        }

        private static void tell(int count, Exception failure, int attempt) {
            if (attempt == 1) {
                log.warn("{} charging records wait for the store: {}", count, reason(failure));
            }
        }
    }
}
