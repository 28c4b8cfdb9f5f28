package io.carillon.im.adapter.hbase;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.im.FakeScscf;
import io.carillon.im.HbaseProcess;
import io.carillon.im.TestIm;
import io.carillon.im.User;
import io.carillon.im.delivery.Outbox;
import io.carillon.im.delivery.Pending;
import io.carillon.im.delivery.Progress;
import io.carillon.im.delivery.Schedule;
import io.carillon.im.store.History;
import io.carillon.im.store.History.Query;
import io.carillon.im.store.Kind;
import io.carillon.im.store.MessageId;
import io.carillon.im.store.StoredMessage;
import io.carillon.node.directory.StaticNodes;
import io.carillon.stores.EmbeddedZooKeeper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.hadoop.hbase.client.Durability;
import org.apache.hadoop.hbase.client.Put;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * A million messages wait for a hundred thousand users, in the outbox and in two histories each; some of the users come
 * back, one after the other. Tells how long each waits for the first of its messages, and for all of them. Takes minutes:
 * {@code -Dcarillon.long=true}, with fewer by {@code -Dcarillon.messages=100000}.
 */
@EnabledIfSystemProperty(named = "carillon.long", matches = "true")
class MillionMessagesTest {
    private static final int MESSAGES = Integer.getInteger("carillon.messages", 1_000_000);
    private static final int EACH = 10;
    private static final int BATCH = 2_000;
    private static final int COME_BACK = 200;

    @TempDir
    private Path dir;

    private final Instant accepted =
            Instant.now().truncatedTo(ChronoUnit.MILLIS).minusSeconds(3_600);
    private final User sender = User.fresh("sender");

    private static String recipient(int user) {
        return "sip:user" + user + "@" + TestIm.HOME;
    }

    private Pending message(int number) {
        var recipient = recipient(number / EACH);
        var at = accepted.plusMillis(number % EACH);
        return Pending.of(
                new Pending.Draft(
                        MessageId.of(at, sender.sip(), recipient, "call-" + number),
                        Kind.TEXT,
                        sender.sip(),
                        recipient,
                        sender.sip(),
                        false,
                        "text/plain",
                        ("message " + number % EACH + " that waits").getBytes(StandardCharsets.UTF_8),
                        at,
                        at.plus(Duration.ofDays(3)),
                        false,
                        Optional.empty(),
                        "call-" + number,
                        ""),
                Progress.waiting(Instant.now().plus(Duration.ofHours(1))));
    }

    private void fill(TestIm im) throws InterruptedException {
        var tables = im.bean(HbaseTables.class);
        var outbox = new HbaseOutbox(tables, im.bean(JsonMapper.class), Clock.systemUTC());
        var schedule = im.bean(Schedule.class);
        var next = new AtomicInteger();
        var fillers = new ArrayList<Thread>();
        for (int i = 0; i < 4; i++) {
            fillers.add(Thread.ofPlatform().start(() -> {
                for (int from = next.getAndAdd(BATCH); from < MESSAGES; from = next.getAndAdd(BATCH)) {
                    var batch = IntStream.range(from, Math.min(MESSAGES, from + BATCH))
                            .mapToObj(this::message)
                            .toList();
                    put(tables, batch, outbox);
                    batch.stream()
                            .map(Pending::recipient)
                            .distinct()
                            .forEach(each -> schedule.ensure(each, Instant.now().plus(Duration.ofHours(1))));
                }
            }));
        }
        for (var filler : fillers) {
            filler.join();
        }
    }

    private static void put(HbaseTables tables, List<Pending> batch, HbaseOutbox outbox) {
        tables.inOutbox("fill", table -> {
            table.put(batch.stream()
                    .map(outbox::write)
                    .map(MillionMessagesTest::unlogged)
                    .toList());
            return batch;
        });
        tables.inHistory("fill", table -> {
            table.put(batch.stream()
                    .flatMap(MillionMessagesTest::inHistory)
                    .map(MillionMessagesTest::unlogged)
                    .toList());
            return batch;
        });
    }

    /** How they came in is not measured. */
    private static Put unlogged(Put put) {
        return put.setDurability(Durability.SKIP_WAL);
    }

    private static java.util.stream.Stream<Put> inHistory(Pending pending) {
        var text = Optional.of(new String(pending.body(), StandardCharsets.UTF_8));
        return HbaseHistory.puts(StoredMessage.accepted(
                pending.id(),
                pending.kind(),
                pending.sender(),
                pending.recipient(),
                pending.contentType(),
                text,
                pending.accepted()));
    }

    @Test
    void who_comes_back_gets_what_waits_in_order() throws Exception {
        try (var zooKeeper = EmbeddedZooKeeper.start(dir.resolve("zookeeper"), 0);
                var hbase = HbaseProcess.start(
                        dir.resolve("hbase"), zooKeeper, "2g", "hbase.regionserver.global.memstore.size=0.4");
                var scscf = new FakeScscf();
                var im = TestIm.start(
                                StaticNodes.of(scscf.info()),
                                "carillon.hbase.zookeeper-port="
                                        + zooKeeper.address().getPort(),
                                "carillon.hbase.deadline=60s")
                        .ready()) {
            long began = System.nanoTime();
            fill(im);
            tell("filled", List.of(System.nanoTime() - began));
            var first = new ArrayList<Long>();
            var all = new ArrayList<Long>();
            var pages = new ArrayList<Long>();
            int step = MESSAGES / EACH / COME_BACK;
            for (int i = 0; i < COME_BACK; i++) {
                comesBack(scscf, im, recipient(i * step), first, all);
                pages.add(page(im, recipient(i * step)));
            }
            tell("first message after the registration", first);
            tell("ten messages", all);
            tell("a page of the history", pages);
            long looked = System.nanoTime();
            var found = new AtomicInteger();
            im.bean(Outbox.class).forEach(pending -> found.incrementAndGet());
            tell("one pass over the outbox", List.of(System.nanoTime() - looked));
            assertThat(found).hasValue(MESSAGES - COME_BACK * EACH);
        }
    }

    private static void comesBack(FakeScscf scscf, TestIm im, String user, List<Long> first, List<Long> all) {
        long began = System.nanoTime();
        scscf.registers(im, new User(user, "tel:+0"), 600);
        for (int i = 0; i < EACH; i++) {
            var delivery = scscf.receivesFor(user).answers(200);
            assertThat(delivery.request().bodyText()).isEqualTo("message " + i + " that waits");
            if (i == 0) {
                first.add(System.nanoTime() - began);
            }
        }
        all.add(System.nanoTime() - began);
    }

    private static long page(TestIm im, String user) {
        long began = System.nanoTime();
        var query =
                new Query(Set.of(user), Set.of(), Instant.EPOCH, Instant.now().plusSeconds(60), 50, Optional.empty());
        assertThat(im.bean(History.class).find(query).entries()).hasSize(EACH);
        return System.nanoTime() - began;
    }

    private static void tell(String what, List<Long> nanos) {
        var sorted = nanos.stream().sorted().toList();
        System.out.printf(
                Locale.ROOT,
                "%s: median %.1f ms, p99 %.1f ms, most %.1f ms%n",
                what,
                sorted.get(sorted.size() / 2) / 1e6,
                sorted.get(sorted.size() * 99 / 100) / 1e6,
                sorted.getLast() / 1e6);
    }
}
