package io.carillon.sbc.pcscf;

import io.carillon.identity.SipUri;
import io.carillon.sbc.pcscf.Border.Leg;
import io.carillon.sbc.pcscf.SessionMedia.Phone;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.Method;
import io.carillon.sip.message.NameAddr;
import io.carillon.sip.message.SipFailure;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.proxy.Branch;
import io.carillon.sip.proxy.Forward;
import io.carillon.sip.proxy.Proxy;
import io.carillon.sip.proxy.Routes;
import io.carillon.sip.transaction.ServerTransaction;
import io.carillon.sip.transport.Hop;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Initial requests at the P-CSCF, from and to a phone (TS 24.229 §5.2.6.3, §5.2.6.4 · docs/flows/call.md). */
public final class SessionFlow {
    private final Border border;
    private final AccessUsers users;
    private final SessionMedia media;
    private final Proxy proxy;

    public SessionFlow(Border border, AccessUsers users, SessionMedia media, Proxy proxy) {
        this.border = border;
        this.users = users;
        this.media = media;
        this.proxy = proxy;
    }

    /** A phone calls: its identity is asserted, its route enforced (§5.2.6.3.3). */
    void fromPhone(ServerTransaction transaction, SipRequest request) {
        var user = users.find(transaction.arrival(), claimedIdentity(request))
                .orElseThrow(() -> new SipFailure(403, "Register First"));
        checkRoute(request, user);
        var asserted = asserted(request, user);
        var icid = "\"" + UUID.randomUUID() + "\"";
        var onward = Trust.fromPhone(request.edit())
                .remove(HeaderName.P_PREFERRED_IDENTITY)
                .setAll(HeaderName.ROUTE, user.serviceRoute())
                .set(HeaderName.P_ASSERTED_IDENTITY, "<" + asserted + ">")
                .set(HeaderName.P_CHARGING_VECTOR, "icid-value=" + icid)
                .build();
        var next = NameAddr.parse(user.serviceRoute().getFirst()).sipUri();
        var hops = border.stack().locator().locate(next);
        if (hops.isEmpty()) {
            throw new SipFailure(504, "No S-CSCF");
        }
        var phone = new Phone(Leg.ORIGINATING, remote(transaction), asserted, icid);
        var routes = new String[] {border.coreRoute(Leg.ORIGINATING), border.accessRoute(Leg.ORIGINATING)};
        forward(transaction, onward, Border.CORE, hops, phone, true, routes);
    }

    /** Which registered identity a phone says it is: only to be found, not to be believed. */
    private static Optional<String> claimedIdentity(SipRequest request) {
        return request.addresses(HeaderName.P_PREFERRED_IDENTITY).stream()
                .findFirst()
                .or(() -> Optional.of(request.from()))
                .map(NameAddr::uri);
    }

    /** The preferred identity if it is registered, else the default one; the From header plays no part. */
    private static String asserted(SipRequest request, AccessUser user) {
        return request.addresses(HeaderName.P_PREFERRED_IDENTITY).stream()
                .map(NameAddr::uri)
                .filter(user.identities()::contains)
                .findFirst()
                .orElse(user.defaultIdentity());
    }

    /** No phone chooses its way through the core: none or exactly the Service-Route is accepted (§5.2.6.3.3 step 3). */
    private static void checkRoute(SipRequest request, AccessUser user) {
        var route = request.addresses(HeaderName.ROUTE).stream()
                .map(each -> each.sipUri())
                .toList();
        var wanted = user.serviceRoute().stream()
                .map(each -> NameAddr.parse(each).sipUri())
                .toList();
        if (!route.isEmpty() && !route.equals(wanted)) {
            throw new SipFailure(403, "Route Not Allowed");
        }
    }

    /** A phone is called: the flow token of our Path tells where it is (§5.2.6.4.3). */
    void toPhone(ServerTransaction transaction, SipRequest request, SipUri path) {
        var flow = FlowToken.hop(path.user().orElseThrow(() -> new SipFailure(404)));
        var called =
                request.address(HeaderName.P_CALLED_PARTY_ID).map(NameAddr::uri).orElse(request.uri());
        var onward = Trust.toPhone(request.edit(), request).build();
        var phone = new Phone(Leg.TERMINATING, flow.address().getAddress(), called, icid(request));
        var routes = new String[] {border.accessRoute(Leg.TERMINATING), border.coreRoute(Leg.TERMINATING)};
        forward(transaction, onward, Border.ACCESS, List.of(flow), phone, false, routes);
    }

    private static String icid(SipRequest request) {
        return request.first(HeaderName.P_CHARGING_VECTOR).stream()
                .flatMap(vector -> java.util.Arrays.stream(vector.split(";")))
                .map(String::strip)
                .filter(part -> part.startsWith("icid-value="))
                .map(part -> part.substring("icid-value=".length()))
                .findFirst()
                .orElse("");
    }

