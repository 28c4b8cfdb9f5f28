package io.carillon.diameter.rx;

import io.carillon.diameter.Application;
import io.carillon.diameter.Attribute;
import io.carillon.diameter.BaseAvps;
import io.carillon.diameter.Envelope;
import io.carillon.diameter.Grammar;
import io.carillon.diameter.GrammarBuilder;
import io.carillon.diameter.Procedure;
import io.carillon.diameter.Result;
import java.lang.invoke.MethodHandles;
import java.util.List;

/** The Rx application (TS 29.214 §5). */
public final class Rx {
    static final long ID = 16_777_236;

    public static final Application APPLICATION = new Application(
            "Rx",
            ID,
            Attribute.THREE_GPP,
            RxAvps.DICTIONARY,
            List.of(
                    new Procedure<>(
                            265, "AAR", "AAA", AaRequest.class, AaRequest.GRAMMAR, AaAnswer.class, AaAnswer.GRAMMAR),
                    new Procedure<>(
                            258,
                            "RAR",
                            "RAA",
                            ReAuthRequest.class,
                            ReAuthRequest.GRAMMAR,
                            ReAuthAnswer.class,
                            ReAuthAnswer.GRAMMAR),
                    new Procedure<>(
                            275,
                            "STR",
                            "STA",
                            SessionTerminationRequest.class,
                            SessionTerminationRequest.GRAMMAR,
                            SessionTerminationAnswer.class,
                            SessionTerminationAnswer.GRAMMAR),
                    new Procedure<>(
                            274,
                            "ASR",
                            "ASA",
                            AbortSessionRequest.class,
                            AbortSessionRequest.GRAMMAR,
                            AbortSessionAnswer.class,
                            AbortSessionAnswer.GRAMMAR)));

    private Rx() {}

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
