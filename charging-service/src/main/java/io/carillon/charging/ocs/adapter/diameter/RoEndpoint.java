package io.carillon.charging.ocs.adapter.diameter;

import io.carillon.charging.ocs.CreditMetrics;
import io.carillon.charging.ocs.LedgerUnavailable;
import io.carillon.charging.ocs.OnlineChargingFlow;
import io.carillon.diameter.BaseResult;
import io.carillon.diameter.ro.CreditControlAnswer;
import io.carillon.diameter.ro.CreditControlRequest;
import io.carillon.diameter.ro.RequestType;
import java.time.Duration;
import java.util.Currency;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * CCR to CCA. While the database is away the answer is DIAMETER_TOO_BUSY (3004): nothing was decided, so that the client
 * may ask another charging node, or this one again (RFC 6733 §7.1.3).
 */
public final class RoEndpoint {
    private static final Logger log = LoggerFactory.getLogger(RoEndpoint.class);
    /** The width of its column; real ones have some 60 characters. */
    private static final int LONGEST_SESSION_ID = 255;

    private final OnlineChargingFlow flow;
    private final CreditAnswers answers;
    private final CreditMetrics metrics;
    private final AtomicBoolean storeAway = new AtomicBoolean();

    public RoEndpoint(OnlineChargingFlow flow, Duration validity, Currency currency, CreditMetrics metrics) {
        this.flow = flow;
        this.answers = new CreditAnswers(validity, currency);
        this.metrics = metrics;
    }

    public CreditControlAnswer answer(CreditControlRequest ccr) {
        if (ccr.sessionId().length() > LONGEST_SESSION_ID) {
            return answers.refuse(ccr, BaseResult.INVALID_AVP_VALUE);
        }
        if (ccr.type() == RequestType.EVENT_REQUEST && ccr.requestedAction().isEmpty()) {
            return answers.missingAction(ccr);
        }
        try {
            CreditControlAnswer answer = answers.of(ccr, flow.answer(CreditRequests.of(ccr)));
            if (storeAway.compareAndSet(true, false)) {
                log.info("the database of balances answers again");
            }
            return answer;
        } catch (LedgerUnavailable away) {
            metrics.undecided();
            if (storeAway.compareAndSet(false, true)) {
                log.error("the database of balances is away, CCRs get 3004: {}", away.getMessage());
            }
            return answers.refuse(ccr, BaseResult.TOO_BUSY);
        } catch (RuntimeException fault) {
            log.error("CCR {} of session {} failed", ccr.number(), ccr.sessionId(), fault);
            return answers.refuse(ccr, BaseResult.UNABLE_TO_COMPLY);
        }
    }
}
