package io.carillon.sip.dialog;

import io.carillon.identity.SipUri;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.Method;
import io.carillon.sip.message.NameAddr;
import io.carillon.sip.message.RequestEdit;
import io.carillon.sip.message.SipMessage;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.message.Uris;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** One side of a dialog (RFC 3261 §12). Safe for use by several threads. */
public final class Dialog {
    private static final Set<String> WITH_CONTACT =
            Set.of(Method.INVITE, Method.UPDATE, Method.SUBSCRIBE, Method.NOTIFY, Method.REFER);

    private DialogState state;

    private Dialog(DialogState state) {
        this.state = state;
    }

    public static Dialog of(DialogState state) {
        return new Dialog(state);
    }

    /** The caller's side, made by a response with a To tag (§12.1.2). */
    public static Dialog uac(SipRequest request, SipResponse response) {
        return new Dialog(new DialogState(
                request.callId(),
                request.fromTag().orElse(""),
                response.toTag().orElse(""),
                request.from().without("tag").toString(),
                response.to().without("tag").toString(),
                request.cseq().number(),
                0,
                request.first(HeaderName.CONTACT).orElse(""),
                response.address(HeaderName.CONTACT).map(NameAddr::uri).orElse(request.uri()),
                response.all(HeaderName.RECORD_ROUTE).reversed(),
                request.uri().regionMatches(true, 0, "sips:", 0, 5),
                response.isSuccess()));
    }

    /** The called side, made by our response (§12.1.1). @param contact the Contact value in it */
    public static Dialog uas(SipRequest request, String localTag, String contact) {
        return new Dialog(new DialogState(
                request.callId(),
                localTag,
                request.fromTag().orElse(""),
                request.to().without("tag").toString(),
                request.from().without("tag").toString(),
                0,
                request.cseq().number(),
                contact,
                request.address(HeaderName.CONTACT)
                        .map(NameAddr::uri)
                        .orElse(request.from().uri()),
                request.all(HeaderName.RECORD_ROUTE),
                request.uri().regionMatches(true, 0, "sips:", 0, 5),
                false));
    }

    public synchronized DialogState state() {
        return state;
    }

    /** A request in this dialog with the next CSeq number; Via comes from the stack (§12.2.1.1). */
    public RequestEdit request(String method) {
        return stamp(SipRequest.create(method, "sip:to.be.replaced").set(HeaderName.MAX_FORWARDS, 70), method);
    }

    /** Gives a request the address, the tags, the route set and the next CSeq number of this dialog. */
    synchronized RequestEdit stamp(RequestEdit edit, String method) {
        state = state.withLocalCseq(state.localCseq() + 1);
        return stamp(edit, method, state.localCseq());
    }

    /** The ACK to a 2xx, with the number of its INVITE (§13.2.2.4). */
    public RequestEdit ack(int inviteCseq) {
        return stampAck(
                SipRequest.create(Method.ACK, "sip:to.be.replaced").set(HeaderName.MAX_FORWARDS, 70), inviteCseq);
    }

    synchronized RequestEdit stampAck(RequestEdit edit, int inviteCseq) {
        return stamp(edit, Method.ACK, inviteCseq);
    }

    private RequestEdit stamp(RequestEdit edit, String method, int cseq) {
        var routes = new ArrayList<>(state.routeSet());
        var uri = state.remoteTarget();
        if (!routes.isEmpty()) {
            var first = NameAddr.parse(routes.getFirst()).uri();
            if (!Uris.sip(first).hasParam("lr")) {
                routes.removeFirst();
                routes.add("<" + uri + ">");
                uri = first; // a strict router is addressed in the Request-URI
            }
        }
        edit.uri(uri)
                .setAll(HeaderName.ROUTE, routes)
                .set(HeaderName.FROM, tagged(state.localUri(), state.localTag()))
                .set(HeaderName.TO, tagged(state.remoteUri(), state.remoteTag()))
                .set(HeaderName.CALL_ID, state.callId())
                .set(HeaderName.CSEQ, cseq + " " + method)
                .remove(HeaderName.CONTACT);
        if (WITH_CONTACT.contains(method) && !state.localTarget().isEmpty()) {
            edit.append(HeaderName.CONTACT, state.localTarget());
        }
        return edit;
    }

    private static String tagged(String address, String tag) {
        return tag.isEmpty() ? address : address + ";tag=" + tag;
    }

    /** Where requests go first: the topmost Route, or the remote target. */
    public synchronized SipUri nextHop() {
        return state.routeSet().isEmpty()
                ? Uris.sip(state.remoteTarget())
                : NameAddr.parse(state.routeSet().getFirst()).sipUri();
    }

    /** True if the request or response belongs to this dialog. */
    public synchronized boolean matches(SipMessage received) {
        var from = received.fromTag().orElse("");
        var to = received.toTag().orElse("");
        var local = received instanceof SipRequest ? to : from;
        var remote = received instanceof SipRequest ? from : to;
        return state.localTag().equals(local)
                && state.remoteTag().equals(remote)
                && state.callId().equals(received.callId());
    }

    /** Takes note of a request from the peer; false if its CSeq is too low, which is answered with 500 (§12.2.2). */
    public synchronized boolean accepts(SipRequest request) {
        int number = request.cseq().number();
        if (number < state.remoteCseq()) {
            return false;
        }
        state = state.withRemoteCseq(number);
        return true;
    }

    /**
     * Takes the Contact of a target refresh request that we accept, or of its 2xx (§12.2). The 2xx to the INVITE that
     * made an early dialog confirms it, and its Record-Route is the one that counts (§13.2.2.4).
     */
    public synchronized void refresh(SipMessage received) {
        if (received instanceof SipResponse response && response.isSuccess() && !state.confirmed()) {
            if (response.method().equals(Method.INVITE)) {
                List<String> routes = response.all(HeaderName.RECORD_ROUTE).reversed();
                state = state.withRouteSet(routes).asConfirmed();
            }
        }
        if (WITH_CONTACT.contains(received.method())) {
            received.address(HeaderName.CONTACT)
                    .map(NameAddr::uri)
                    .filter(Uris::isSip)
                    .ifPresent(target -> state = state.withRemoteTarget(target));
        }
    }

    /**
     * Takes what a later provisional response says of the way to the called side. The one that made the dialog may have
     * said nothing of it, as a 181 of a server in between does, and a PRACK would go astray.
     */
    synchronized void early(SipResponse response) {
        if (!state.confirmed() && response.isProvisional() && response.has(HeaderName.CONTACT)) {
            state = state.withRouteSet(response.all(HeaderName.RECORD_ROUTE).reversed());
            refresh(response);
        }
    }

    /** The called side's own 2xx has been sent. */
    public synchronized void confirm() {
        state = state.asConfirmed();
    }
}
