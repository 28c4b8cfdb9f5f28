package io.carillon.charging.ocs.adapter.diameter;

import static io.carillon.charging.RoClient.ccr;
import static io.carillon.charging.RoClient.event;
import static io.carillon.charging.RoClient.grantedSeconds;
import static io.carillon.charging.RoClient.initial;
import static io.carillon.charging.RoClient.service;
import static io.carillon.charging.RoClient.termination;
import static io.carillon.charging.RoClient.update;
import static io.carillon.charging.RoClient.used;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.charging.RoClient;
import io.carillon.charging.SharedNode;
import io.carillon.charging.ocs.Account;
import io.carillon.charging.ocs.Ledger;
import io.carillon.diameter.BaseAvps;
import io.carillon.diameter.BaseResult;
import io.carillon.diameter.DiameterServer;
import io.carillon.diameter.Envelope;
import io.carillon.diameter.SubscriptionId;
import io.carillon.diameter.SubscriptionIdType;
import io.carillon.diameter.ro.CheckBalanceResult;
import io.carillon.diameter.ro.CreditControlAnswer;
import io.carillon.diameter.ro.CreditControlRequest;
import io.carillon.diameter.ro.FinalUnitAction;
import io.carillon.diameter.ro.FinalUnitIndication;
import io.carillon.diameter.ro.MultipleServicesCreditControl;
import io.carillon.diameter.ro.RequestType;
import io.carillon.diameter.ro.RequestedAction;
import io.carillon.diameter.ro.RoAvps;
import io.carillon.diameter.ro.ServiceUnit;
import io.carillon.diameter.ro.UsedServiceUnit;
import io.carillon.identity.Impu;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Ro over real connections and a real database; 10 a started minute, 5 a message. */
class RoTest {
    private static RoClient tas;

    private final String alice = "sip:alice-" + UUID.randomUUID() + "@example.org";
    private final String session = tas.newSessionId();

    @BeforeAll
    static void connect() {
        tas = new RoClient(SharedNode.get());
    }

    @AfterAll
    static void disconnect() {
        tas.close();
    }

    @Test
    void a_call_is_paid_by_the_started_minute() {
        has(100);
        CreditControlAnswer first = tas.sends(initial(session, alice));
        assertThat(first.result()).isEqualTo(BaseResult.SUCCESS);
        assertThat(grantedSeconds(first)).isEqualTo(60);
        assertThat(first.ccSessionFailover()).contains(true);
        assertThat(service(first).ratingGroup()).contains(100L);
        assertThat(service(first).validityTime()).contains(300L);
        assertThat(service(first).finalUnitIndication()).isEmpty();
        assertThat(account()).isEqualTo(new Account(Impu.parse(alice), 100, 10));

        assertThat(grantedSeconds(tas.sends(update(session, 1, alice, 60)))).isEqualTo(60);
        CreditControlAnswer last = tas.sends(termination(session, 2, alice, 1));
        assertThat(last.result()).isEqualTo(BaseResult.SUCCESS);
        assertThat(last.type()).isEqualTo(RequestType.TERMINATION_REQUEST);
        assertThat(last.number()).isEqualTo(2);
        assertThat(last.costInformation().orElseThrow().unitValue().amount())
                .isEqualByComparingTo(new BigDecimal("0.20"));
        assertThat(account()).isEqualTo(new Account(Impu.parse(alice), 80, 0));
    }

    @Test
    void the_end_of_the_balance_is_told_before_it_comes() {
        has(20);
        assertThat(service(tas.sends(initial(session, alice))).finalUnitIndication())
                .isEmpty();
        CreditControlAnswer last = tas.sends(update(session, 1, alice, 60));
        assertThat(service(last).finalUnitIndication().map(FinalUnitIndication::action))
                .contains(FinalUnitAction.TERMINATE);

        CreditControlAnswer over = tas.sends(update(session, 2, alice, 60));
        assertThat(over.result()).isEqualTo(BaseResult.CREDIT_LIMIT_REACHED);
        assertThat(service(over).resultCode()).contains(BaseResult.CREDIT_LIMIT_REACHED.code());
        assertThat(tas.sends(termination(session, 3, alice, 0)).result()).isEqualTo(BaseResult.SUCCESS);
        assertThat(account()).isEqualTo(new Account(Impu.parse(alice), 0, 0));
    }

    @Test
    void no_balance_no_call() {
        has(9);
        assertThat(tas.sends(initial(session, alice)).result()).isEqualTo(BaseResult.CREDIT_LIMIT_REACHED);
        assertThat(tas.sends(termination(session, 1, alice, 0)).result()).isEqualTo(BaseResult.UNKNOWN_SESSION_ID);
    }

