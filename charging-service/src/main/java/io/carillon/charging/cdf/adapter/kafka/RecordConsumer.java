package io.carillon.charging.cdf.adapter.kafka;

import io.carillon.charging.cdf.ChargingRecord;
import io.carillon.charging.cdf.MalformedRecordException;
import io.carillon.charging.cdf.Records;
import io.carillon.charging.cdf.RejectedRecord;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.BatchAcknowledgingMessageListener;
import org.springframework.kafka.support.Acknowledgment;

/**
 * Charging events to charging records, each exactly once: the batch is kept in one transaction and acknowledged after
 * it, so nothing is lost; what comes again is known by its id, so nothing is doubled. A failing store throws, and the
 * container brings the same batch back. A message that is no record is put aside and never holds up those behind it.
 */
public final class RecordConsumer implements BatchAcknowledgingMessageListener<String, byte[]> {
    private static final Logger log = LoggerFactory.getLogger(RecordConsumer.class);
    private static final int SHOWN = 65_536;

    private final Records records;
    private final Counter stored;
    private final Counter duplicates;
    private final Counter malformed;

    public RecordConsumer(Records records, MeterRegistry registry) {
        this.records = records;
        this.stored = registry.counter("carillon.cdr.stored");
        this.duplicates = registry.counter("carillon.cdr.duplicates");
        this.malformed = registry.counter("carillon.cdr.malformed");
    }

    @Override
    public void onMessage(List<ConsumerRecord<String, byte[]>> batch, @Nullable Acknowledgment acknowledgment) {
        List<ChargingRecord> good = new ArrayList<>(batch.size());
        List<RejectedRecord> bad = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> message : batch) {
            try {
                good.add(RecordFormat.read(Objects.requireNonNullElse(message.value(), new byte[0])));
            } catch (MalformedRecordException why) {
                bad.add(reject(message, why));
            }
        }
        int fresh = records.keep(good, bad);
        stored.increment(fresh);
        duplicates.increment(good.size() - fresh);
        malformed.increment(bad.size());
        Objects.requireNonNull(acknowledgment, "manual acknowledgement").acknowledge();
    }

    private static RejectedRecord reject(ConsumerRecord<String, byte[]> message, MalformedRecordException why) {
        log.warn(
                "no charging record at {}-{}@{}, put aside: {}",
                message.topic(),
                message.partition(),
                message.offset(),
                why.getMessage());
        byte[] payload = Objects.requireNonNullElse(message.value(), new byte[0]);
        return new RejectedRecord(
                message.topic(),
                message.partition(),
                message.offset(),
                shorten(String.valueOf(why.getMessage())),
                Arrays.copyOf(payload, Math.min(payload.length, SHOWN)));
    }

    private static String shorten(String reason) {
        return reason.length() > 255 ? reason.substring(0, 255) : reason;
    }
}
