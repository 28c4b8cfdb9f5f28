package io.carillon.testkit.ladder;

import io.carillon.sip.dialog.Dialog;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.Method;
import io.carillon.sip.message.ResponseEdit;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.transaction.ClientTransaction;
import java.net.InetSocketAddress;
import java.util.function.UnaryOperator;

/** A request that a fake peer received, and what the peer does with it. */
public final class ReceivedRequest {
    private final FakeSipPeer peer;
    private final SipRequest request;
    private final String tag = ResponseEdit.newTag();

    ReceivedRequest(FakeSipPeer peer, SipRequest request) {
        this.peer = peer;
        this.request = request;
    }

    /** As it came, with the sender's Via on top. */
    public SipRequest request() {
        return request;
    }

    public SipResponse replies(int status) {
        return replies(status, reply -> reply);
    }

    /** Replies with a To tag and, where a dialog comes of it, Contact. */
    public SipResponse replies(int status, UnaryOperator<ResponseEdit> change) {
        var reply = request.reply(status).toTag(tag);
        if (request.is(Method.INVITE) && status > 100 && status < 300) {
            reply.append(HeaderName.CONTACT, peer.contact());
        }
        var response = change.apply(reply).build();
        peer.responds(request, response);
        return response;
    }

    /** Sends the request on, as a proxy does: the topmost Route, which named this peer, is taken off. */
    public ClientTransaction forwards(InetSocketAddress to) {
        var completed = peer.transaction(request).request();
        return peer.sends(
                completed
                        .edit()
                        .removeFirst(HeaderName.ROUTE)
                        .set(HeaderName.MAX_FORWARDS, completed.maxForwards() - 1)
                        .build(),
                to);
    }

    /** Sends a response to the forwarded request on upstream. */
    public void relays(SipResponse response) {
        peer.responds(request, response.edit().removeFirst(HeaderName.VIA).build());
    }

    /** The called side of the dialog that a 2xx to this request makes. */
    public Dialog dialog() {
        return Dialog.uas(request, tag, peer.contact());
    }
}
