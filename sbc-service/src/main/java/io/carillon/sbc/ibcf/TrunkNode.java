package io.carillon.sbc.ibcf;

import io.carillon.sbc.pcscf.Border;
import io.carillon.sbc.pcscf.Border.Leg;
import io.carillon.sbc.pcscf.DialogFlow;
import io.carillon.sbc.pcscf.SessionFlow;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.Method;
import io.carillon.sip.message.NameAddr;
import io.carillon.sip.message.SipFailure;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.Uris;
import io.carillon.sip.proxy.Routes;
import io.carillon.sip.proxy.Routes.Popped;
import io.carillon.sip.transaction.RequestHandler;
import io.carillon.sip.transaction.ServerTransaction;
import io.carillon.sip.transport.Addresses;
import io.carillon.sip.transport.Arrival;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The entry point for other networks (TS 24.229 §5.10.3): known by the subjectAltName of the certificate that they show
 * on TLS (RFC 5922), and heard only as far as was agreed with them.
 */
public final class TrunkNode implements RequestHandler {
    /** Nobody registers over a trunk, and dialogs without a call are not agreed on. */
    private static final Set<String> BEGIN = Set.of(Method.INVITE, Method.MESSAGE);

    private static final String ALLOW = "INVITE, ACK, CANCEL, BYE, PRACK, UPDATE, INFO, MESSAGE, OPTIONS";

    private final Border border;
    private final Trunks trunks;
    private final SessionFlow sessions;
    private final DialogFlow dialogs;
    private final TrunkAudit audit;
    private final Clock clock;

    public TrunkNode(
            Border border, Trunks trunks, SessionFlow sessions, DialogFlow dialogs, TrunkAudit audit, Clock clock) {
        this.border = border;
        this.trunks = trunks;
        this.sessions = sessions;
        this.dialogs = dialogs;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public void onRequest(ServerTransaction transaction) {
        var request = transaction.request();
        var popped = Routes.popAllOwn(request, border::isOwn);
        transaction.onLane(() -> handle(transaction, popped));
    }

    private void handle(ServerTransaction transaction, Popped popped) {
        var request = popped.request();
        var trunk = of(transaction.arrival())
                .orElseThrow(() -> refusal(transaction, Optional.empty(), "", "No Trunk With This Certificate"));
        if (request.inDialog()) {
            dialogs.fromTrunk(transaction, request, Leg.of(popped), trunk.name());
        } else if (request.is(Method.OPTIONS) && toThisNode(request)) {
            transaction.respond(200);
        } else if (BEGIN.contains(request.method())) {
            begin(transaction, request, trunk);
        } else {
            transaction.respond(
                    request.reply(405).append(HeaderName.ALLOW, ALLOW).build());
        }
    }

    private void begin(ServerTransaction transaction, SipRequest request, Trunk trunk) {
        var identities = identities(request);
        for (var identity : identities) {
            if (!trunk.answersFor(identity)) {
                throw refusal(transaction, Optional.of(trunk), identity, "Caller Not Of This Trunk");
            }
        }
        if (request.has(HeaderName.ROUTE) || !Trunk.isFor(request.uri(), border.domain())) {
            throw refusal(transaction, Optional.of(trunk), identities.getFirst(), "No Transit");
        }
        sessions.fromTrunk(transaction, request, identities, trunk.name(), trunk.network());
    }

    /** Who its caller is says the other network, else From does (RFC 3325 §5, §9.1). */
    private static List<String> identities(SipRequest request) {
        var asserted = request.addresses(HeaderName.P_ASSERTED_IDENTITY).stream()
                .map(NameAddr::uri)
                .toList();
        return asserted.isEmpty() ? List.of(request.from().uri()) : asserted;
    }

    private Optional<Trunk> of(Arrival arrival) {
        return trunks.of(border.stack().proven(arrival));
    }

    private SipFailure refusal(ServerTransaction transaction, Optional<Trunk> trunk, String identity, String reason) {
        var arrival = transaction.arrival();
        audit.refused(new TrunkAudit.Entry(
                clock.instant(),
                border.nodeId(),
                Addresses.text(arrival.remote()),
                border.stack().proven(arrival),
                trunk.map(Trunk::name).orElse(""),
                identity,
                transaction.request().callId(),
                reason));
        return new SipFailure(403, reason);
    }

    @Override
    public void onAck(SipRequest ack, Arrival arrival) {
        var popped = Routes.popAllOwn(ack, border::isOwn);
        of(arrival)
                .ifPresent(trunk -> border.afterwards(
                        ack.callId(),
                        () -> dialogs.acknowledgeFromTrunk(popped.request(), Leg.of(popped), arrival, trunk.name())));
    }

    private boolean toThisNode(SipRequest request) {
        return !request.has(HeaderName.ROUTE) && Uris.isSip(request.uri()) && border.isOwn(request.sipUri());
    }
}
