package io.carillon.tas.session;

import io.carillon.sip.dialog.B2bua;
import io.carillon.sip.dialog.UserAgent;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.Method;
import io.carillon.sip.message.ResponseEdit;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.proxy.Routes;
import io.carillon.sip.transaction.RequestHandler;
import io.carillon.sip.transaction.ServerTransaction;
import io.carillon.sip.transaction.SipStack;
import io.carillon.sip.transport.Arrival;

/** Maps a request to its procedure. */
public final class TasNode implements RequestHandler {
    private static final String METHODS = "INVITE, ACK, CANCEL, BYE, OPTIONS, PRACK, UPDATE, INFO, REFER, NOTIFY";

    private final SipStack stack;
    private final String host;
    private final B2bua b2bua;
    private final CallFlow calls;
    private final UserAgent codes;

    /** @param host our cluster name */
    public TasNode(SipStack stack, String host, B2bua b2bua, CallFlow calls, FeatureCodeFlow codes) {
        this.stack = stack;
        this.host = host;
        this.b2bua = b2bua;
        this.calls = calls;
        this.codes = codes.agent();
    }

    @Override
    public void onRequest(ServerTransaction transaction) {
        var request = transaction.request();
        if (request.inDialog() && FeatureCodeFlow.owns(request)) {
            codes.onRequest(transaction);
        } else if (request.inDialog()) {
            b2bua.onRequest(transaction);
        } else if (request.is(Method.INVITE)) {
            var own = Routes.popOwn(
                    request, uri -> uri.host().equalsIgnoreCase(host) || stack.isOwn(uri.host(), uri.port()));
            transaction.onLane(() -> calls.handle(transaction, own.request()));
        } else {
            transaction.respond(request.reply(request.is(Method.OPTIONS) ? 200 : 405)
                    .toTag(ResponseEdit.newTag())
                    .append(HeaderName.ALLOW, METHODS)
                    .build());
        }
    }

    @Override
    public void onAck(SipRequest ack, Arrival arrival) {
        if (FeatureCodeFlow.owns(ack)) {
            codes.onAck(ack, arrival);
        } else {
            b2bua.onAck(ack);
        }
    }
}
