package io.carillon.diameter.sh;

import io.carillon.diameter.Attribute;
import io.carillon.diameter.AuthSessionState;
import io.carillon.diameter.BaseAvps;
import io.carillon.diameter.Envelope;
import io.carillon.diameter.Grammar;
import io.carillon.diameter.GrammarBuilder;
import io.carillon.diameter.Result;
import io.carillon.diameter.VendorSpecificApplicationId;
import java.lang.invoke.MethodHandles;

/** What the messages of Sh share. Apart from {@link Sh}, which names every message: else one would wait for the other. */
final class ShMessages {
    static final long ID = 16_777_217;

    private ShMessages() {}

    static <R extends Record & ShRequest<?>> GrammarBuilder<R> request(Class<R> type, MethodHandles.Lookup lookup) {
        return common(Grammar.of(type, lookup, ShAvps.DICTIONARY).inline(Envelope.REQUEST, R::envelope));
    }

    static <R extends Record & ShRequest<?>> GrammarBuilder<R> requestToHost(
            Class<R> type, MethodHandles.Lookup lookup) {
        return common(Grammar.of(type, lookup, ShAvps.DICTIONARY).inline(Envelope.REQUEST_TO_HOST, R::envelope));
    }

    static <R extends Record & ShAnswer> GrammarBuilder<R> answer(Class<R> type, MethodHandles.Lookup lookup) {
        return common(Grammar.of(type, lookup, ShAvps.DICTIONARY).inline(Envelope.ANSWER, R::envelope))
                .inline(Result.GRAMMAR, R::result);
    }

    private static <R> GrammarBuilder<R> common(GrammarBuilder<R> grammar) {
        return grammar.constant(
                        BaseAvps.VENDOR_SPECIFIC_APPLICATION_ID,
                        VendorSpecificApplicationId.auth(Attribute.THREE_GPP, ID))
                .constant(BaseAvps.AUTH_SESSION_STATE, AuthSessionState.NO_STATE_MAINTAINED);
    }
}