    @Test
    void a_retransmission_is_answered_alike_over_another_connection_too() {
        has(100);
        List<CreditControlRequest> call =
                List.of(initial(session, alice), update(session, 1, alice, 60), termination(session, 2, alice, 7));
        List<CreditControlAnswer> answers = call.stream().map(tas::sends).toList();
        assertThat(account()).isEqualTo(new Account(Impu.parse(alice), 80, 0));
        try (RoClient other = new RoClient(SharedNode.get())) {
            for (int i = 0; i < call.size(); i++) {
                CreditControlAnswer again = other.sends(call.get(i));
                assertThat(again.result()).isEqualTo(answers.get(i).result());
                assertThat(again.services()).isEqualTo(answers.get(i).services());
                assertThat(again.costInformation()).isEqualTo(answers.get(i).costInformation());
            }
        }
        assertThat(account()).isEqualTo(new Account(Impu.parse(alice), 80, 0));
    }

    @Test
    void calls_at_once_never_spend_more_than_there_is() throws Exception {
        has(75);
        List<CreditControlAnswer> answers = atOnce(30, i -> tas.sends(initial(session + i, alice)));
        assertThat(answers).filteredOn(answer -> answer.result().success()).hasSize(7);
        assertThat(answers)
                .filteredOn(answer -> answer.result() == BaseResult.CREDIT_LIMIT_REACHED)
                .hasSize(23);
        assertThat(account()).isEqualTo(new Account(Impu.parse(alice), 75, 70));
        atOnce(30, i -> tas.sends(termination(session + i, 1, alice, 60)));
        assertThat(account()).isEqualTo(new Account(Impu.parse(alice), 5, 0));
    }

    @Test
    void messages_are_debited_refunded_checked_and_priced() {
        has(12);
        CreditControlAnswer sent = tas.sends(event(session + 1, alice, RequestedAction.DIRECT_DEBITING, 2));
        assertThat(sent.result()).isEqualTo(BaseResult.SUCCESS);
        assertThat(service(sent).granted().flatMap(ServiceUnit::units)).contains(2L);
        assertThat(account().balance()).isEqualTo(2);
        tas.sends(event(session + 1, alice, RequestedAction.DIRECT_DEBITING, 2));
        assertThat(account().balance()).isEqualTo(2);
        assertThat(tas.sends(event(session + 2, alice, RequestedAction.DIRECT_DEBITING, 1))
                        .result())
                .isEqualTo(BaseResult.CREDIT_LIMIT_REACHED);
        assertThat(tas.sends(event(session + 3, alice, RequestedAction.REFUND_ACCOUNT, 1))
                        .result())
                .isEqualTo(BaseResult.SUCCESS);
        assertThat(account().balance()).isEqualTo(7);
        assertThat(tas.sends(event(session + 4, alice, RequestedAction.CHECK_BALANCE, 1))
                        .checkBalanceResult())
                .contains(CheckBalanceResult.ENOUGH_CREDIT);
        CreditControlAnswer poor = tas.sends(event(session + 5, alice, RequestedAction.CHECK_BALANCE, 2));
        assertThat(poor.result()).isEqualTo(BaseResult.SUCCESS);
        assertThat(poor.checkBalanceResult()).contains(CheckBalanceResult.NO_CREDIT);
        assertThat(tas.sends(event(session + 6, alice, RequestedAction.PRICE_ENQUIRY, 3))
                        .costInformation()
                        .orElseThrow()
                        .unitValue()
                        .amount())
                .isEqualByComparingTo(new BigDecimal("0.15"));
    }

    @Test
    void an_event_without_services_is_one_message() {
        has(12);
        CreditControlRequest sms = ccr(session, RequestType.EVENT_REQUEST, 0, alice)
                .set(RoAvps.REQUESTED_ACTION, RequestedAction.DIRECT_DEBITING)
                .build();
        assertThat(tas.sends(sms).result()).isEqualTo(BaseResult.SUCCESS);
        assertThat(account().balance()).isEqualTo(7);
    }

