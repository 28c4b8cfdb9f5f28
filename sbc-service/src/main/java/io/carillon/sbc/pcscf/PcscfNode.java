package io.carillon.sbc.pcscf;

import io.carillon.sbc.pcscf.Border.Leg;
import io.carillon.sbc.security.ProtectedPaths;
import io.carillon.sbc.security.SecurityAgreement;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.Method;
import io.carillon.sip.message.ResponseEdit;
import io.carillon.sip.message.SipFailure;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.Uris;
import io.carillon.sip.proxy.Routes;
import io.carillon.sip.proxy.Routes.Popped;
import io.carillon.sip.transaction.RequestHandler;
import io.carillon.sip.transaction.ServerTransaction;
import io.carillon.sip.transport.Arrival;
import java.util.List;

/** Maps a request to its procedure, by the side that it comes from. */
public final class PcscfNode implements RequestHandler {
    /** What phones may require of us: both are taken out of the request where they are done. */
    private static final List<String> SUPPORTED = List.of("sec-agree", "privacy");

    private final Border border;
    private final RegisterFlow register;
    private final SessionFlow sessions;
    private final DialogFlow dialogs;
    private final RegistrationWatch registrations;
    private final SecurityAgreement security;
    private final boolean access;

    /** @param access true for the side of the phones, false for the side of the core */
    public PcscfNode(
            Border border,
            RegisterFlow register,
            SessionFlow sessions,
            DialogFlow dialogs,
            RegistrationWatch registrations,
            SecurityAgreement security,
            boolean access) {
        this.border = border;
        this.register = register;
        this.sessions = sessions;
        this.dialogs = dialogs;
        this.registrations = registrations;
        this.security = security;
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
        if (access && refused(transaction)) {
            return;
        }
        transaction.onLane(() -> handle(transaction, popped));
    }

    /** An extension that a proxy must understand and we do not (RFC 3261 §16.3 step 5). */
    private static boolean refused(ServerTransaction transaction) {
        var unknown = transaction.request().all(HeaderName.PROXY_REQUIRE).stream()
                .filter(option -> SUPPORTED.stream().noneMatch(option::equalsIgnoreCase))
                .toList();
        if (unknown.isEmpty()) {
            return false;
        }
        transaction.respond(transaction
                .request()
                .reply(420)
                .toTag(ResponseEdit.newTag())
                .setAll(HeaderName.UNSUPPORTED, unknown)
                .build());
        return true;
    }

    private void handle(ServerTransaction transaction, Popped popped) {
        var request = popped.request();
        if (!request.is(Method.REGISTER)) {
            checkAssociation(transaction.arrival());
        }
        if (!access && registrations.concerns(request)) {
            registrations.notified(transaction, request);
        } else if (request.inDialog()) {
            if (access) {
                dialogs.fromPhone(transaction, request, Leg.of(popped));
            } else {
                dialogs.toPhone(transaction, request, Leg.of(popped));
            }
        } else if (!access) {
            sessions.toPhone(transaction, request, popped.uri().orElseThrow(() -> new SipFailure(404)));
        } else if (request.is(Method.REGISTER)) {
            register.handle(transaction);
        } else {
            sessions.fromPhone(transaction, request);
        }
    }

    /** On a protected port only the phone of a living set is heard (TS 33.203 §7.1). */
    private void checkAssociation(Arrival arrival) {
        if (arrival.listener().equals(ProtectedPaths.SERVER)) {
            security.used(border.paths().of(arrival).orElseThrow(() -> new SipFailure(403, "No Security Association")));
        }
    }

    @Override
    public void onAck(SipRequest ack, Arrival arrival) {
        var popped = Routes.popAllOwn(ack, border::isOwn);
        border.afterwards(ack.callId(), () -> dialogs.acknowledge(popped.request(), Leg.of(popped), arrival, access));
    }

    private boolean toThisNode(SipRequest request) {
        return !request.has(HeaderName.ROUTE) && Uris.isSip(request.uri()) && border.isOwn(request.sipUri());
    }
}
