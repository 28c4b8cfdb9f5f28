package io.carillon.sip.dialog;

import io.carillon.sip.message.RequestEdit;
import io.carillon.sip.message.ResponseEdit;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import java.util.Optional;

/**
 * What a service does at the turns of a call. Every hook runs on the call's own virtual thread, one at a time, and may
 * wait; the call's next event waits for it.
 */
public interface CallHooks {
    /** A provisional response from the called side, before it goes to the caller. */
    default void onProvisional(BackToBackCall call, SipResponse provisional) {}

    /**
     * The called side answered; the caller has not heard it yet, and does when this returns. {@link
     * BackToBackCall#state} may be stored now. A RuntimeException ends the call with 500.
     */
    default void onAnswer(BackToBackCall call, SipResponse answer) {}

    /** The target refused, 3xx to 6xx, or did not respond (408, 503): another target, or empty to tell the caller. */
    default Optional<Target> onFailure(BackToBackCall call, SipResponse failure) {
        return Optional.empty();
    }

    /** The target rang for as long as it may: another target, or empty to answer the caller with 480. */
    default Optional<Target> onNoAnswer(BackToBackCall call) {
        return Optional.empty();
    }

    /** The dialog facts of an answered call changed: a request passed, a target was refreshed. */
    default void onChange(BackToBackCall call) {}

    /** False if another node holds the call: asked before this one ends it for its session timer. */
    default boolean isHere(BackToBackCall call) {
        return true;
    }

    /** The call left this node by {@link BackToBackCall#forget}; there is no {@link #onEnd}. */
    default void onForgotten(BackToBackCall call) {}

    /**
     * A side of an answered call hangs up and has not heard 200 yet, nor the other side its BYE: while it has not, the BYE
     * comes again, to another node even if this one dies. {@link #onEnd} follows.
     */
    default void onHangUp(BackToBackCall call, SipRequest bye, CallEnd end) {}

    /** The call is over; called exactly once for every call that was not forgotten. */
    default void onEnd(BackToBackCall call, CallEnd end) {}

    /** Changes a request of an existing dialog on its way to the other side. */
    default RequestEdit relay(BackToBackCall call, Party from, SipRequest received, RequestEdit edit) {
        return edit;
    }

    /** Changes a response on its way to the other side; to the INVITE that made the call as well. */
    default ResponseEdit relay(BackToBackCall call, Party from, SipResponse received, ResponseEdit edit) {
        return edit;
    }
}
