package io.carillon.diameter.ro;

import static io.carillon.diameter.BaseAvps.RESULT_CODE;
import static io.carillon.diameter.ro.RoAvps.FINAL_UNIT_INDICATION;
import static io.carillon.diameter.ro.RoAvps.GRANTED_SERVICE_UNIT;
import static io.carillon.diameter.ro.RoAvps.QUOTA_HOLDING_TIME;
import static io.carillon.diameter.ro.RoAvps.RATING_GROUP;
import static io.carillon.diameter.ro.RoAvps.REPORTING_REASON;
import static io.carillon.diameter.ro.RoAvps.REQUESTED_SERVICE_UNIT;
import static io.carillon.diameter.ro.RoAvps.SERVICE_IDENTIFIER;
import static io.carillon.diameter.ro.RoAvps.TIME_QUOTA_THRESHOLD;
import static io.carillon.diameter.ro.RoAvps.USED_SERVICE_UNIT;
import static io.carillon.diameter.ro.RoAvps.VALIDITY_TIME;

import io.carillon.diameter.Avp;
import io.carillon.diameter.Draft;
import io.carillon.diameter.Grammar;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Optional;

/** Multiple-Services-Credit-Control (RFC 8506 §8.16, TS 32.299 §7.1.9). */
public record MultipleServicesCreditControl(
        Optional<ServiceUnit> granted,
        Optional<ServiceUnit> requested,
        List<UsedServiceUnit> used,
        List<Long> serviceIdentifiers,
        Optional<Long> ratingGroup,
        Optional<Long> validityTime,
        Optional<Long> resultCode,
        Optional<FinalUnitIndication> finalUnitIndication,
        Optional<Long> timeQuotaThreshold,
        Optional<Long> quotaHoldingTime,
        List<ReportingReason> reportingReasons,
        List<Avp> extra) {
    public static final Grammar<MultipleServicesCreditControl> GRAMMAR = Grammar.of(
                    MultipleServicesCreditControl.class, MethodHandles.lookup(), RoAvps.DICTIONARY)
            .optional(GRANTED_SERVICE_UNIT, MultipleServicesCreditControl::granted)
            .optional(REQUESTED_SERVICE_UNIT, MultipleServicesCreditControl::requested)
            .repeated(USED_SERVICE_UNIT, MultipleServicesCreditControl::used)
            .repeated(SERVICE_IDENTIFIER, MultipleServicesCreditControl::serviceIdentifiers)
            .optional(RATING_GROUP, MultipleServicesCreditControl::ratingGroup)
            .optional(VALIDITY_TIME, MultipleServicesCreditControl::validityTime)
            .optional(RESULT_CODE, MultipleServicesCreditControl::resultCode)
            .optional(FINAL_UNIT_INDICATION, MultipleServicesCreditControl::finalUnitIndication)
            .optional(TIME_QUOTA_THRESHOLD, MultipleServicesCreditControl::timeQuotaThreshold)
            .optional(QUOTA_HOLDING_TIME, MultipleServicesCreditControl::quotaHoldingTime)
            .repeated(REPORTING_REASON, MultipleServicesCreditControl::reportingReasons)
            .extra(MultipleServicesCreditControl::extra);

    public static Draft<MultipleServicesCreditControl> draft() {
        return GRAMMAR.draft();
    }
}
