package io.carillon.im;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.im.delivery.Outbox;
import io.carillon.im.store.History;
import io.carillon.im.store.History.Query;
import io.carillon.im.store.State;
import io.carillon.node.directory.StaticNodes;
import io.carillon.sip.message.RequestEdit;
import io.carillon.sip.message.SipRequest;
import io.carillon.stores.EmbeddedZooKeeper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * HBase is killed with kill -9 while messages are submitted, delivered and reported on; the senders repeat what was not
 * taken. No message is lost, and no phone reads one twice. Takes a minute or two: {@code -Dcarillon.long=true}.
 */
@EnabledIfSystemProperty(named = "carillon.long", matches = "true")
class KillTest {
    private static final int MESSAGES = 200;
    private static final int SENDERS = 4;

    @TempDir
    private Path dir;

    private final FakeScscf scscf = new FakeScscf();
    private final User bob = User.fresh("bob");
    private final AtomicBoolean over = new AtomicBoolean();
    /** Texts that bob has read, and under which names. */
    private final Map<String, Set<String>> read = new ConcurrentHashMap<>();

    private final AtomicInteger refused = new AtomicInteger();
    private Process hbase;

    private Process hbase(EmbeddedZooKeeper zooKeeper) throws IOException {
        var log = Files.createTempFile(Path.of("target"), "hbase", ".log");
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx512m",
                        "--add-opens=java.base/java.nio=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HbaseProcess.class.getName(),
                        dir.resolve("hbase").toString(),
                        Integer.toString(zooKeeper.address().getPort()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        await().atMost(Duration.ofMinutes(4))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> Files.readString(log).contains("ready ") || !process.isAlive());
        assertThat(process.isAlive()).as("HBase runs, see " + log).isTrue();
        return process;
    }

    @AfterEach
    void stop() throws InterruptedException {
        over.set(true);
        if (hbase != null) {
            hbase.destroyForcibly().waitFor();
        }
        scscf.close();
    }

    /** Repeats its submission until it is taken, as a phone does. */
    private void submits(TestIm im, User sender, String text) {
        RequestEdit submission =
                Phone.submits(sender, 1, Phone.text(bob.digits(), text)).edit();
        while (!over.get()) {
            if (scscf.sends(im, submission.build()).status() == 202) {
                return;
            }
            refused.incrementAndGet();
            pause();
        }
    }

    private static void pause() {
        java.util.concurrent.locks.LockSupport.parkNanos(200_000_000L);
    }

    /** Bob reads what comes and acknowledges until the node has taken it; the senders take their reports. */
    private void phones(TestIm im) {
        while (!over.get()) {
            try {
                var received = scscf.receives(request -> true, "a request").answers(200);
                if (received.request().uri().equals(bob.tel())) {
                    Thread.ofVirtual().start(() -> reads(im, received.request()));
                }
            } catch (AssertionError nothingCame) {
                continue;
            }
        }
    }

    private void reads(TestIm im, SipRequest delivery) {
        read.computeIfAbsent(Phone.textOf(delivery), fresh -> ConcurrentHashMap.newKeySet())
                .add(delivery.callId());
        while (!over.get() && scscf.sends(im, Phone.acknowledges(bob, delivery)).status() != 202) {
            pause();
        }
    }

    private long delivered(TestIm im) {
        var query = new Query(
                Set.of(bob.tel()), Set.of(), Instant.EPOCH, Instant.now().plusSeconds(60), 1_000, Optional.empty());
        return im.bean(History.class).find(query).entries().stream()
                .filter(entry -> entry.message().state() == State.DELIVERED)
                .count();
    }

    @Test
    void nothing_is_lost_or_doubled_when_hbase_dies_in_the_middle() throws Exception {
        try (var zooKeeper = EmbeddedZooKeeper.start(dir.resolve("zookeeper"), 0)) {
            hbase = hbase(zooKeeper);
            try (var im = TestIm.start(
                            StaticNodes.of(scscf.info()),
                            "carillon.hbase.zookeeper-port="
                                    + zooKeeper.address().getPort(),
                            "carillon.hbase.deadline=2s",
                            "carillon.im.limits.per-user=100000",
                            "carillon.im.limits.per-pair=100000",
                            "carillon.im.answer=20s",
                            "carillon.im.report=60s",
                            "carillon.im.lease=5s",
                            "carillon.im.retries=1s")
                    .ready()) {
                Thread.ofVirtual().start(() -> phones(im));
                var third = new CountDownLatch(MESSAGES / 3);
                var senders = new ArrayList<Thread>();
                for (int s = 0; s < SENDERS; s++) {
                    var sender = User.fresh("sender");
                    int number = s;
                    senders.add(Thread.ofVirtual().start(() -> {
                        for (int i = number; i < MESSAGES; i += SENDERS) {
                            submits(im, sender, "message " + i);
                            third.countDown();
                        }
                    }));
                }
                assertThat(third.await(2, TimeUnit.MINUTES)).isTrue();
                hbase.destroyForcibly().waitFor();
                await().atMost(Duration.ofMinutes(1)).until(() -> refused.get() > 0);
                hbase = hbase(zooKeeper);
                for (var sender : senders) {
                    assertThat(sender.join(Duration.ofMinutes(3))).isTrue();
                }
                await().atMost(Duration.ofMinutes(5))
                        .pollInterval(Duration.ofSeconds(1))
                        .ignoreExceptions()
                        .until(() -> delivered(im) == MESSAGES
                                && im.bean(Outbox.class).of(bob.tel(), 1).isEmpty());
                assertThat(read).hasSize(MESSAGES);
                assertThat(read.values())
                        .as("one name a message")
                        .allSatisfy(names -> assertThat(List.copyOf(names)).hasSize(1));
            }
        }
    }
}
