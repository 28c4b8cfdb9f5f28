package io.carillon.sip.dialog;

import io.carillon.identity.SipUri;
import io.carillon.sip.message.RequestEdit;
import io.carillon.sip.message.SipMessage;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;

/** One side of a dialog (RFC 3261 §12). Safe for use by several threads. */
public final class Dialog {
    private DialogState state;

    private Dialog(DialogState state) {
        this.state = state;
    }

    public static Dialog of(DialogState state) {
        return new Dialog(state);
    }

    /** The caller's side, made by a response with a To tag (§12.1.2). */
    public static Dialog uac(SipRequest request, SipResponse response) {
        throw new IllegalStateException(request.toString() + response);
    }

    /** The called side, made by our response (§12.1.1). @param contact the Contact value in it */
    public static Dialog uas(SipRequest request, String localTag, String contact) {
        throw new IllegalStateException(request + localTag + contact);
    }

    public synchronized DialogState state() {
        return state;
    }

    /** A request in this dialog with the next CSeq number; Via comes from the stack (§12.2.1.1). */
    public RequestEdit request(String method) {
        throw new IllegalStateException(method);
    }

    /** The ACK to a 2xx, with the number of its INVITE (§13.2.2.4). */
    public RequestEdit ack(int inviteCseq) {
        throw new IllegalStateException("" + inviteCseq);
    }

    /** Where requests go first: the topmost Route, or the remote target. */
    public SipUri nextHop() {
        throw new IllegalStateException();
    }

    /** True if the request or response belongs to this dialog. */
    public boolean matches(SipMessage received) {
        throw new IllegalStateException("" + received);
    }

    /** Takes note of a request from the peer; false if its CSeq is too low, which is answered with 500 (§12.2.2). */
    public boolean accepts(SipRequest request) {
        throw new IllegalStateException("" + request);
    }

    /** Takes the Contact of a target refresh request or its 2xx, and confirms the dialog on a 2xx (§12.2). */
    public void refresh(SipMessage received) {
        throw new IllegalStateException("" + received);
    }

    /** Replaces our Contact. */
    public void localTarget(String contact) {
        throw new IllegalStateException("" + contact);
    }

    public synchronized void replace(DialogState other) {
        state = other;
    }
}
