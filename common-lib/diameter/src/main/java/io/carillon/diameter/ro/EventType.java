package io.carillon.diameter.ro;

import static io.carillon.diameter.ro.RoAvps.EVENT;
import static io.carillon.diameter.ro.RoAvps.EXPIRES;
import static io.carillon.diameter.ro.RoAvps.SIP_METHOD;

import io.carillon.diameter.Avp;
import io.carillon.diameter.Draft;
import io.carillon.diameter.Grammar;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Optional;

/** Event-Type (TS 32.299 §7.2.58). */
public record EventType(Optional<String> method, Optional<String> event, Optional<Long> expires, List<Avp> extra) {
    public static final Grammar<EventType> GRAMMAR = Grammar.of(
                    EventType.class, MethodHandles.lookup(), RoAvps.DICTIONARY)
            .optional(SIP_METHOD, EventType::method)
            .optional(EVENT, EventType::event)
            .optional(EXPIRES, EventType::expires)
            .extra(EventType::extra);

    public static Draft<EventType> draft() {
        return GRAMMAR.draft();
    }

    public static EventType ofMethod(String method) {
        return draft().set(SIP_METHOD, method).build();
    }
}
