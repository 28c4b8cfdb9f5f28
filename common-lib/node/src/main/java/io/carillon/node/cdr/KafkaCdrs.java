package io.carillon.node.cdr;

import io.carillon.node.NodeEpoch;
import io.carillon.node.NodeIdentity;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Charging data records on their way to Kafka by way of the disk. When the disk refuses (it is full, or the spool holds
 * what it may), records wait in memory, which is told loudly; they are only lost when that is full as well.
 */
final class KafkaCdrs implements CdrSink, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(KafkaCdrs.class);

    private final String prefix;
    private final AtomicLong sequence = new AtomicLong();
    private final JsonMapper json = JsonMapper.builder().build();
    private final CdrSpool spool;
    private final BlockingQueue<Spooled> memory;
    private final CdrShipper shipper;
    private final MeterRegistry meters;
    private volatile boolean diskRefuses;

    KafkaCdrs(
            NodeIdentity node,
            NodeEpoch epoch,
            Path directory,
            CdrProperties properties,
            CdrShipper.Connection kafka,
            MeterRegistry meters)
            throws IOException {
        this.prefix = node.id() + "-" + epoch + "-";
        this.spool = new CdrSpool(directory, properties.maxSpool().toBytes());
        // A queue has room for one at the least; with none wanted, none is offered.
        this.memory = new ArrayBlockingQueue<>(Math.max(1, properties.memory()));
        this.meters = meters;
        this.shipper = new CdrShipper(spool, memory, properties.topic(), kafka, meters);
        Gauge.builder("carillon.cdr.spool.bytes", spool, CdrSpool::size)
                .description("Records that wait on disk for Kafka")
                .register(meters);
        shipper.start();
    }

    @Override
    public String nextId() {
        return prefix + sequence.incrementAndGet();
    }

    @Override
    public Kept write(CdrEvent event) {
        Kept kept = keep(event, new Spooled(event.callId(), json.writeValueAsBytes(event)));
        count(event, kept);
        shipper.wake();
        return kept;
    }

    private Kept keep(CdrEvent event, Spooled record) {
        if (record.value().length > Spooled.MOST / 2) {
            log.error("ALARM CDR {} is lost: {} bytes is no CDR", event.id(), record.value().length);
            return Kept.LOST;
        }
        try {
            spool.append(record);
            if (diskRefuses) {
                diskRefuses = false;
                log.info("CDRs go to disk again");
            }
            return Kept.ON_DISK;
        } catch (IOException e) {
            if (!diskRefuses) {
                diskRefuses = true;
                log.error("ALARM CDRs cannot be written to disk and wait in memory: {}", e.toString());
            }
        }
        if (memory.offer(record)) {
            return Kept.IN_MEMORY;
        }
        log.error("ALARM CDR {} of call {} is lost: disk and memory are full", event.id(), event.callId());
        return Kept.LOST;
    }

    private void count(CdrEvent event, Kept kept) {
        Counter.builder("cdr.records")
                .description("Charging records that this node wrote")
                .tag("kind", event.kind().name().toLowerCase(Locale.ROOT))
                .tag("answered", Boolean.toString(event.answer() != null))
                .register(meters)
                .increment();
        Counter.builder("carillon.cdr.written")
                .description("Records by how well they are kept")
                .tag("kept", kept.name())
                .register(meters)
                .increment();
    }

    @Override
    public void close() throws InterruptedException, IOException {
        shipper.close();
        spool.close();
    }
}
