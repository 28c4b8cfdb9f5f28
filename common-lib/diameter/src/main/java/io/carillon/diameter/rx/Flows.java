package io.carillon.diameter.rx;

import static io.carillon.diameter.rx.RxAvps.FLOW_NUMBER;
import static io.carillon.diameter.rx.RxAvps.MEDIA_COMPONENT_NUMBER;

import io.carillon.diameter.Avp;
import io.carillon.diameter.Draft;
import io.carillon.diameter.Grammar;
import java.lang.invoke.MethodHandles;
import java.util.List;

/** Flows (TS 29.214 §5.3.10). */
public record Flows(long mediaComponentNumber, List<Long> flowNumbers, List<Avp> extra) {
    public static final Grammar<Flows> GRAMMAR = Grammar.of(Flows.class, MethodHandles.lookup(), RxAvps.DICTIONARY)
            .required(MEDIA_COMPONENT_NUMBER, Flows::mediaComponentNumber)
            .repeated(FLOW_NUMBER, Flows::flowNumbers)
            .extra(Flows::extra);

    public static Draft<Flows> draft() {
        return GRAMMAR.draft();
    }
}
