package io.carillon.sip.dialog;

import io.carillon.sip.message.ResponseEdit;
import io.carillon.sip.message.SipRequest;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A call between two dialogs: the B2BUA's (RFC 3261 §6). Made by {@link B2bua}. */
public final class BackToBackCall {
    BackToBackCall() {}

    /** The caller's INVITE as it came; empty in a call that was restored. */
    public java.util.Optional<SipRequest> invite() {
        throw new IllegalStateException();
    }

    /** Call-ID of the dialog with the caller. */
    public String callId() {
        throw new IllegalStateException();
    }

    /** What a store needs; only once the called side has answered. */
    public CallState state() {
        throw new IllegalStateException();
    }

    /** Facts of the service that go with the state. */
    public Map<String, String> notes() {
        throw new IllegalStateException();
    }

    public void note(String name, String value) {
        throw new IllegalStateException(name + value);
    }

    /** Tells the caller a provisional status of our own, such as 181. */
    public void progress(int status, UnaryOperator<ResponseEdit> edit) {
        throw new IllegalStateException("" + status + edit);
    }

    /** Ends the call: BYE to both sides, or a final response and CANCEL before the answer. */
    public void release(String reason) {
        throw new IllegalStateException(reason);
    }
}
