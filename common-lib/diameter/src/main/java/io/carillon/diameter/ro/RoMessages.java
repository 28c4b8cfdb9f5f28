package io.carillon.diameter.ro;

import io.carillon.diameter.BaseAvps;
import io.carillon.diameter.Envelope;
import io.carillon.diameter.Grammar;
import io.carillon.diameter.GrammarBuilder;
import io.carillon.diameter.Result;
import java.lang.invoke.MethodHandles;

/** What the messages of Ro share. Apart from {@link Ro}, which names every message: else one would wait for the other. */
final class RoMessages {
    static final long ID = 4;

    private RoMessages() {}

    static <R extends Record & RoRequest<?>> GrammarBuilder<R> request(Class<R> type, MethodHandles.Lookup lookup) {
        return Grammar.of(type, lookup, RoAvps.DICTIONARY)
                .inline(Envelope.REQUEST, R::envelope)
                .constant(BaseAvps.AUTH_APPLICATION_ID, ID);
    }

    static <R extends Record & RoAnswer> GrammarBuilder<R> answer(Class<R> type, MethodHandles.Lookup lookup) {
        return Grammar.of(type, lookup, RoAvps.DICTIONARY)
                .inline(Envelope.ANSWER, R::envelope)
                .inline(Result.GRAMMAR, R::result)
                .constant(BaseAvps.AUTH_APPLICATION_ID, ID);
    }
}
