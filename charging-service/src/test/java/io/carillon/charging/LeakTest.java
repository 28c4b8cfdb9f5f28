package io.carillon.charging;

import static io.carillon.charging.RoClient.event;
import static io.carillon.charging.RoClient.initial;
import static io.carillon.charging.RoClient.termination;
import static io.carillon.charging.RoClient.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.charging.ocs.Account;
import io.carillon.charging.ocs.CreditMetrics;
import io.carillon.charging.ocs.Ledger;
import io.carillon.charging.ocs.Supervision;
import io.carillon.diameter.BaseResult;
import io.carillon.diameter.ro.RequestedAction;
import io.carillon.identity.Impu;
import io.carillon.testkit.Tables;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * However calls end, nothing of them holds money but of the one whose server is gone, which its supervision ends; and when
 * no repetition can come any more nothing of them is left at all.
 */
class LeakTest {
    private static final String ALICE = "sip:alice@example.org";
    /** Two minutes, a started one and a message. */
    private static final long PAID = 35;
    /** The first minute of the call that never ends. */
    private static final long OPEN = 10;

    private ChargingNode node;
    private RoClient tas;
    private Ledger ledger;

    @BeforeEach
    void start() {
        node = ChargingNode.start();
        tas = new RoClient(node);
        ledger = node.bean(Ledger.class);
        ledger.open(Impu.parse(ALICE), 1_000);
    }

    @AfterEach
    void stop() {
        tas.close();
        node.close();
    }

    @Test
    void nothing_is_left_of_calls_good_and_bad() {
        var before = node.tables();
        hangsUp();
        isNotAnswered();
        hasNoCredit();
        runsOutOfCredit();
        isEndedTwice();
        isChangedByNobodyKnown();
        sendsAMessage();
        neverHangsUp();

        assertThat(account()).isEqualTo(new Account(Impu.parse(ALICE), 1_000 - PAID, OPEN));
        sweepsIn(Duration.ofHours(1));
        assertThat(account()).isEqualTo(new Account(Impu.parse(ALICE), 1_000 - PAID, 0));
        assertThat(rows("charging_session")).as("sessions, for who asks twice").isPositive();
        sweepsIn(Duration.ofDays(3));
        assertThat(rows("charging_session")).as("sessions").isZero();
        assertThat(rows("credit_answer")).as("answers").isZero();
        await().untilAsserted(() ->
                assertThat(Tables.grown(before, node.tables())).as("tables").isEmpty());
    }

    private Account account() {
        return ledger.find(Impu.parse(ALICE)).orElseThrow();
    }

    private void sweepsIn(Duration later) {
        var clock = Clock.offset(Clock.systemUTC(), later);
        new Supervision(ledger, node.bean(CreditMetrics.class), Duration.ofDays(1), clock).sweep();
    }

    private int rows(String table) {
        var count = node.bean(JdbcTemplate.class).queryForObject("SELECT COUNT(*) FROM " + table, Integer.class);
        return count == null ? 0 : count;
    }

    private String begins() {
        var session = tas.newSessionId();
        assertThat(tas.sends(initial(session, ALICE)).result()).isEqualTo(BaseResult.SUCCESS);
        return session;
    }

    private void hangsUp() {
        var session = begins();
        tas.sends(update(session, 1, ALICE, 60));
        assertThat(tas.sends(termination(session, 2, ALICE, 60)).result()).isEqualTo(BaseResult.SUCCESS);
    }

    private void isNotAnswered() {
        tas.sends(termination(begins(), 1, ALICE, 0));
    }

    private void hasNoCredit() {
        var poor = "sip:poor@example.org";
        ledger.open(Impu.parse(poor), 0);
        assertThat(tas.sends(initial(tas.newSessionId(), poor)).result()).isEqualTo(BaseResult.CREDIT_LIMIT_REACHED);
    }

    private void runsOutOfCredit() {
        var brief = "sip:brief@example.org";
        ledger.open(Impu.parse(brief), 10);
        var session = tas.newSessionId();
        tas.sends(initial(session, brief));
        assertThat(tas.sends(update(session, 1, brief, 60)).result()).isEqualTo(BaseResult.CREDIT_LIMIT_REACHED);
        tas.sends(termination(session, 2, brief, 0));
    }

    private void isEndedTwice() {
        var session = begins();
        var last = termination(session, 1, ALICE, 5);
        assertThat(tas.sends(last).result()).isEqualTo(BaseResult.SUCCESS);
        assertThat(tas.sends(last).result()).as("again").isEqualTo(BaseResult.SUCCESS);
    }

    private void isChangedByNobodyKnown() {
        assertThat(tas.sends(update(tas.newSessionId(), 1, ALICE, 60)).result())
                .isEqualTo(BaseResult.UNKNOWN_SESSION_ID);
    }

    private void sendsAMessage() {
        tas.sends(event(tas.newSessionId(), ALICE, RequestedAction.DIRECT_DEBITING, 1));
    }

    /** Its server is gone (RFC 8506 §13, Tcc). */
    private void neverHangsUp() {
        begins();
    }
}
