package io.carillon.charging.ocs;

import static io.carillon.charging.ocs.CreditRequest.Kind.DEBIT;
import static io.carillon.charging.ocs.CreditRequest.Kind.INITIAL;
import static io.carillon.charging.ocs.CreditRequest.Kind.TERMINATION;
import static io.carillon.charging.ocs.CreditRequest.Kind.UPDATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.charging.ocs.Ledger.Settlement.NoAccount;
import io.carillon.charging.ocs.Ledger.Settlement.Repeated;
import io.carillon.charging.ocs.Ledger.Settlement.Settled;
import io.carillon.identity.Impu;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every ledger does. 10 a started minute, 5 a message. */
public abstract class LedgerContract {
    private static final Duration TCC = Duration.ofMinutes(10);
    private static final CreditControl CREDIT = new CreditControl(
            new Tariff(new Tariff.Rate("", new Price(10, 60), new Price(5, 1)), List.of()),
            new CreditControl.Quota(60, 600),
            new CreditControl.Quota(1, 100),
            TCC);

    private final Impu alice = Impu.parse("sip:alice-" + UUID.randomUUID() + "@example.org");
    private final String sessionId = "tas-1;" + UUID.randomUUID();
    /** Far ahead of the machine's clock, by which a running node sweeps. */
    private final Instant now = Instant.parse("2090-11-20T10:00:00.123Z");

    protected abstract Ledger ledger();

    @Test
    void a_session_is_kept_between_its_requests() {
        ledger().open(alice, 100);
        assertThat(settle(INITIAL, 0, 0)).isInstanceOf(Settled.class);
        assertThat(ledger().find(alice)).contains(new Account(alice, 100, 10));
        assertThat(ledger().openSessions(alice)).singleElement().satisfies(session -> {
            assertThat(session.sessionId()).isEqualTo(sessionId);
            assertThat(session.expires()).isEqualTo(now.plus(TCC));
            assertThat(session.meters()).containsEntry("rg", new Meter(Unit.SECONDS, new Price(10, 60), 0, 0, 10));
        });

        settle(UPDATE, 1, 60);
        settle(TERMINATION, 2, 1);
        assertThat(ledger().find(alice)).contains(new Account(alice, 80, 0));
        assertThat(ledger().openSessions(alice)).isEmpty();
    }

    @Test
    void the_same_request_again_gets_the_same_answer_and_charges_nothing() {
        ledger().open(alice, 100);
        List<CreditAnswer> first = List.of(answer(INITIAL, 0, 0), answer(UPDATE, 1, 60), answer(TERMINATION, 2, 30));
        assertThat(ledger().find(alice)).contains(new Account(alice, 80, 0));

        assertThat(settle(INITIAL, 0, 0)).isEqualTo(new Repeated(first.get(0)));
        assertThat(settle(UPDATE, 1, 60)).isEqualTo(new Repeated(first.get(1)));
        assertThat(settle(TERMINATION, 2, 30)).isEqualTo(new Repeated(first.get(2)));
        assertThat(ledger().find(alice)).contains(new Account(alice, 80, 0));
    }

    @Test
    void a_request_without_subscriber_belongs_to_its_sessions_account() {
        ledger().open(alice, 100);
        settle(INITIAL, 0, 0);
        CreditRequest anonymous = new CreditRequest(sessionId, 1, UPDATE, List.of(), "", List.of(use(60)));
        assertThat(settle(anonymous)).isInstanceOf(Settled.class);
        assertThat(ledger().find(alice)).contains(new Account(alice, 90, 10));

        CreditRequest stray = new CreditRequest(sessionId + "-no", 1, UPDATE, List.of(), "", List.of());
        assertThat(settle(stray)).isEqualTo(new NoAccount());
    }

    @Test
    void the_first_subscriber_with_an_account_pays() {
        Impu number = Impu.parse("tel:+49" + Math.abs(UUID.randomUUID().getMostSignificantBits() % 1_000_000_000_000L));
        ledger().open(number, 100);
        settle(new CreditRequest(sessionId, 0, DEBIT, List.of(alice, number), "", List.of(event())));
        assertThat(ledger().find(number)).contains(new Account(number, 95, 0));
        assertThat(ledger().find(alice)).isEmpty();
    }

    @Test
    void copies_of_one_request_at_once_are_decided_once() throws Exception {
        ledger().open(alice, 1000);
        CreditRequest debit = debit(sessionId, alice);
        List<Ledger.Settlement> all = atOnce(8, i -> settle(debit));
        assertThat(all).filteredOn(Settled.class::isInstance).hasSize(1);
        assertThat(all).filteredOn(Repeated.class::isInstance).hasSize(7);
        assertThat(ledger().find(alice)).contains(new Account(alice, 995, 0));
    }

