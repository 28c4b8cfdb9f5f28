package io.carillon.charging.ocs;

import static io.carillon.charging.ocs.CreditRequest.Kind.CHECK_BALANCE;
import static io.carillon.charging.ocs.CreditRequest.Kind.DEBIT;
import static io.carillon.charging.ocs.CreditRequest.Kind.INITIAL;
import static io.carillon.charging.ocs.CreditRequest.Kind.PRICE_ENQUIRY;
import static io.carillon.charging.ocs.CreditRequest.Kind.REFUND;
import static io.carillon.charging.ocs.CreditRequest.Kind.TERMINATION;
import static io.carillon.charging.ocs.CreditRequest.Kind.UPDATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.identity.Impu;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** 10 a started minute, 5 a message; 60 s quota. */
class CreditControlTest {
    private static final Impu ALICE = Impu.parse("sip:alice@example.org");
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final Duration TCC = Duration.ofMinutes(10);
    private static final Tariff.Rate DEFAULT = new Tariff.Rate("", new Price(10, 60), new Price(5, 1));

    private final CreditControl credit = new CreditControl(
            new Tariff(DEFAULT, List.of(new Tariff.Rate("+49", new Price(0, 60), new Price(0, 1)))),
            new CreditControl.Quota(60, 600),
            new CreditControl.Quota(1, 100),
            TCC);

    private Account account = new Account(ALICE, 100, 0);
    private Optional<ChargingSession> session = Optional.empty();

    @Test
    void initial_holds_the_price_of_the_quota_and_debits_nothing() {
        CreditAnswer answer = ask(INITIAL, 0, wants());

        assertThat(answer.services()).containsExactly(new ServiceGrant("rg", Unit.SECONDS, Verdict.GRANTED, 60, false));
        assertThat(account).isEqualTo(new Account(ALICE, 100, 10));
        assertThat(session.orElseThrow().expires()).isEqualTo(NOW.plus(TCC));
    }

    @Test
    void each_started_minute_is_debited_once() {
        ask(INITIAL, 0, wants());
        ask(UPDATE, 1, used(30).andWants());
        assertThat(account).isEqualTo(new Account(ALICE, 90, 10));
        ask(UPDATE, 2, used(30).andWants());
        assertThat(account).isEqualTo(new Account(ALICE, 90, 10));
        ask(UPDATE, 3, used(1).andWants());
        assertThat(account).isEqualTo(new Account(ALICE, 80, 10));
    }

    @Test
    void termination_debits_the_rest_lets_go_and_tells_the_cost() {
        ask(INITIAL, 0, wants());
        ask(UPDATE, 1, used(60).andWants());
        CreditAnswer answer = ask(TERMINATION, 2, used(5));

        assertThat(answer.verdict()).isEqualTo(Verdict.GRANTED);
        assertThat(answer.cost()).isEqualTo(20);
        assertThat(account).isEqualTo(new Account(ALICE, 80, 0));
        assertThat(ask(UPDATE, 3, wants()).verdict()).isEqualTo(Verdict.UNKNOWN_SESSION);
    }

    @Test
    void the_last_units_say_so_and_after_them_the_limit_is_reached() {
        account = new Account(ALICE, 25, 0);
        assertThat(ask(INITIAL, 0, wants()).services().getFirst().last()).isFalse();
        assertThat(ask(UPDATE, 1, used(60).andWants()).services().getFirst().last())
                .isTrue();

        CreditAnswer over = ask(UPDATE, 2, used(60).andWants());
        assertThat(over.verdict()).isEqualTo(Verdict.CREDIT_LIMIT_REACHED);
        assertThat(account).isEqualTo(new Account(ALICE, 5, 0));
        assertThat(ask(TERMINATION, 3).verdict()).isEqualTo(Verdict.GRANTED);
    }

    @Test
    void a_balance_short_of_the_request_grants_what_it_pays_for() {
        CreditAnswer answer = ask(INITIAL, 0, wants(600));
        assertThat(answer.services().getFirst().granted()).isEqualTo(600);

        account = new Account(ALICE, 35, 0);
        session = Optional.empty();
        assertThat(ask(INITIAL, 0, wants(600)).services())
                .containsExactly(new ServiceGrant("rg", Unit.SECONDS, Verdict.GRANTED, 180, true));
    }

    @Test
    void never_more_than_the_most() {
        account = new Account(ALICE, 1_000_000, 0);
        assertThat(ask(INITIAL, 0, wants(1_000_000)).services().getFirst().granted())
                .isEqualTo(600);
    }

    @Test
    void seconds_of_a_minute_already_paid_are_granted_without_money() {
        account = new Account(ALICE, 10, 0);
        ask(INITIAL, 0, wants());
        assertThat(ask(UPDATE, 1, used(20).andWants()).services())
                .containsExactly(new ServiceGrant("rg", Unit.SECONDS, Verdict.GRANTED, 40, true));
        assertThat(account).isEqualTo(new Account(ALICE, 0, 0));
    }