    private static InetAddress remote(ServerTransaction transaction) {
        return transaction.arrival().remote().getAddress();
    }

    private void forward(
            ServerTransaction transaction,
            SipRequest request,
            String listener,
            List<Hop> hops,
            Phone phone,
            boolean fromPhone,
            String[] recordRoutes) {
        if (!request.is(Method.INVITE)) {
            var plain = Forward.to(listener, new Branch(request, hops))
                    .onResponse(response -> crossing(response, phone, fromPhone));
            boolean makesDialog = request.is(Method.SUBSCRIBE) || request.is(Method.REFER);
            proxy.forward(transaction, makesDialog ? plain.recordRoute(recordRoutes) : plain);
            return;
        }
        var exchange = media.begin(request, phone, fromPhone);
        var anchored = exchange.request();
        proxy.forward(
                transaction,
                Forward.to(listener, new Branch(anchored, hops))
                        .recordRoute(recordRoutes)
                        .onLaneResponse(response -> exchange.response(crossing(response, phone, fromPhone)))
                        .onDone(done -> abandonUnanswered(transaction, done, exchange)));
    }

    private void abandonUnanswered(ServerTransaction transaction, SipResponse done, SessionMedia.Exchange exchange) {
        if (!done.isSuccess() && exchange.holdsMedia()) {
            border.stack().lanes().run(transaction.request().callId(), exchange::abandon);
        }
    }

    /** From a phone the callee's identity is asserted by us (§5.2.6.4.4); to a phone the network's own talk goes out. */
    private SipResponse crossing(SipResponse response, Phone phone, boolean fromPhone) {
        if (fromPhone) {
            return Trust.toPhone(response.edit(), response).build();
        }
        var edit = Trust.fromPhone(response.edit());
        if (response.status() > 100) {
            edit.set(HeaderName.P_ASSERTED_IDENTITY, "<" + phone.identity() + ">");
            if (!phone.icid().isEmpty()) {
                edit.set(HeaderName.P_CHARGING_VECTOR, "icid-value=" + phone.icid());
            }
        }
        return edit.build();
    }

    /** Requests in a dialog go where the route set says; offers are anchored, a BYE ends the media (§5.2.6.3.4). */
    void inDialog(ServerTransaction transaction, SipRequest request, Leg leg, boolean fromPhone) {
        var hops = nextHops(request, fromPhone);
        var listener = fromPhone ? Border.CORE : Border.ACCESS;
        var clean = fromPhone
                ? Trust.fromPhone(request.edit()).build()
                : Trust.toPhone(request.edit(), request).build();
        if (request.is(Method.BYE)) {
            proxy.forward(
                    transaction,
                    Forward.to(listener, new Branch(clean, hops))
                            .onDone(done ->
                                    border.stack().lanes().run(request.callId(), () -> media.end(request, leg))));
            return;
        }
        if (!request.is(Method.INVITE) && !request.is(Method.UPDATE)) {
            proxy.forward(transaction, Forward.to(listener, new Branch(clean, hops)));
            return;
        }
        var address =
                fromPhone ? remote(transaction) : hops.getFirst().address().getAddress();
        var phone = new Phone(
                leg, address, fromPhone ? request.from().uri() : request.to().uri(), icid(request));
        var exchange = media.begin(clean, phone, fromPhone);
        proxy.forward(
                transaction,
                Forward.to(listener, new Branch(exchange.request(), hops))
                        .recordRoute(routes(leg, fromPhone))
                        .onLaneResponse(exchange::response));
    }

    /** The value on top faces the next hop (RFC 5658). */
    private String[] routes(Leg leg, boolean fromPhone) {
        return fromPhone
                ? new String[] {border.coreRoute(leg), border.accessRoute(leg)}
                : new String[] {border.accessRoute(leg), border.coreRoute(leg)};
    }

    /** Towards a phone that is behind the flow it registered from, the contact is looked up like any URI. */
    private List<Hop> nextHops(SipRequest request, boolean fromPhone) {
        var hops = border.stack().locator().locate(Routes.next(request));
        if (hops.isEmpty()) {
            throw new SipFailure(fromPhone ? 404 : 481);
        }
        return hops;
    }

    /** The ACK to a 2xx. @param phone where it came from, if from a phone */
    void acknowledge(SipRequest ack, Leg leg, Optional<InetAddress> phone) {
        boolean fromPhone = phone.isPresent();
        var clean = fromPhone
                ? Trust.fromPhone(ack.edit()).build()
                : Trust.toPhone(ack.edit(), ack).build();
        var anchored = media.acknowledged(clean, leg, phone);
        proxy.forwardAck(anchored, nextHops(anchored, fromPhone).getFirst(), fromPhone ? Border.CORE : Border.ACCESS);
    }
}