    @Test
    void many_requests_of_many_accounts_at_once_are_each_decided_once() throws Exception {
        int users = 20;
        int messages = 10;
        List<Impu> payers = IntStream.range(0, users)
                .mapToObj(i -> Impu.parse("sip:user-" + i + "-" + UUID.randomUUID() + "@example.org"))
                .toList();
        payers.forEach(payer -> ledger().open(payer, 1000));

        List<Ledger.Settlement> all = atOnce(2 * users * messages, i -> {
            int message = i / 2;
            return settle(debit(sessionId + "-" + message, payers.get(message % users)));
        });
        assertThat(all).filteredOn(Settled.class::isInstance).hasSize(users * messages);
        assertThat(all).filteredOn(Repeated.class::isInstance).hasSize(users * messages);
        assertThat(payers)
                .allSatisfy(
                        payer -> assertThat(ledger().find(payer)).contains(new Account(payer, 1000 - 5 * messages, 0)));
    }

    @Test
    void sessions_at_once_never_hold_more_than_there_is() throws Exception {
        ledger().open(alice, 55);
        List<Ledger.Settlement> all = atOnce(
                20,
                i -> settle(new CreditRequest(sessionId + "-" + i, 0, INITIAL, List.of(alice), "", List.of(use(0)))));
        assertThat(all)
                .filteredOn(each ->
                        each instanceof Settled settled && settled.answer().verdict() == Verdict.GRANTED)
                .hasSize(5);
        assertThat(ledger().find(alice)).contains(new Account(alice, 55, 50));
    }

    @Test
    void dead_sessions_give_back_what_they_hold_once() throws Exception {
        ledger().open(alice, 100);
        settle(INITIAL, 0, 0);
        ledger().expire(now.plus(TCC), 1000);
        assertThat(ledger().openSessions(alice)).hasSize(1);

        AtomicInteger ended = new AtomicInteger();
        atOnce(4, i -> ended.addAndGet(ledger().expire(now.plus(TCC).plusMillis(1), 1000)));
        assertThat(ended).hasPositiveValue();
        assertThat(ledger().find(alice)).contains(new Account(alice, 100, 0));
        assertThat(answer(UPDATE, 1, 60).verdict()).isEqualTo(Verdict.UNKNOWN_SESSION);
    }

    @Test
    void old_answers_and_ended_sessions_are_forgotten_and_open_sessions_are_not() {
        ledger().open(alice, 100);
        settle(INITIAL, 0, 0);
        ledger().forget(now.plus(Duration.ofDays(1)), 100_000);
        assertThat(ledger().openSessions(alice)).hasSize(1);

        settle(TERMINATION, 1, 1);
        assertThat(ledger().forget(now.plus(Duration.ofDays(1)), 100_000)).isPositive();
        assertThat(answer(TERMINATION, 1, 1).verdict()).isEqualTo(Verdict.UNKNOWN_SESSION);
    }

    @Test
    void an_account_is_opened_once_and_changed_whole_or_not_at_all() {
        ledger().open(alice, 100);
        ledger().open(alice, 5);
        assertThat(ledger().find(alice)).contains(new Account(alice, 100, 0));
        assertThat(ledger().change(alice, account -> account.credit(11)).balance())
                .isEqualTo(111);

        settle(INITIAL, 0, 0);
        assertThatThrownBy(() -> ledger().change(alice, account -> account.set(9)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(ledger().find(alice)).contains(new Account(alice, 111, 10));

        Impu fresh = Impu.parse("sip:fresh-" + UUID.randomUUID() + "@example.org");
        assertThat(ledger().change(fresh, account -> account.set(7))).isEqualTo(new Account(fresh, 7, 0));
    }

    private Ledger.Settlement settle(CreditRequest.Kind kind, long number, long used) {
        return settle(
                new CreditRequest(sessionId, number, kind, List.of(alice), "sip:bob@example.org", List.of(use(used))));
    }

    protected final Ledger.Settlement settle(CreditRequest request) {
        return ledger().settle(request, rule(request));
    }

    protected final Ledger.Rule rule(CreditRequest request) {
        return (account, session) -> CREDIT.decide(request, account, session, now);
    }

    /** One message of 5. */
    protected static CreditRequest debit(String sessionId, Impu payer) {
        return new CreditRequest(sessionId, 0, DEBIT, List.of(payer), "", List.of(event()));
    }

    private CreditAnswer answer(CreditRequest.Kind kind, long number, long used) {
        return ((Settled) settle(kind, number, used)).answer();
    }

    private static ServiceUse use(long used) {
        return new ServiceUse("rg", Unit.SECONDS, used, true, OptionalLong.empty());
    }

    private static ServiceUse event() {
        return new ServiceUse("sms", Unit.EVENTS, 0, true, OptionalLong.of(1));
    }

    private interface Job<T> {
        T run(int i) throws Exception;
    }

    private static <T> List<T> atOnce(int many, Job<T> job) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<T>> jobs = IntStream.range(0, many)
                    .<Callable<T>>mapToObj(i -> () -> job.run(i))
                    .toList();
            List<T> results = new ArrayList<>();
            for (Future<T> each : threads.invokeAll(jobs)) {
                results.add(each.get());
            }
            return results;
        }
    }
}
