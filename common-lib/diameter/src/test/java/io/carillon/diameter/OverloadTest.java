package io.carillon.diameter;

import static io.carillon.diameter.Net.SOON;
import static io.carillon.diameter.Net.at;
import static io.carillon.diameter.Net.await;
import static io.carillon.diameter.Net.client;
import static io.carillon.diameter.Net.connected;
import static io.carillon.diameter.Net.lia;
import static io.carillon.diameter.Net.lir;
import static io.carillon.diameter.Net.server;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.diameter.Outcome.Reason;
import io.carillon.diameter.Outcome.Unanswered;
import io.carillon.diameter.cx.LocationInfoAnswer;
import io.carillon.diameter.cx.LocationInfoRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Overload conveyed and heeded (RFC 7683, loss algorithm). */
class OverloadTest {
    private final AtomicLong now = new AtomicLong();

    private static LocationInfoAnswer withReport(long sequence, long type, long percent, long seconds) {
        var report = Avp.grouped(
                BaseAvps.OC_OLR,
                List.of(
                        Avp.of(BaseAvps.OC_SEQUENCE_NUMBER, sequence),
                        Avp.of(BaseAvps.OC_REPORT_TYPE, type),
                        Avp.of(BaseAvps.OC_REDUCTION_PERCENTAGE, percent),
                        Avp.of(BaseAvps.OC_VALIDITY_DURATION, seconds)));
        var plain = lia("sip:scscf");
        return new LocationInfoAnswer(
                plain.envelope(),
                plain.result(),
                plain.supportedFeatures(),
                plain.serverName(),
                plain.serverCapabilities(),
                plain.wildcardedPublicIdentity(),
                plain.flags(),
                List.of(report));
    }

    private static long throttled(DiameterClient cscf, int asked) {
        return IntStream.range(0, asked)
                .mapToObj(i -> cscf.ask(lir("alice"), SOON))
                .filter(new Unanswered<LocationInfoAnswer>(Reason.THROTTLED)::equals)
                .count();
    }

    @Test
    void a_node_whose_room_fills_asks_for_less_and_is_sent_less() throws Exception {
        var hold = new CountDownLatch(1);
        var held = new AtomicInteger();
        try (var hss = DiameterServer.create(server("hss").bounded(10))
                        .handle(LocationInfoRequest.class, request -> {
                            if (request.publicIdentity().equals("slow")) {
                                held.incrementAndGet();
                                await(hold);
                            }
                            return lia("sip:scscf");
                        })
                        .start();
                var cscf = DiameterClient.create(client("cscf", at("hss", hss))).start();
                var flows = Executors.newVirtualThreadPerTaskExecutor()) {
            connected(cscf, 1);
            assertThat(throttled(cscf, 100)).isZero();
            IntStream.range(0, 8).forEach(i -> flows.submit(() -> cscf.ask(lir("slow"), SOON)));
            await("eight are held", () -> held.get() == 8);
            // nine of ten places are taken with the next one: its answer says 50 % less
            cscf.ask(lir("alice"), SOON);
            assertThat(throttled(cscf, 200)).isBetween(60L, 140L);
            hold.countDown();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 100, 10, 50",
        "1, 100, 10, 50",
        "0, 0, 10, 0",
        "0, 100, 0, 0",
        "0, 101, 10, 0",
        "2, 100, 10, 0",
        "0, 100, 4294967295, 50"
    })
    void a_report_is_heeded_if_it_makes_sense(long type, long percent, long seconds, int throttled) {
        var first = new AtomicInteger();
        try (var hss = DiameterServer.create(server("hss"))
                        .handle(
                                LocationInfoRequest.class,
                                request -> first.incrementAndGet() == 1
                                        ? withReport(7, type, percent, seconds)
                                        : lia("sip:scscf"))
                        .start();
                var cscf = DiameterClient.create(client("cscf", at("hss", hss))).start()) {
            connected(cscf, 1);
            cscf.ask(lir("alice"), SOON);
            assertThat(throttled(cscf, 50)).isEqualTo(throttled);
        }
    }

    @Test
    void what_one_host_does_not_want_another_gets() {
        try (var tired = DiameterServer.create(server("hss1"))
                        .handle(LocationInfoRequest.class, request -> withReport(1, 0, 100, 60))
                        .start();
                var fresh = DiameterServer.create(server("hss2"))
                        .handle(LocationInfoRequest.class, request -> lia("sip:fresh"))
                        .start();
                var cscf = DiameterClient.create(client("cscf", at("hss1", tired), at("hss2", fresh)))
                        .start()) {
            connected(cscf, 2);
            IntStream.range(0, 4).forEach(i -> cscf.ask(lir("alice"), SOON));
            assertThat(IntStream.range(0, 20)
                            .mapToObj(i ->
                                    Net.answer(cscf.ask(lir("alice"), SOON)).serverName()))
                    .containsOnly(java.util.Optional.of("sip:fresh"));
        }
    }

    private static Frame answer(long sequence, long percent, long seconds) {
        var out = new AvpWriter();
        out.avp(BaseAvps.ORIGIN_HOST, "hss.ims.test");
        withReport(sequence, 0, percent, seconds).extra().forEach(out::avp);
        return Frame.of(0, 302, 16777216, 1, 1, out.octets());
    }

    @Test
    void an_older_report_is_nothing_and_every_report_ends() {
        var abatement = new Abatement(now::get, () -> 49);
        abatement.heard(1, answer(5, 50, 10));
        assertThat(abatement.spares(1, "HSS.ims.test", "")).isTrue();
        assertThat(abatement.spares(2, "hss.ims.test", "")).isFalse();
        assertThat(abatement.spares(1, "other.ims.test", "")).isFalse();
        abatement.heard(1, answer(4, 0, 10));
        abatement.heard(1, answer(5, 0, 10));
        assertThat(abatement.spares(1, "hss.ims.test", "")).isTrue();
        now.addAndGet(Duration.ofSeconds(11).toNanos());
        assertThat(abatement.spares(1, "hss.ims.test", "")).isFalse();
        abatement.heard(1, answer(6, 49, 10));
        assertThat(abatement.spares(1, "hss.ims.test", "")).isFalse();
    }

    private static List<Integer> told(OverloadReport report) {
        var out = new AvpWriter();
        report.writeTo(out);
        return Avp.list(out.octets()).stream()
                .filter(each -> each.is(BaseAvps.OC_OLR))
                .flatMap(each -> each.members().stream())
                .filter(each -> each.is(BaseAvps.OC_REDUCTION_PERCENTAGE))
                .map(each ->
                        BaseAvps.OC_REDUCTION_PERCENTAGE.decode(each.data()).intValue())
                .toList();
    }

    @Test
    void relief_is_asked_for_at_once_and_given_back_step_by_step() {
        var report = new OverloadReport(100, now::get);
        report.handling(80);
        assertThat(told(report)).isEmpty();
        report.handling(90);
        assertThat(told(report)).containsExactly(50);
        report.handling(100);
        assertThat(told(report)).containsExactly(90);
        report.handling(10);
        assertThat(told(report)).containsExactly(90);
        for (int less = 80; less >= 0; less -= 10) {
            now.addAndGet(Duration.ofSeconds(1).toNanos());
            report.handling(10);
            assertThat(told(report)).containsExactly(less);
        }
        now.addAndGet(Duration.ofSeconds(11).toNanos());
        report.handling(10);
        assertThat(told(report)).isEmpty();
    }
}
