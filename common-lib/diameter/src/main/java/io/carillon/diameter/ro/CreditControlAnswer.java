package io.carillon.diameter.ro;

import static io.carillon.diameter.ro.RoAvps.CC_REQUEST_NUMBER;
import static io.carillon.diameter.ro.RoAvps.CC_REQUEST_TYPE;
import static io.carillon.diameter.ro.RoAvps.CC_SESSION_FAILOVER;
import static io.carillon.diameter.ro.RoAvps.CHECK_BALANCE_RESULT;
import static io.carillon.diameter.ro.RoAvps.COST_INFORMATION;
import static io.carillon.diameter.ro.RoAvps.CREDIT_CONTROL_FAILURE_HANDLING;
import static io.carillon.diameter.ro.RoAvps.DIRECT_DEBITING_FAILURE_HANDLING;
import static io.carillon.diameter.ro.RoAvps.LOW_BALANCE_INDICATION;
import static io.carillon.diameter.ro.RoAvps.MULTIPLE_SERVICES_CREDIT_CONTROL;
import static io.carillon.diameter.ro.RoAvps.REMAINING_BALANCE;
import static io.carillon.diameter.ro.RoAvps.SERVICE_INFORMATION;

import io.carillon.diameter.Avp;
import io.carillon.diameter.Draft;
import io.carillon.diameter.Envelope;
import io.carillon.diameter.Grammar;
import io.carillon.diameter.Result;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Optional;

/** TS 32.299 §6.4.3, Credit-Control-Answer */
public record CreditControlAnswer(
        Envelope envelope,
        Result result,
        RequestType type,
        long number,
        Optional<Boolean> ccSessionFailover,
        List<MultipleServicesCreditControl> services,
        Optional<CostInformation> costInformation,
        Optional<Boolean> lowBalanceIndication,
        Optional<RemainingBalance> remainingBalance,
        Optional<CheckBalanceResult> checkBalanceResult,
        Optional<FailureHandling> failureHandling,
        Optional<DirectDebitingFailureHandling> directDebitingFailureHandling,
        Optional<ServiceInformation> serviceInformation,
        List<Avp> extra)
        implements RoAnswer {
    public static final Grammar<CreditControlAnswer> GRAMMAR = RoMessages.answer(
                    CreditControlAnswer.class, MethodHandles.lookup())
            .required(CC_REQUEST_TYPE, CreditControlAnswer::type)
            .required(CC_REQUEST_NUMBER, CreditControlAnswer::number)
            .optional(CC_SESSION_FAILOVER, CreditControlAnswer::ccSessionFailover)
            .repeated(MULTIPLE_SERVICES_CREDIT_CONTROL, CreditControlAnswer::services)
            .optional(COST_INFORMATION, CreditControlAnswer::costInformation)
            .optional(LOW_BALANCE_INDICATION, CreditControlAnswer::lowBalanceIndication)
            .optional(REMAINING_BALANCE, CreditControlAnswer::remainingBalance)
            .optional(CHECK_BALANCE_RESULT, CreditControlAnswer::checkBalanceResult)
            .optional(CREDIT_CONTROL_FAILURE_HANDLING, CreditControlAnswer::failureHandling)
            .optional(DIRECT_DEBITING_FAILURE_HANDLING, CreditControlAnswer::directDebitingFailureHandling)
            .optional(SERVICE_INFORMATION, CreditControlAnswer::serviceInformation)
            .extra(CreditControlAnswer::extra);

    public static Draft<CreditControlAnswer> draft() {
        return GRAMMAR.draft();
    }
}