    @Test
    void money_that_another_session_holds_is_not_given_twice_nor_called_the_end() {
        account = new Account(ALICE, 40, 30);
        assertThat(ask(INITIAL, 0, wants(600)).services())
                .containsExactly(new ServiceGrant("rg", Unit.SECONDS, Verdict.GRANTED, 60, false));
        assertThat(account).isEqualTo(new Account(ALICE, 40, 40));
    }

    @Test
    void use_beyond_the_grant_takes_what_there_is_and_never_what_others_hold() {
        account = new Account(ALICE, 30, 10);
        ask(INITIAL, 0, wants());
        CreditAnswer over = ask(UPDATE, 1, used(6000).andWants());
        assertThat(over.verdict()).isEqualTo(Verdict.CREDIT_LIMIT_REACHED);
        assertThat(account).isEqualTo(new Account(ALICE, 10, 10));
    }

    @Test
    void an_initial_that_is_refused_opens_no_session() {
        account = new Account(ALICE, 9, 0);
        assertThat(ask(INITIAL, 0, wants()).verdict()).isEqualTo(Verdict.CREDIT_LIMIT_REACHED);
        assertThat(session).isEmpty();
        assertThat(ask(TERMINATION, 1).verdict()).isEqualTo(Verdict.UNKNOWN_SESSION);
    }

    @Test
    void one_service_refused_beside_one_granted_is_no_failure_of_the_command() {
        account = new Account(ALICE, 10, 0);
        CreditAnswer answer = ask(INITIAL, 0, wants(), new Use("octets", Unit.UNRATED, 0, true, 0).toUse());
        assertThat(answer.verdict()).isEqualTo(Verdict.GRANTED);
        assertThat(answer.services())
                .extracting(ServiceGrant::verdict)
                .containsExactly(Verdict.GRANTED, Verdict.RATING_FAILED);
        session = Optional.empty();
        assertThat(ask(INITIAL, 0, new Use("octets", Unit.UNRATED, 0, true, 0).toUse())
                        .verdict())
                .isEqualTo(Verdict.RATING_FAILED);
    }

    @Test
    void a_free_destination_is_granted_whole_from_an_empty_account() {
        account = new Account(ALICE, 0, 0);
        CreditRequest call = request(INITIAL, 0, "tel:+49-30-1234", wants(300));
        assertThat(apply(call).services())
                .containsExactly(new ServiceGrant("rg", Unit.SECONDS, Verdict.GRANTED, 300, false));
    }

    @Test
    void an_initial_in_an_open_session_is_refused_and_changes_nothing() {
        ask(INITIAL, 0, wants());
        assertThat(ask(INITIAL, 1, wants()).verdict()).isEqualTo(Verdict.UNABLE_TO_COMPLY);
        assertThat(account).isEqualTo(new Account(ALICE, 100, 10));
    }

    @Test
    void a_session_is_never_moved_to_another_account() {
        ask(INITIAL, 0, wants());
        account = new Account(Impu.parse("sip:mallory@example.org"), 100, 0);
        assertThat(ask(UPDATE, 1, used(60)).verdict()).isEqualTo(Verdict.UNABLE_TO_COMPLY);
    }

    @Test
    void a_dead_session_gives_back_what_it_held() {
        ask(INITIAL, 0, wants());
        Decision expired = CreditControl.expire(account, session.orElseThrow());
        assertThat(expired.account()).isEqualTo(new Account(ALICE, 100, 0));
        assertThat(expired.session().orElseThrow().state()).isEqualTo(ChargingSession.State.EXPIRED);
    }

    @Test
    void events_debit_refund_check_and_price() {
        assertThat(ask(DEBIT, 0, messages(3)).cost()).isEqualTo(15);
        assertThat(account.balance()).isEqualTo(85);
        assertThat(ask(REFUND, 0, messages(1)).verdict()).isEqualTo(Verdict.GRANTED);
        assertThat(account.balance()).isEqualTo(90);
        assertThat(ask(PRICE_ENQUIRY, 0, messages(100)).cost()).isEqualTo(500);
        assertThat(ask(CHECK_BALANCE, 0, messages(100)).verdict()).isEqualTo(Verdict.CREDIT_LIMIT_REACHED);
        assertThat(ask(CHECK_BALANCE, 0, messages(18)).verdict()).isEqualTo(Verdict.GRANTED);
        assertThat(ask(DEBIT, 0, messages(19)).verdict()).isEqualTo(Verdict.CREDIT_LIMIT_REACHED);
        assertThat(account).isEqualTo(new Account(ALICE, 90, 0));
        assertThat(session).isEmpty();
    }

