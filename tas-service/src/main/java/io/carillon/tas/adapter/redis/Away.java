package io.carillon.tas.adapter.redis;

import io.carillon.sip.message.SipFailure;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** A request that needs the store while it is away is refused with 503, so that another node may be tried. */
final class Away {
    private static final Logger LOG = LoggerFactory.getLogger(Away.class);

    private Away() {}

    static @Nullable String asFailure(Supplier<@Nullable String> read) {
        try {
            return read.get();
        } catch (DataAccessException e) {
            LOG.warn("Redis is away: {}", e.getMessage());
            throw new SipFailure(503, "Store Unavailable");
        }
    }
}
