package io.carillon.im;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.im.delivery.Outbox;
import io.carillon.im.store.History;
import io.carillon.im.store.History.Query;
import io.carillon.im.store.State;
import io.carillon.node.directory.StaticNodes;
import io.carillon.sip.message.SipRequest;
import io.carillon.stores.EmbeddedZooKeeper;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
    private HbaseProcess hbase;

    @AfterEach
    void stop() throws InterruptedException {
        if (hbase != null) {
            hbase.kill();
        }
        scscf.close();
    }

    private long delivered(TestIm im) {
        var query = new Query(
                Set.of(bob.tel(), bob.sip()),
                Set.of(),
                Instant.EPOCH,
                Instant.now().plusSeconds(60),
                1_000,
                Optional.empty());
        return im.bean(History.class).find(query).entries().stream()
                .filter(entry -> entry.message().state() == State.DELIVERED)
                .count();
    }

    /** Short messages and texts, one after the other. */
    private SipRequest submission(User sender, int number) {
        return number / SENDERS % 2 == 0
                ? Phone.submits(sender, 1, Phone.text(bob.digits(), "message " + number))
                : FakeScscf.message(bob.sip(), sender, bob.sip(), "term")
                        .body("text/plain", "message " + number)
                        .build();
    }

    @Test
    void nothing_is_lost_or_doubled_when_hbase_dies_in_the_middle() throws Exception {
        try (var zooKeeper = EmbeddedZooKeeper.start(dir.resolve("zookeeper"), 0)) {
            hbase = HbaseProcess.start(dir.resolve("hbase"), zooKeeper);
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
                            .ready();
                    var phone = new ReadingPhone(scscf, bob, request -> scscf.sends(im, request))) {
                var third = new CountDownLatch(MESSAGES / 3);
                var senders = new ArrayList<Thread>();
                for (int s = 0; s < SENDERS; s++) {
                    var sender = User.fresh("sender");
                    int number = s;
                    senders.add(Thread.ofVirtual().start(() -> {
                        for (int i = number; i < MESSAGES; i += SENDERS) {
                            phone.untilTaken(submission(sender, i));
                            third.countDown();
                        }
                    }));
                }
                assertThat(third.await(2, TimeUnit.MINUTES)).isTrue();
                hbase.kill();
                await().atMost(Duration.ofMinutes(1)).until(() -> phone.refused() > 0);
                hbase = HbaseProcess.start(dir.resolve("hbase"), zooKeeper);
                for (var sender : senders) {
                    assertThat(sender.join(Duration.ofMinutes(3))).isTrue();
                }
                await().atMost(Duration.ofMinutes(5))
                        .pollInterval(Duration.ofSeconds(1))
                        .ignoreExceptions()
                        .until(() -> delivered(im) == MESSAGES
                                && im.bean(Outbox.class).of(bob.tel(), 1).isEmpty()
                                && im.bean(Outbox.class).of(bob.sip(), 1).isEmpty());
                phone.close();
                assertThat(phone.read()).hasSize(MESSAGES);
                assertThat(phone.read().values())
                        .as("one name a message")
                        .allSatisfy(names -> assertThat(List.copyOf(names)).hasSize(1));
            }
        }
    }
}
