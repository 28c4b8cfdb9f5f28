package io.carillon.charging.ocs.adapter.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.carillon.charging.SharedNode;
import io.carillon.charging.ocs.Account;
import io.carillon.charging.ocs.CreditAnswer;
import io.carillon.charging.ocs.CreditRequest;
import io.carillon.charging.ocs.Ledger;
import io.carillon.charging.ocs.Ledger.Settlement;
import io.carillon.charging.ocs.Ledger.Settlement.Repeated;
import io.carillon.charging.ocs.Ledger.Settlement.Settled;
import io.carillon.charging.ocs.LedgerContract;
import io.carillon.identity.Impu;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class JpaLedgerTest extends LedgerContract {
    private static final int MANY = 40;

    private final JdbcTemplate jdbc = SharedNode.get().bean(JdbcTemplate.class);
    private final String name = UUID.randomUUID().toString();
    private final CountDownLatch busy = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();
    private final List<Impu> payers = IntStream.range(0, MANY)
            .mapToObj(i -> Impu.parse("sip:payer-" + i + "-" + name + "@example.org"))
            .toList();

    @Override
    protected Ledger ledger() {
        return SharedNode.get().bean(Ledger.class);
    }

    @Test
    void what_comes_while_the_store_is_at_work_is_settled_in_one_transaction() throws Exception {
        List<FutureTask<Settlement>> good = meanwhile();
        long before = status("Com_commit");
        CreditRequest odd = debit("odd-" + name, payers.getFirst());
        var fault = starts(() -> ledger().settle(odd, (account, session) -> {
            throw new ArithmeticException("cannot be decided");
        }));
        release();

        assertThatThrownBy(() -> get(fault)).hasCauseInstanceOf(ArithmeticException.class);
        allSettled(good);
        assertThat(status("Com_commit") - before)
                .as("one that was at work, all others together, and what a sweep may commit")
                .isLessThan(MANY / 2);
        assertThat(payers).allSatisfy(payer -> assertThat(ledger().find(payer)).contains(new Account(payer, 995, 0)));
    }

    @Test
    void a_request_that_the_store_refuses_fails_alone() throws Exception {
        List<FutureTask<Settlement>> good = meanwhile();
        var refused = starts(() -> settle(debit("x".repeat(300), payers.getFirst())));
        release();

        assertThatThrownBy(() -> get(refused)).hasCauseInstanceOf(DataIntegrityViolationException.class);
        allSettled(good);
        assertThat(payers).allSatisfy(payer -> assertThat(ledger().find(payer)).contains(new Account(payer, 995, 0)));
    }

    @Test
    void a_repetition_among_others_gets_its_answer_and_costs_nothing() throws Exception {
        payers.forEach(payer -> ledger().open(payer, 1000));
        CreditRequest known = debit("known-" + name, payers.getFirst());
        CreditAnswer answer = ((Settled) settle(known)).answer();
        List<FutureTask<Settlement>> good = meanwhile();
        var again = starts(() -> settle(known));
        release();

        assertThat(get(again)).isEqualTo(new Repeated(answer));
        allSettled(good);
        assertThat(ledger().find(payers.getFirst())).contains(new Account(payers.getFirst(), 990, 0));
        assertThat(ledger().find(payers.getLast())).contains(new Account(payers.getLast(), 995, 0));
    }

    @Test
    void an_account_that_is_locked_elsewhere_keeps_nobody_waiting_but_its_owner() throws Exception {
        List<FutureTask<Settlement>> good = meanwhile();
        Impu held = Impu.parse("sip:held-" + name + "@example.org");
        ledger().open(held, 1000);
        var elsewhere = new TransactionTemplate(new DataSourceTransactionManager(jdbc.getDataSource()));
        var own = elsewhere.execute(status -> {
            jdbc.queryForMap("SELECT balance FROM account WHERE impu = ? FOR UPDATE", held.value());
            var waits = starts(() -> settle(debit("held-" + name, held)));
            release();
            allSettled(good);
            assertThat(waits).isNotDone();
            return waits;
        });
        assertThat(get(own)).isInstanceOf(Settled.class);
        assertThat(ledger().find(held)).contains(new Account(held, 995, 0));
    }

    @Test
    void a_lone_debit_is_four_round_trips() {
        payers.forEach(payer -> ledger().open(payer, 1000));
        long fewest = Long.MAX_VALUE;
        for (Impu payer : payers) {
            long first = status("Questions");
            long looked = status("Questions") - first;
            settle(debit("lone-" + payer.value(), payer));
            fewest = Math.min(fewest, status("Questions") - first - 2 * looked);
        }
        assertThat(fewest).as("lock, account, answer, commit").isEqualTo(4);
    }

    /** A request that is at work until the test says so, and many more, one for each payer in all. */
    private List<FutureTask<Settlement>> meanwhile() throws InterruptedException {
        payers.forEach(payer -> ledger().open(payer, 1000));
        var all = new ArrayList<FutureTask<Settlement>>();
        CreditRequest first = debit("first-" + name, payers.getFirst());
        all.add(starts(() -> ledger().settle(first, (account, session) -> {
            busy.countDown();
            waitFor(open);
            return rule(first).decide(account, session);
        })));
        waitFor(busy);
        payers.stream()
                .skip(1)
                .forEach(payer -> all.add(starts(() -> settle(debit("session of " + payer.value(), payer)))));
        return all;
    }

    private FutureTask<Settlement> starts(Callable<Settlement> work) {
        var task = new FutureTask<>(work);
        threads.add(Thread.ofVirtual().start(task));
        return task;
    }

    private void release() {
        await().until(() -> threads.stream()
                .map(Thread::getState)
                .allMatch(state -> state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING));
        open.countDown();
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void allSettled(List<FutureTask<Settlement>> all) {
        assertThat(all).allSatisfy(each -> assertThat(get(each)).isInstanceOf(Settled.class));
    }

    private static Settlement get(FutureTask<Settlement> task) throws Exception {
        return task.get(10, TimeUnit.SECONDS);
    }

    private long status(String variable) {
        return Long.parseLong(jdbc.queryForMap("SHOW GLOBAL STATUS LIKE '" + variable + "'")
                .get("Value")
                .toString());
    }
}
