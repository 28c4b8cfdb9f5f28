package io.carillon.sbc.adapter.diameter;

import io.carillon.diameter.BaseResult;
import io.carillon.diameter.DiameterClient;
import io.carillon.diameter.rx.AbortSessionAnswer;
import io.carillon.diameter.rx.AbortSessionRequest;
import io.carillon.diameter.rx.ReAuthAnswer;
import io.carillon.diameter.rx.ReAuthRequest;
import io.carillon.diameter.rx.SpecificAction;
import io.carillon.sbc.pcscf.CallRelease;
import io.carillon.sbc.pcscf.SignallingPaths;
import io.carillon.sip.message.SipFailure;
import java.util.Set;
import java.util.function.Supplier;

/** What the policy function says by itself: a session is over, or has lost its bearers (TS 29.214 §4.4.6). */
public final class RxPushes {
    private static final Set<SpecificAction> FATAL =
            Set.of(SpecificAction.INDICATION_OF_LOSS_OF_BEARER, SpecificAction.INDICATION_OF_RELEASE_OF_BEARER);

    private final Supplier<CallRelease> calls;
    private final Supplier<SignallingPaths> paths;

    public RxPushes(Supplier<CallRelease> calls, Supplier<SignallingPaths> paths) {
        this.calls = calls;
        this.paths = paths;
    }

    /** Before the client is started. */
    public DiameterClient taking(DiameterClient client) {
        return client.handle(AbortSessionRequest.class, this::abort).handle(ReAuthRequest.class, this::event);
    }

    private AbortSessionAnswer abort(AbortSessionRequest request) {
        var reason =
                request.abortCause().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
        return AbortSessionAnswer.draft()
                .result(result(() -> over(request.sessionId(), reason)))
                .build();
    }

    private ReAuthAnswer event(ReAuthRequest request) {
        boolean bearers = request.specificActions().stream().anyMatch(FATAL::contains);
        return ReAuthAnswer.draft()
                .result(result(() -> bearers
                        ? lost(request)
                        : calls.get().call(request.sessionId()).isPresent()
                                || paths.get().knows(request.sessionId())))
                .build();
    }

    /**
     * Without Flows it is about all of them: then there is nothing left to talk over (§4.4.6.2). A signalling path has but
     * one, named or not (§4.4.6.3).
     */
    private boolean lost(ReAuthRequest request) {
        var session = request.sessionId();
        if (paths.get().knows(session)) {
            return paths.get().lost(session);
        }
        return request.flows().isEmpty()
                ? calls.get().release(session, "bearer released")
                : calls.get().call(session).isPresent();
    }

    private boolean over(String session, String reason) {
        return paths.get().lost(session) || calls.get().release(session, reason);
    }

    private static BaseResult result(Supplier<Boolean> known) {
        try {
            return known.get() ? BaseResult.SUCCESS : BaseResult.UNKNOWN_SESSION_ID;
        } catch (SipFailure e) {
            return BaseResult.UNABLE_TO_COMPLY; // the store is away
        }
    }
}