    @Test
    void the_number_of_a_subscriber_is_found_too() {
        String number = "49301" + Math.abs(UUID.randomUUID().hashCode());
        ledger().open(Impu.parse("tel:+" + number), 100);
        CreditControlRequest byNumber = ccr(session, RequestType.INITIAL_REQUEST, 0, alice)
                .set(BaseAvps.SUBSCRIPTION_ID, SubscriptionId.of(SubscriptionIdType.E164, number))
                .add(RoAvps.MULTIPLE_SERVICES_CREDIT_CONTROL, RoClient.wants())
                .build();
        assertThat(tas.sends(byNumber).result()).isEqualTo(BaseResult.SUCCESS);
        assertThat(ledger().find(Impu.parse("tel:+" + number)).orElseThrow().reserved())
                .isEqualTo(10);
    }

    @Test
    void nobody_knows_a_stranger() {
        assertThat(tas.sends(initial(session, alice)).result()).isEqualTo(BaseResult.USER_UNKNOWN);
        assertThat(tas.sends(initial(session, "no identity")).result()).isEqualTo(BaseResult.USER_UNKNOWN);
        assertThat(tas.sends(update(session, 1, alice, 60)).result()).isEqualTo(BaseResult.UNKNOWN_SESSION_ID);
    }

    @Test
    void octets_have_no_price() {
        has(100);
        CreditControlRequest data = ccr(session, RequestType.INITIAL_REQUEST, 0, alice)
                .add(
                        RoAvps.MULTIPLE_SERVICES_CREDIT_CONTROL,
                        MultipleServicesCreditControl.draft()
                                .set(RoAvps.REQUESTED_SERVICE_UNIT, ServiceUnit.ofOctets(1000))
                                .build())
                .build();
        assertThat(tas.sends(data).result()).isEqualTo(BaseResult.RATING_FAILED);
    }

    @Test
    void an_event_must_say_what_it_wants() {
        has(100);
        CreditControlAnswer answer =
                tas.sends(ccr(session, RequestType.EVENT_REQUEST, 0, alice).build());
        assertThat(answer.result()).isEqualTo(BaseResult.MISSING_AVP);
        assertThat(answer.failedAvps())
                .singleElement()
                .satisfies(avp -> assertThat(avp.code()).isEqualTo(RoAvps.REQUESTED_ACTION.code()));
    }

    @Test
    void absurd_values_are_refused_and_the_next_good_request_works() throws IOException {
        has(100);
        CreditControlRequest absurd = ccr(session, RequestType.EVENT_REQUEST, 0, alice)
                .set(RoAvps.REQUESTED_ACTION, RequestedAction.DIRECT_DEBITING)
                .add(
                        RoAvps.MULTIPLE_SERVICES_CREDIT_CONTROL,
                        MultipleServicesCreditControl.draft()
                                .add(RoAvps.USED_SERVICE_UNIT, UsedServiceUnit.ofUnits(-1))
                                .set(RoAvps.REQUESTED_SERVICE_UNIT, ServiceUnit.ofUnits(-1))
                                .build())
                .build();
        assertThat(tas.sends(absurd).result()).isEqualTo(BaseResult.INVALID_AVP_VALUE);
        assertThat(tas.sends(initial("x".repeat(4000), alice)).result()).isEqualTo(BaseResult.INVALID_AVP_VALUE);
        int port = SharedNode.get().bean(DiameterServer.class).address().getPort();
        try (Socket stranger = new Socket("127.0.0.1", port)) {
            stranger.getOutputStream().write("GET / HTTP/1.1\r\nHost: charging\r\n\r\n".getBytes());
        }
        assertThat(tas.sends(initial(session + 2, alice)).result()).isEqualTo(BaseResult.SUCCESS);
    }

    @Test
    void a_request_may_leave_its_subscriber_to_the_session() {
        has(100);
        tas.sends(initial(session, alice));
        CreditControlRequest terse = CreditControlRequest.draft()
                .envelope(Envelope.session(session))
                .set(RoAvps.SERVICE_CONTEXT_ID, "32260@3gpp.org")
                .set(RoAvps.CC_REQUEST_TYPE, RequestType.TERMINATION_REQUEST)
                .set(RoAvps.CC_REQUEST_NUMBER, 1L)
                .add(RoAvps.MULTIPLE_SERVICES_CREDIT_CONTROL, used(61, false))
                .build();
        assertThat(tas.sends(terse).result()).isEqualTo(BaseResult.SUCCESS);
        assertThat(account()).isEqualTo(new Account(Impu.parse(alice), 80, 0));
    }

    private void has(long balance) {
        ledger().open(Impu.parse(alice), balance);
    }

    private Account account() {
        return ledger().find(Impu.parse(alice)).orElseThrow();
    }

    private static Ledger ledger() {
        return SharedNode.get().bean(Ledger.class);
    }

    private interface Job<T> {
        T run(int i);
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
