package io.carillon.charging.ocs;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.charging.ocs.OnlineChargingFlow.UnknownUser;
import io.carillon.identity.Impu;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class OnlineChargingFlowTest {
    private static final Impu ALICE = Impu.parse("sip:alice@example.org");
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Ledger ledger = new InMemoryLedger(Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void a_stranger_is_refused_where_accounts_are_provisioned() {
        assertThat(flow(UnknownUser.REFUSE)
                        .answer(request(CreditRequest.Kind.INITIAL, ALICE))
                        .verdict())
                .isEqualTo(Verdict.USER_UNKNOWN);
        assertThat(ledger.find(ALICE)).isEmpty();
        assertThat(meters.counter("carillon.charging.refusals", "kind", "initial", "verdict", "user_unknown")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void a_stranger_gets_the_default_credit_in_a_laboratory() {
        assertThat(flow(UnknownUser.CREATE)
                        .answer(request(CreditRequest.Kind.DEBIT, ALICE))
                        .verdict())
                .isEqualTo(Verdict.GRANTED);
        assertThat(ledger.find(ALICE)).contains(new Account(ALICE, 495, 0));
    }

    @Test
    void no_account_is_opened_for_nobody_nor_by_an_update() {
        OnlineChargingFlow flow = flow(UnknownUser.CREATE);
        assertThat(flow.answer(request(CreditRequest.Kind.INITIAL)).verdict()).isEqualTo(Verdict.USER_UNKNOWN);
        assertThat(flow.answer(request(CreditRequest.Kind.UPDATE, ALICE)).verdict())
                .isEqualTo(Verdict.UNKNOWN_SESSION);
        assertThat(ledger.find(ALICE)).isEmpty();
    }

    @Test
    void a_repetition_is_counted_as_one() {
        OnlineChargingFlow flow = flow(UnknownUser.CREATE);
        flow.answer(request(CreditRequest.Kind.DEBIT, ALICE));
        flow.answer(request(CreditRequest.Kind.DEBIT, ALICE));
        assertThat(ledger.find(ALICE)).contains(new Account(ALICE, 495, 0));
        assertThat(meters.counter("carillon.charging.duplicates").count()).isEqualTo(1);
    }

    @Test
    void supervision_ends_what_died_and_forgets_what_is_old() {
        flow(UnknownUser.CREATE).answer(request(CreditRequest.Kind.INITIAL, ALICE));
        assertThat(ledger.find(ALICE)).contains(new Account(ALICE, 500, 5));
        sweepAt(NOW.plus(Duration.ofMinutes(10)));
        assertThat(ledger.find(ALICE)).contains(new Account(ALICE, 500, 5));
        sweepAt(NOW.plus(Duration.ofMinutes(11)));
        assertThat(ledger.find(ALICE)).contains(new Account(ALICE, 500, 0));
        assertThat(meters.counter("carillon.charging.expired").count()).isEqualTo(1);
        sweepAt(NOW.plus(Duration.ofDays(2)));
        assertThat(ledger.forget(NOW.plus(Duration.ofDays(9)), 10)).isZero();
    }

    private void sweepAt(Instant moment) {
        new Supervision(ledger, new CreditMetrics(meters), Duration.ofHours(24), Clock.fixed(moment, ZoneOffset.UTC))
                .sweep();
    }

    private OnlineChargingFlow flow(UnknownUser strangers) {
        Tariff tariff = new Tariff(new Tariff.Rate("", new Price(10, 60), new Price(5, 1)), List.of());
        CreditControl credit = new CreditControl(
                tariff, new CreditControl.Quota(60, 600), new CreditControl.Quota(1, 100), Duration.ofMinutes(10));
        return new OnlineChargingFlow(
                ledger, credit, strangers, 500, new CreditMetrics(meters), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static CreditRequest request(CreditRequest.Kind kind, Impu... subscribers) {
        ServiceUse message = new ServiceUse("sms", Unit.EVENTS, 0, true, OptionalLong.of(1));
        return new CreditRequest("s;1", 0, kind, List.of(subscribers), "", List.of(message));
    }
}
