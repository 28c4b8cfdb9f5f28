package io.carillon.diameter.rx;

import static io.carillon.diameter.rx.RxAvps.ABORT_CAUSE;

import io.carillon.diameter.Avp;
import io.carillon.diameter.Draft;
import io.carillon.diameter.Envelope;
import io.carillon.diameter.Grammar;
import java.lang.invoke.MethodHandles;
import java.util.List;

/** TS 29.214 §5.6.7, Abort-Session-Request */
public record AbortSessionRequest(Envelope envelope, AbortCause abortCause, List<Avp> extra)
        implements RxRequest<AbortSessionAnswer> {
    public static final Grammar<AbortSessionRequest> GRAMMAR = RxMessages.requestToHost(
                    AbortSessionRequest.class, MethodHandles.lookup())
            .required(ABORT_CAUSE, AbortSessionRequest::abortCause)
            .extra(AbortSessionRequest::extra);

    public static Draft<AbortSessionRequest> draft() {
        return GRAMMAR.draft();
    }
}
