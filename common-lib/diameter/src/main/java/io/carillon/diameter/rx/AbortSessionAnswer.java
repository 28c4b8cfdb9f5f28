package io.carillon.diameter.rx;

import io.carillon.diameter.Avp;
import io.carillon.diameter.Draft;
import io.carillon.diameter.Envelope;
import io.carillon.diameter.Grammar;
import io.carillon.diameter.Result;
import java.lang.invoke.MethodHandles;
import java.util.List;

/** TS 29.214 §5.6.7, Abort-Session-Answer */
public record AbortSessionAnswer(Envelope envelope, Result result, List<Avp> extra) implements RxAnswer {
    public static final Grammar<AbortSessionAnswer> GRAMMAR = RxMessages.answerWithoutId(
                    AbortSessionAnswer.class, MethodHandles.lookup())
            .extra(AbortSessionAnswer::extra);

    public static Draft<AbortSessionAnswer> draft() {
        return GRAMMAR.draft();
    }
}
