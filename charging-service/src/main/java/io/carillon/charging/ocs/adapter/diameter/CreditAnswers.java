package io.carillon.charging.ocs.adapter.diameter;

import io.carillon.charging.ocs.CreditAnswer;
import io.carillon.charging.ocs.ServiceGrant;
import io.carillon.charging.ocs.Unit;
import io.carillon.charging.ocs.Verdict;
import io.carillon.diameter.Avp;
import io.carillon.diameter.BaseAvps;
import io.carillon.diameter.BaseResult;
import io.carillon.diameter.Draft;
import io.carillon.diameter.Envelope;
import io.carillon.diameter.ro.CheckBalanceResult;
import io.carillon.diameter.ro.CostInformation;
import io.carillon.diameter.ro.CreditControlAnswer;
import io.carillon.diameter.ro.CreditControlRequest;
import io.carillon.diameter.ro.FinalUnitIndication;
import io.carillon.diameter.ro.MultipleServicesCreditControl;
import io.carillon.diameter.ro.RequestType;
import io.carillon.diameter.ro.RequestedAction;
import io.carillon.diameter.ro.RoAvps;
import io.carillon.diameter.ro.ServiceUnit;
import io.carillon.diameter.ro.UnitValue;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes a decision as a Credit-Control-Answer (TS 32.299 §6.4.3). */
final class CreditAnswers {
    private final Duration validity;
    private final Currency currency;

    CreditAnswers(Duration validity, Currency currency) {
        this.validity = validity;
        this.currency = currency;
    }

    CreditControlAnswer of(CreditControlRequest ccr, CreditAnswer decided) {
        boolean checked = ccr.requestedAction()
                .filter(RequestedAction.CHECK_BALANCE::equals)
                .isPresent();
        if (checked && decided.verdict() == Verdict.CREDIT_LIMIT_REACHED) {
            return draft(ccr, BaseResult.SUCCESS)
                    .set(RoAvps.CHECK_BALANCE_RESULT, CheckBalanceResult.NO_CREDIT)
                    .build();
        }
        Draft<CreditControlAnswer> cca = draft(ccr, result(decided.verdict()));
        Map<String, MultipleServicesCreditControl> asked = ccr.services().stream()
                .collect(Collectors.toMap(CreditRequests::key, service -> service, (one, other) -> one));
        decided.services().stream()
                .filter(grant -> asked.containsKey(grant.key()))
                .forEach(grant ->
                        cca.add(RoAvps.MULTIPLE_SERVICES_CREDIT_CONTROL, service(ccr, asked.get(grant.key()), grant)));
        if (checked && decided.verdict() == Verdict.GRANTED) {
            cca.set(RoAvps.CHECK_BALANCE_RESULT, CheckBalanceResult.ENOUGH_CREDIT);
        }
        if (decided.cost() > 0) {
            cca.set(RoAvps.COST_INFORMATION, cost(decided.cost()));
        }
        if (ccr.type() == RequestType.INITIAL_REQUEST) {
            // Sessions are in the database: every charging node can go on with them (RFC 8506 §8.4).
            cca.set(RoAvps.CC_SESSION_FAILOVER, true);
        }
        return cca.build();
    }

    CreditControlAnswer refuse(CreditControlRequest ccr, BaseResult why) {
        return draft(ccr, why).build();
    }

    /** RFC 8506 §6: an event says what it wants; 5005 names the AVP that is missing (RFC 6733 §7.5). */
    CreditControlAnswer missingAction(CreditControlRequest ccr) {
        Avp example = Avp.of(RoAvps.REQUESTED_ACTION, RequestedAction.DIRECT_DEBITING);
        return draft(ccr, BaseResult.MISSING_AVP)
                .extra(Avp.grouped(BaseAvps.FAILED_AVP, List.of(example)))
                .build();
    }

    private static Draft<CreditControlAnswer> draft(CreditControlRequest ccr, BaseResult result) {
        return CreditControlAnswer.draft()
                .envelope(Envelope.session(ccr.sessionId()))
                .result(result)
                .set(RoAvps.CC_REQUEST_TYPE, ccr.type())
                .set(RoAvps.CC_REQUEST_NUMBER, ccr.number());
    }

    private MultipleServicesCreditControl service(
            CreditControlRequest ccr, MultipleServicesCreditControl asked, ServiceGrant grant) {
        Draft<MultipleServicesCreditControl> service = MultipleServicesCreditControl.draft()
                .addAll(RoAvps.SERVICE_IDENTIFIER, asked.serviceIdentifiers())
                .set(BaseAvps.RESULT_CODE, result(grant.verdict()).code());
        asked.ratingGroup().ifPresent(group -> service.set(RoAvps.RATING_GROUP, group));
        if (grant.gives()) {
            service.set(RoAvps.GRANTED_SERVICE_UNIT, units(grant));
            if (ccr.type() != RequestType.EVENT_REQUEST) {
                service.set(RoAvps.VALIDITY_TIME, validity.toSeconds());
            }
        }
        if (grant.last()) {
            service.set(RoAvps.FINAL_UNIT_INDICATION, FinalUnitIndication.terminate());
        }
        return service.build();
    }

    private static ServiceUnit units(ServiceGrant grant) {
        return grant.unit() == Unit.EVENTS ? ServiceUnit.ofUnits(grant.granted()) : ServiceUnit.ofTime(grant.granted());
    }

    private CostInformation cost(long minorUnits) {
        UnitValue value = UnitValue.draft()
                .set(RoAvps.VALUE_DIGITS, minorUnits)
                .set(RoAvps.EXPONENT, -currency.getDefaultFractionDigits())
                .build();
        return CostInformation.draft()
                .set(RoAvps.UNIT_VALUE, value)
                .set(RoAvps.CURRENCY_CODE, (long) currency.getNumericCode())
                .build();
    }

    private static BaseResult result(Verdict verdict) {
        return switch (verdict) {
            case GRANTED -> BaseResult.SUCCESS;
            case CREDIT_LIMIT_REACHED -> BaseResult.CREDIT_LIMIT_REACHED;
            case USER_UNKNOWN -> BaseResult.USER_UNKNOWN;
            case RATING_FAILED -> BaseResult.RATING_FAILED;
            case UNKNOWN_SESSION -> BaseResult.UNKNOWN_SESSION_ID;
            case INVALID_VALUE -> BaseResult.INVALID_AVP_VALUE;
            case UNABLE_TO_COMPLY -> BaseResult.UNABLE_TO_COMPLY;
        };
    }
}
