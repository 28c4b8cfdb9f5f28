package io.carillon.bench.sip.server;

import io.carillon.sip.message.Method;
import io.carillon.sip.message.SipParseException;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.proxy.Routes;
import io.carillon.sip.proxy.StatelessProxy;
import io.carillon.sip.transaction.SipStack;
import io.carillon.sip.transaction.StatelessHandler;
import io.carillon.sip.transport.Arrival;

/** Forwards to where Route or the Request-URI points and remembers nothing; stays in the dialogs that begin here. */
final class StatelessForwarder implements StatelessHandler {
    private final SipStack stack;
    private final StatelessProxy proxy;
    private final String recordRoute;

    StatelessForwarder(SipStack stack) {
        this.stack = stack;
        this.proxy = new StatelessProxy(stack, BareServer.LISTENER);
        this.recordRoute = "<sip:" + stack.sentBy(BareServer.LISTENER) + ";lr>";
    }

    @Override
    public void onRequest(SipRequest received, Arrival arrival) {
        var request = Routes.popOwn(received, uri -> stack.isOwn(uri.host(), uri.port()))
                .request();
        var hops = stack.locator().locate(Routes.next(request));
        if (hops.isEmpty()) {
            throw new SipParseException(404, "No address of the next hop");
        }
        if (request.is(Method.INVITE) && !request.inDialog()) {
            proxy.forward(request, hops.getFirst(), recordRoute);
        } else {
            proxy.forward(request, hops.getFirst());
        }
    }

    @Override
    public void onResponse(SipResponse response, Arrival arrival) {
        proxy.forward(response);
    }
}
