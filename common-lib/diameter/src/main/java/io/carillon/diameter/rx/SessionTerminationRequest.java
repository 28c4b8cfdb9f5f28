package io.carillon.diameter.rx;

import static io.carillon.diameter.BaseAvps.CLASS;
import static io.carillon.diameter.BaseAvps.TERMINATION_CAUSE;
import static io.carillon.diameter.rx.RxAvps.REQUIRED_ACCESS_INFO;

import io.carillon.diameter.Avp;
import io.carillon.diameter.Draft;
import io.carillon.diameter.Envelope;
import io.carillon.diameter.Grammar;
import io.carillon.diameter.Octets;
import io.carillon.diameter.TerminationCause;
import java.lang.invoke.MethodHandles;
import java.util.List;

/** TS 29.214 §5.6.5, Session-Termination-Request */
public record SessionTerminationRequest(
        Envelope envelope,
        TerminationCause terminationCause,
        List<RequiredAccessInfo> requiredAccessInfo,
        List<Octets> classes,
        List<Avp> extra)
        implements RxRequest<SessionTerminationAnswer> {
    public static final Grammar<SessionTerminationRequest> GRAMMAR = RxMessages.request(
                    SessionTerminationRequest.class, MethodHandles.lookup())
            .required(TERMINATION_CAUSE, SessionTerminationRequest::terminationCause)
            .repeated(REQUIRED_ACCESS_INFO, SessionTerminationRequest::requiredAccessInfo)
            .repeated(CLASS, SessionTerminationRequest::classes)
            .extra(SessionTerminationRequest::extra);

    public static Draft<SessionTerminationRequest> draft() {
        return GRAMMAR.draft();
    }
}
