package io.carillon.sip.dialog;

import io.carillon.sip.message.RequestEdit;
import io.carillon.sip.message.ResponseEdit;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The service's hooks at the turns of one call; one that fails is logged, and the call goes on or ends in order. */
final class Turns {
    private static final Logger LOG = LoggerFactory.getLogger(Turns.class);

    private final BackToBackCall call;
    private final CallHooks hooks;

    Turns(BackToBackCall call, CallHooks hooks) {
        this.call = call;
        this.hooks = hooks;
    }

    CallHooks hooks() {
        return hooks;
    }

    /** False if it failed. */
    boolean guarded(String what, Runnable task) {
        try {
            task.run();
            return true;
        } catch (RuntimeException e) {
            LOG.error("{} of call {} failed", what, call.callId(), e);
            return false;
        }
    }

    void provisional(SipResponse response) {
        guarded("onProvisional", () -> hooks.onProvisional(call, response));
    }

    boolean answered(SipResponse response) {
        return guarded("onAnswer", () -> hooks.onAnswer(call, response));
    }

    Optional<Target> failed(SipResponse response) {
        return asked("onFailure", () -> hooks.onFailure(call, response));
    }

    Optional<Target> silent() {
        return asked("onNoAnswer", () -> hooks.onNoAnswer(call));
    }

    private Optional<Target> asked(String hook, Supplier<Optional<Target>> question) {
        try {
            return question.get();
        } catch (RuntimeException e) {
            LOG.error("{} of call {} failed", hook, call.callId(), e);
            return Optional.empty();
        }
    }

    void changed() {
        guarded("onChange", () -> hooks.onChange(call));
    }

    void forgotten() {
        guarded("onForgotten", () -> hooks.onForgotten(call));
    }

    void hungUp(SipRequest bye, CallEnd end) {
        guarded("onHangUp", () -> hooks.onHangUp(call, bye, end));
    }

    void ended(CallEnd end) {
        guarded("onEnd", () -> hooks.onEnd(call, end));
    }

    boolean isHere() {
        return hooks.isHere(call);
    }

    RequestEdit relay(Party from, SipRequest received, RequestEdit edit) {
        return hooks.relay(call, from, received, edit);
    }

    SipResponse relay(Party from, SipResponse received, ResponseEdit edit) {
        return hooks.relay(call, from, received, edit).build();
    }
}
