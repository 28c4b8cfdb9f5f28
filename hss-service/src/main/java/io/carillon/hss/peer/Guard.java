package io.carillon.hss.peer;

import io.carillon.diameter.BaseResult;
import io.carillon.diameter.DiameterAnswer;
import io.carillon.diameter.DiameterRequest;
import io.carillon.diameter.Result;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.TransientDataAccessException;

/** What a peer is told when the store does not answer us. */
public final class Guard {
    private static final Logger log = LoggerFactory.getLogger(Guard.class);

    private Guard() {}

    /** A fault of ours is never told as a fault of the user: the peer makes a 5xx of these, not a 4xx. */
    public static <R extends DiameterRequest<A>, A extends DiameterAnswer> Function<R, A> around(
            Function<R, A> flow, Function<Result, A> failed) {
        return request -> {
            try {
                return flow.apply(request);
            } catch (TransientDataAccessException contended) {
                log.warn("{} not served: {}", request.sessionId(), reason(contended));
                return failed.apply(BaseResult.TOO_BUSY);
            } catch (DataAccessException away) {
                log.warn("{} not served, the store does not answer: {}", request.sessionId(), reason(away));
                return failed.apply(BaseResult.UNABLE_TO_COMPLY);
            } catch (RuntimeException fault) {
                log.error("{} not served", request.sessionId(), fault);
                return failed.apply(BaseResult.UNABLE_TO_COMPLY);
            }
        };
    }

    private static String reason(DataAccessException failure) {
        return String.valueOf(failure.getMostSpecificCause().getMessage())
                .lines()
                .findFirst()
                .orElse("no reason known");
    }
}
