package io.carillon.lab.pcrf;

import io.carillon.diameter.BaseResult;
import io.carillon.diameter.DiameterAnswer;
import io.carillon.diameter.DiameterRequest;
import io.carillon.diameter.DiameterServer;
import io.carillon.diameter.Envelope;
import io.carillon.diameter.Outcome;
import io.carillon.diameter.rx.AbortCause;
import io.carillon.diameter.rx.AbortSessionRequest;
import io.carillon.diameter.rx.Flows;
import io.carillon.diameter.rx.MediaComponentDescription;
import io.carillon.diameter.rx.MediaSubComponent;
import io.carillon.diameter.rx.ReAuthRequest;
import io.carillon.diameter.rx.RxAvps;
import io.carillon.diameter.rx.SpecificAction;
import java.time.Duration;

/** What happens to a bearer, told to the application function: ASR and RAR (TS 29.214 §4.4.6). */
final class BearerFlow {
    private final DiameterServer server;
    private final RxSessions sessions;
    private final Duration patience;

    BearerFlow(DiameterServer server, RxSessions sessions, Duration patience) {
        this.server = server;
        this.sessions = sessions;
        this.patience = patience;
    }

    /** All of the session's bearers are gone: the function shall end the call, and the session with an STR (§4.4.6.1). */
    Outcome<? extends DiameterAnswer> abort(RxSession session, AbortCause why) {
        return ask(
                session,
                AbortSessionRequest.draft()
                        .envelope(Envelope.session(session.sessionId()).to(session.peer()))
                        .set(RxAvps.ABORT_CAUSE, why)
                        .build());
    }

    /** The bearer is lost for now, as under a bridge; the session stays (§4.4.6.3). */
    Outcome<? extends DiameterAnswer> loseBearer(RxSession session) {
        var rar = ReAuthRequest.draft()
                .envelope(Envelope.session(session.sessionId()).to(session.peer()))
                .add(RxAvps.SPECIFIC_ACTION, SpecificAction.INDICATION_OF_LOSS_OF_BEARER);
        session.components().forEach(component -> rar.add(RxAvps.FLOWS, flows(component)));
        return ask(session, rar.build());
    }

    private static Flows flows(MediaComponentDescription component) {
        return Flows.draft()
                .set(RxAvps.MEDIA_COMPONENT_NUMBER, component.number())
                .addAll(
                        RxAvps.FLOW_NUMBER,
                        component.subComponents().stream()
                                .map(MediaSubComponent::flowNumber)
                                .toList())
                .build();
    }

    private <A extends DiameterAnswer> Outcome<A> ask(RxSession session, DiameterRequest<A> request) {
        Outcome<A> outcome = server.ask(session.peer(), request, patience);
        if (outcome instanceof Outcome.Answered<A>(var answer) && answer.result() == BaseResult.UNKNOWN_SESSION_ID) {
            // The function has lost it; it will never send an STR.
            sessions.remove(session.sessionId());
        }
        return outcome;
    }
}
