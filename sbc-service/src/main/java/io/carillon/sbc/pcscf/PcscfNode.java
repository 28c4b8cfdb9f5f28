package io.carillon.sbc.pcscf;

import io.carillon.node.trace.TraceContext;
import io.carillon.sbc.pcscf.Border.Leg;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.Method;
import io.carillon.sip.message.SipFailure;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.Uris;
import io.carillon.sip.proxy.Routes;
import io.carillon.sip.proxy.Routes.Popped;
import io.carillon.sip.transaction.RequestHandler;
import io.carillon.sip.transaction.ServerTransaction;
import io.carillon.sip.transport.Arrival;
import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;

/** Maps a request to its procedure, by the side that it comes from. */
public final class PcscfNode implements RequestHandler {
    private final Border border;
    private final RegisterFlow register;
    private final SessionFlow sessions;
    private final boolean access;

    /** @param access true for the side of the phones, false for the side of the core */
    public PcscfNode(Border border, RegisterFlow register, SessionFlow sessions, boolean access) {
        this.border = border;
        this.register = register;
        this.sessions = sessions;
        this.access = access;
    }

    @Override
    public void onRequest(ServerTransaction transaction) {
        var request = transaction.request();
        var popped = Routes.popAllOwn(request, border::isOwn);
        if (request.is(Method.OPTIONS) && toThisNode(request)) {
            transaction.respond(200);
            return;
        }
        transaction.onLane(() -> TraceContext.run(Set.of(request.callId()), () -> handle(transaction, popped)));
    }

    private void handle(ServerTransaction transaction, Popped popped) {
        var request = popped.request();
        if (request.inDialog()) {
            sessions.inDialog(transaction, request, leg(popped), access);
        } else if (!access) {
            sessions.toPhone(transaction, request, popped.uri().orElseThrow(() -> new SipFailure(404)));
        } else if (request.is(Method.REGISTER)) {
            register.handle(transaction);
        } else {
            sessions.fromPhone(transaction, request);
        }
    }

    @Override
    public void onAck(SipRequest ack, Arrival arrival) {
        var popped = Routes.popAllOwn(ack, border::isOwn);
        var phone = access ? Optional.of(arrival.remote().getAddress()) : Optional.<InetAddress>empty();
        border.stack()
                .lanes()
                .run(
                        ack.callId(),
                        () -> TraceContext.run(
                                Set.of(ack.callId()),
                                () -> sessions.acknowledge(popped.request(), leg(popped), phone)));
    }

    /** A request that does not come by our Record-Route belongs to no dialog of ours. */
    private static Leg leg(Popped popped) {
        return popped.own().stream()
                .map(route -> Leg.of(route.sipUri()))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> new SipFailure(481));
    }

    private boolean toThisNode(SipRequest request) {
        return !request.has(HeaderName.ROUTE) && Uris.isSip(request.uri()) && border.isOwn(request.sipUri());
    }
}
