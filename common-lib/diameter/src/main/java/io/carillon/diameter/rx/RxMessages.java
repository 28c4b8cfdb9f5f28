package io.carillon.diameter.rx;

import io.carillon.diameter.BaseAvps;
import io.carillon.diameter.Envelope;
import io.carillon.diameter.Grammar;
import io.carillon.diameter.GrammarBuilder;
import io.carillon.diameter.Result;
import java.lang.invoke.MethodHandles;

/** What the messages of Rx share. Apart from {@link Rx}, which names every message: else one would wait for the other. */
final class RxMessages {
    static final long ID = 16_777_236;

    private RxMessages() {}

    static <R extends Record & RxRequest<?>> GrammarBuilder<R> request(Class<R> type, MethodHandles.Lookup lookup) {
        return Grammar.of(type, lookup, RxAvps.DICTIONARY)
                .inline(Envelope.REQUEST, R::envelope)
                .constant(BaseAvps.AUTH_APPLICATION_ID, ID);
    }

    static <R extends Record & RxRequest<?>> GrammarBuilder<R> requestToHost(
            Class<R> type, MethodHandles.Lookup lookup) {
        return Grammar.of(type, lookup, RxAvps.DICTIONARY)
                .inline(Envelope.REQUEST_TO_HOST, R::envelope)
                .constant(BaseAvps.AUTH_APPLICATION_ID, ID);
    }

    static <R extends Record & RxAnswer> GrammarBuilder<R> answer(Class<R> type, MethodHandles.Lookup lookup) {
        return answerWithoutId(type, lookup).constant(BaseAvps.AUTH_APPLICATION_ID, ID);
    }

    /** Only AAA names the application again (TS 29.214 §5.6). */
    static <R extends Record & RxAnswer> GrammarBuilder<R> answerWithoutId(Class<R> type, MethodHandles.Lookup lookup) {
        return Grammar.of(type, lookup, RxAvps.DICTIONARY)
                .inline(Envelope.ANSWER, R::envelope)
                .inline(Result.GRAMMAR, R::result);
    }
}
