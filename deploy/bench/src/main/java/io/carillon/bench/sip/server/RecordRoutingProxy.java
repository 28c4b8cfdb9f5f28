package io.carillon.bench.sip.server;

import io.carillon.sip.message.SipRequest;
import io.carillon.sip.proxy.Branch;
import io.carillon.sip.proxy.Forward;
import io.carillon.sip.proxy.Proxy;
import io.carillon.sip.proxy.Routes;
import io.carillon.sip.transaction.RequestHandler;
import io.carillon.sip.transaction.ServerTransaction;
import io.carillon.sip.transaction.SipStack;
import io.carillon.sip.transport.Arrival;

/** Forwards to where Route or the Request-URI points, statefully, and stays in the dialogs that begin here. */
final class RecordRoutingProxy implements RequestHandler {
    private final SipStack stack;
    private final Proxy proxy;
    private final String recordRoute;

    RecordRoutingProxy(SipStack stack) {
        this.stack = stack;
        this.proxy = new Proxy(stack);
        this.recordRoute = "<sip:" + stack.sentBy(BareServer.LISTENER) + ";lr>";
    }

    @Override
    public void onRequest(ServerTransaction transaction) {
        var request = popped(transaction.request());
        var hops = stack.locator().locate(Routes.next(request));
        var forward = Forward.to(BareServer.LISTENER, new Branch(request, hops));
        proxy.forward(transaction, request.inDialog() ? forward : forward.recordRoute(recordRoute));
    }

    @Override
    public void onAck(SipRequest ack, Arrival arrival) {
        var request = popped(ack);
        proxy.forwardAck(request, stack.locator().locate(Routes.next(request)).getFirst(), BareServer.LISTENER);
    }

    private SipRequest popped(SipRequest request) {
        return Routes.popOwn(request, uri -> stack.isOwn(uri.host(), uri.port()))
                .request();
    }
}
