package io.carillon.sbc.adapter.redis;

import io.carillon.sip.message.SipFailure;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** A store that is away is a 503, never an answer about the phone: another node may be tried. */
final class Away {
    private static final Logger LOG = LoggerFactory.getLogger(Away.class);

    private Away() {}

    static <T extends @Nullable Object> T asFailure(Supplier<T> work) {
        try {
            return work.get();
        } catch (DataAccessException e) {
            LOG.warn("Redis is away: {}", e.getMessage());
            throw new SipFailure(503, "Store Unavailable");
        }
    }
}
