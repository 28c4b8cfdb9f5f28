package io.carillon.suite;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.launcher.api.Provisioning;
import io.carillon.launcher.suite.Suite;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipMessage;
import io.carillon.sip.transport.Arrival;
import io.carillon.sip.transport.MessageObserver;
import io.carillon.sip.transport.Transport;
import io.carillon.testkit.Ue;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * The drill of docs/operations.md: a house loses its data and its secrets and is made again from its backup and the master
 * key, while its phones stay on. The house is down meanwhile, so it is run by itself:
 * {@code -Dcarillon.suite.restore=true -Dtest=RestoreTest}.
 */
@EnabledIfSystemProperty(named = "carillon.suite.restore", matches = "true")
@ExtendWith(OneHouse.class)
@Isolated("the house loses all that it has")
class RestoreTest {
    private static final Duration MINUTES = Duration.ofMinutes(6);
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String KI = "465b5ce8b199b49faa5f0a2ee238a6bc";
    private static final String OPC = "cd63cb71954a9f4e48a5994e37a02baf";
    private static final String NUMBER = "+15550311";
    private static final long MONEY = 10_000;
    private static final String KEY = "hss-master-key";

    private final House house;
    private final Office office;
    private final Suite suite;
    private final Resynchronisations resynchronisations = new Resynchronisations();

    RestoreTest(House house) {
        this.house = house;
        this.office = house.office();
        this.suite = house.suite();
    }

    @Test
    void phones_from_before_the_backup_register_and_call_in_the_restored_house() throws IOException {
        provision();
        try (var rosa = Office.phone("rosa")
                        .usim(HexFormat.of().parseHex(KI), HexFormat.of().parseHex(OPC))
                        .observer(resynchronisations)
                        .start();
                var saul = Office.phone("saul").start()) {
            var before = registerAndCall(rosa, saul);
            awaitRecord(before);
            long left = awaitLessThan(MONEY);
            var backup = suite.layout().run().resolve("backup-" + UUID.randomUUID());
            does("backup", backup.toString());
            // her SIM sees a sequence number that the backup does not know
            rosa.deregister();
            rosa.register();
            assertThat(resynchronisations.sent).hasValue(0);

            does("down");
            var lost = lose();
            var without = house.ims(MINUTES, "restore", backup.toString());
            assertThat(without.exit()).isNotZero();
            assertThat(without.output()).contains("not the key that this backup was sealed with");
            Files.copy(lost.resolve("secrets/" + KEY), suite.layout().secrets().resolve(KEY), REPLACE_EXISTING);
            does("restore", backup.toString());
            does("up");
            delete(lost);
            delete(backup);

            assertThat(office.balance("rosa")).isEqualTo(left);
            awaitRecord(before);
            var after = registerAndCall(rosa, saul);
            assertThat(resynchronisations.sent).hasPositiveValue();
            awaitRecord(after);
            awaitLessThan(left);
        }
    }

    private void provision() {
        var provisioning = Provisioning.of(suite);
        for (var user : List.of("rosa", "saul")) {
            if (provisioning.exists(Office.impi(user))) {
                provisioning.remove(Office.impi(user));
            }
        }
        provisioning.addWithUsim(Office.impi("rosa"), List.of(Office.impu("rosa")), KI, OPC, null, null);
        provisioning.addWithPassword(Office.impi("saul"), List.of(Office.impu("saul"), "tel:" + NUMBER), "secret-saul");
        office.balance("rosa", MONEY);
    }

    /** The call's Call-ID at the caller's side. */
    private static String registerAndCall(Ue caller, Ue callee) {
        callee.register();
        caller.register();
        var calling = caller.call(NUMBER);
        var called = callee.awaitCall();
        calling.awaitAnswered();
        called.awaitAnswered();
        calling.hangUp();
        called.awaitEnded();
        return calling.callId();
    }

    private void awaitRecord(String callId) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(office.records("rosa"))
                        .anyMatch(record -> record.path("callId").asString().equals(callId)));
    }

    /** What she has left once a call is paid. */
    private long awaitLessThan(long money) {
        return await().atMost(SOON).until(() -> office.balance("rosa"), balance -> balance < money);
    }

    private void does(String... words) {
        var result = house.ims(MINUTES, words);
        assertThat(result.exit()).as(result.output()).isZero();
    }

    /** All that a disk holds of a house but its programs; where it went. */
    private Path lose() throws IOException {
        var run = suite.layout().run();
        var lost = Files.createDirectory(run.resolve("lost-" + UUID.randomUUID()));
        for (var folder : List.of("data", "secrets")) {
            Files.move(run.resolve(folder), lost.resolve(folder));
        }
        return lost;
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    /** How often a SIM said which sequence number it has seen (TS 33.102 §6.3.5, RFC 3310 §3.4). */
    private static final class Resynchronisations implements MessageObserver {
        private final AtomicInteger sent = new AtomicInteger();

        @Override
        public void received(SipMessage message, Arrival arrival) {}

        @Override
        public void sent(SipMessage message, Transport transport, InetSocketAddress local, InetSocketAddress remote) {
            if (message.first(HeaderName.AUTHORIZATION)
                    .filter(value -> value.contains("auts="))
                    .isPresent()) {
                sent.incrementAndGet();
            }
        }
    }
}
