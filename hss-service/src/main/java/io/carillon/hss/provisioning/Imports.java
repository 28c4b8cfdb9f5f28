package io.carillon.hss.provisioning;

import io.carillon.hss.auth.Vault;
import io.carillon.hss.provisioning.Import.Present;
import io.carillon.hss.provisioning.OrderLines.Format;
import io.carillon.hss.subscriber.Orders;
import io.carillon.node.NodeIdentity;
import io.carillon.node.NodeProperties;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Takes files of subscribers in, one import after the other, and remembers how the last ones went. */
@Component
class Imports implements DisposableBean {
    private static final Logger log = LoggerFactory.getLogger(Imports.class);
    private static final int WAITING = 4;
    private static final int REMEMBERED = 20;
    private static final long MOST_BYTES = 1L << 30;

    private final ThreadPoolExecutor working = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            Thread.ofVirtual().name("import").factory());
    /** By their ids, which begin with the time. */
    private final ConcurrentSkipListMap<String, Import> jobs = new ConcurrentSkipListMap<>();

    private final ImportRun run;
    private final Path folder;
    private final Clock clock;

    Imports(Orders orders, PlaceOrder place, Vault vault, NodeIdentity node, NodeProperties properties, Clock clock) {
        this.run = new ImportRun(orders, place, vault, node.homeDomain());
        this.folder = properties.dataDir().resolve("imports");
        this.clock = clock;
        emptied();
    }

    /** What an earlier run of this node has left cannot be read by anybody. */
    private void emptied() {
        try {
            Files.createDirectories(folder);
            try (var left = Files.list(folder)) {
                for (Path each : left.toList()) {
                    Files.delete(each);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the data directory cannot be written", e);
        }
    }

    /** Reads the upload in, and queues its import; empty if too many wait already. */
    Optional<Import> take(Format format, Present present, InputStream upload) throws IOException {
        String id = clock.instant().toEpochMilli() + "-"
                + UUID.randomUUID().toString().substring(0, 8);
        var spool = new Spool(folder.resolve(id + ".upload"));
        try {
            long bytes = spool.fill(upload, MOST_BYTES);
            var job =
                    new Import(id, format, present, spool, bytes, folder.resolve(id + ".refused.csv"), clock.instant());
            jobs.put(id, job);
            working.execute(() -> work(job));
            forgetOldest();
            return Optional.of(job);
        } catch (RejectedExecutionException full) {
            jobs.remove(id);
            spool.close();
            return Optional.empty();
        } catch (IOException broken) {
            spool.close();
            throw broken;
        }
    }

    private void work(Import job) {
        try (Spool spool = job.spool) {
            run.run(job);
            job.ended(clock.instant());
        } catch (IOException unreadable) {
            job.stopped(String.valueOf(unreadable.getMessage()), clock.instant());
        } catch (RuntimeException failed) {
            log.warn("import {} stopped: {}", job.id, failed.getMessage());
            job.stopped("the subscriber store failed on it; run it again with present=KEEP to go on", clock.instant());
        }
        log.info("import {}", job.view());
    }

    private void forgetOldest() throws IOException {
        while (jobs.size() > REMEMBERED && jobs.firstEntry().getValue().isOver()) {
            Files.deleteIfExists(jobs.pollFirstEntry().getValue().report);
        }
    }

    Optional<Import> find(String id) {
        return Optional.ofNullable(jobs.get(id));
    }

    /** The last ones, the newest first. */
    List<Import.View> list() {
        return jobs.descendingMap().values().stream().map(Import::view).toList();
    }

    @Override
    public void destroy() {
        working.shutdownNow();
    }
}
