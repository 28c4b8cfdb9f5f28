package io.carillon.diameter.ro;

import io.carillon.diameter.Application;
import io.carillon.diameter.BaseAvps;
import io.carillon.diameter.Envelope;
import io.carillon.diameter.Grammar;
import io.carillon.diameter.GrammarBuilder;
import io.carillon.diameter.Procedure;
import io.carillon.diameter.Result;
import java.lang.invoke.MethodHandles;
import java.util.List;

/** Online charging: Diameter credit control (RFC 8506 §3) as Ro uses it (TS 32.299 §6). */
public final class Ro {
    static final long ID = 4;

    public static final Application APPLICATION = new Application(
            "Ro",
            ID,
            0,
            RoAvps.DICTIONARY,
            List.of(new Procedure<>(
                    272,
                    "CCR",
                    "CCA",
                    CreditControlRequest.class,
                    CreditControlRequest.GRAMMAR,
                    CreditControlAnswer.class,
                    CreditControlAnswer.GRAMMAR)));

    private Ro() {}

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