    @Test
    void a_refund_past_the_largest_balance_is_refused() {
        account = new Account(ALICE, Account.MAX_BALANCE, 0);
        assertThat(ask(REFUND, 0, messages(1)).verdict()).isEqualTo(Verdict.UNABLE_TO_COMPLY);
    }

    @Test
    void absurd_counts_repeated_keys_and_too_many_services_are_invalid() {
        assertThat(ask(INITIAL, 0, used(-1)).verdict()).isEqualTo(Verdict.INVALID_VALUE);
        assertThat(ask(DEBIT, 0, messages(1L << 40)).verdict()).isEqualTo(Verdict.INVALID_VALUE);
        assertThat(ask(INITIAL, 0, wants(), wants()).verdict()).isEqualTo(Verdict.INVALID_VALUE);
        ServiceUse[] many = IntStream.range(0, 17)
                .mapToObj(i -> new Use("rg" + i, Unit.SECONDS, 0, true, 0).toUse())
                .toArray(ServiceUse[]::new);
        assertThat(ask(INITIAL, 0, many).verdict()).isEqualTo(Verdict.INVALID_VALUE);
        assertThat(account).isEqualTo(new Account(ALICE, 100, 0));
    }

    @Test
    void the_largest_counts_at_the_highest_price_stay_inside_a_long() {
        CreditControl dear = new CreditControl(
                new Tariff(
                        new Tariff.Rate("", new Price(Price.MAX_AMOUNT, 1), new Price(Price.MAX_AMOUNT, 1)), List.of()),
                new CreditControl.Quota(60, Long.MAX_VALUE),
                new CreditControl.Quota(1, 1),
                TCC);
        CreditRequest most = request(INITIAL, 0, "", new Use("rg", Unit.SECONDS, 0xFFFF_FFFFL, true, 1).toUse());
        assertThat(dear.decide(most, new Account(ALICE, Account.MAX_BALANCE, 0), Optional.empty(), NOW)
                        .answer()
                        .verdict())
                .isEqualTo(Verdict.CREDIT_LIMIT_REACHED);
    }

    @Test
    void the_longest_prefix_prices_the_call() {
        Tariff tariff = new Tariff(
                DEFAULT,
                List.of(
                        new Tariff.Rate("+4", new Price(1, 60), new Price(1, 1)),
                        new Tariff.Rate("+49170", new Price(3, 60), new Price(3, 1)),
                        new Tariff.Rate("+49", new Price(2, 60), new Price(2, 1))));
        assertThat(tariff.price("tel:+49-170-555", Unit.SECONDS).amount()).isEqualTo(3);
        assertThat(tariff.price("sip:+4930555@example.org;user=phone", Unit.SECONDS)
                        .amount())
                .isEqualTo(2);
        assertThat(tariff.price("+4355", Unit.EVENTS).amount()).isEqualTo(1);
        assertThat(tariff.price("sip:bob@example.org", Unit.SECONDS).amount()).isEqualTo(10);
        assertThat(tariff.price("", Unit.EVENTS).amount()).isEqualTo(5);
    }

    @Test
    void money_that_cannot_be_is_refused_where_it_is_made() {
        assertThatThrownBy(() -> new Account(ALICE, 1, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Account(ALICE, -1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Price(-1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Price(1, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    private CreditAnswer ask(CreditRequest.Kind kind, long number, ServiceUse... services) {
        return apply(request(kind, number, "sip:bob@example.org", services));
    }

    private CreditAnswer ask(CreditRequest.Kind kind, long number, Use use) {
        return ask(kind, number, use.toUse());
    }

    private static CreditRequest request(CreditRequest.Kind kind, long number, String to, ServiceUse... services) {
        return new CreditRequest("s;1", number, kind, List.of(ALICE), to, List.of(services));
    }

    private CreditAnswer apply(CreditRequest request) {
        Decision decision = credit.decide(request, account, session, NOW);
        account = decision.account();
        session = decision.session().or(() -> session);
        return decision.answer();
    }

    private static ServiceUse wants() {
        return wants(0);
    }

    private static ServiceUse wants(long seconds) {
        return new Use("rg", Unit.SECONDS, 0, true, seconds).toUse();
    }

    private static ServiceUse messages(long count) {
        return new Use("sms", Unit.EVENTS, 0, true, count).toUse();
    }

    private static Use used(long seconds) {
        return new Use("rg", Unit.SECONDS, seconds, false, 0);
    }

    private record Use(String key, Unit unit, long used, boolean asks, long requested) {
        ServiceUse andWants() {
            return new Use(key, unit, used, true, requested).toUse();
        }

        ServiceUse toUse() {
            return new ServiceUse(
                    key, unit, used, asks, requested == 0 ? OptionalLong.empty() : OptionalLong.of(requested));
        }
    }
}
