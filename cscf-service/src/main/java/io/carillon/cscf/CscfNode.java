package io.carillon.cscf;

import io.carillon.cscf.icscf.IcscfRegisterFlow;
import io.carillon.cscf.scscf.Gruus;
import io.carillon.cscf.scscf.MediaProfiles;
import io.carillon.cscf.scscf.ScscfFlows;
import io.carillon.cscf.scscf.accounting.SessionRecords;
import io.carillon.cscf.scscf.regevent.RegEventFlow;
import io.carillon.identity.SipUri;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.Method;
import io.carillon.sip.message.SipFailure;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.message.Uris;
import io.carillon.sip.proxy.Branch;
import io.carillon.sip.proxy.Forward;
import io.carillon.sip.proxy.Proxy;
import io.carillon.sip.proxy.Routes;
import io.carillon.sip.proxy.Routes.Popped;
import io.carillon.sip.transaction.RequestHandler;
import io.carillon.sip.transaction.ServerTransaction;
import io.carillon.sip.transaction.SipStack;
import io.carillon.sip.transport.Arrival;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** Maps a request to its procedure: I-CSCF and S-CSCF in one process, a hop between them is a call. */
final class CscfNode implements RequestHandler {
    private static final Logger LOG = LoggerFactory.getLogger(CscfNode.class);

    private final SipStack stack;
    private final Proxy proxy;
    private final HomeNetwork home;
    private final IcscfRegisterFlow register;
    private final ScscfFlows sessions;
    private final RegEventFlow watching;
    private final MediaProfiles media;
    private final SessionRecords records;

    CscfNode(
            SipStack stack,
            Proxy proxy,
            HomeNetwork home,
            IcscfRegisterFlow register,
            ScscfFlows sessions,
            RegEventFlow watching,
            MediaProfiles media,
            SessionRecords records) {
        this.stack = stack;
        this.proxy = proxy;
        this.home = home;
        this.register = register;
        this.sessions = sessions;
        this.watching = watching;
        this.media = media;
        this.records = records;
    }

    @Override
    public void onRequest(ServerTransaction transaction) {
        if (transaction.request().inDialog()) {
            var popped = Routes.popAllOwn(transaction.request(), this::isOwn);
            refusal(popped).ifPresentOrElse(transaction::respond, () -> inDialog(transaction, popped));
            return;
        }
        var popped = Routes.popOwn(transaction.request(), this::isOwn);
        var request = popped.request();
        if (request.is(Method.OPTIONS) && toThisNode(request)) {
            transaction.respond(200);
        } else if (request.is(Method.REGISTER)) {
            onLane(transaction, () -> register.handle(transaction, request));
        } else {
            onLane(transaction, () -> initial(transaction, popped));
        }
    }

    private void initial(ServerTransaction transaction, Popped popped) {
        var request = popped.request();
        var passage = records.passage(request);
        try {
            proxy.forward(passage.watched(transaction), sessions.forward(request, popped.uri(), passage));
        } catch (SipFailure refusal) {
            passage.refused(request.reply(refusal.status(), refusal.reason()).build());
            throw refusal;
        }
    }

    /** What a dialog may not come to have, as both ends agreed when it began (TS 24.229 §6.3). */
    private Optional<SipResponse> refusal(Popped popped) {
        if (!popped.request().has(HeaderName.CONTENT_TYPE)) {
            return Optional.empty();
        }
        var profiles = popped.own().stream()
                .flatMap(each -> HomeNetwork.mediaProfiles(each.sipUri()).stream())
                .collect(Collectors.toSet());
        return media.refusal(popped.request(), profiles);
    }

    private static void onLane(ServerTransaction transaction, Runnable flow) {
        transaction.onLane(() -> withStore(flow));
    }

    /** A store that is away is a server we did not hear from in time (RFC 3261 §21.5.5), and one line in the log. */
    private static void withStore(Runnable flow) {
        try {
            flow.run();
        } catch (DataAccessException e) {
            LOG.warn("The store does not answer: {}", e.getMessage());
            throw new SipFailure(504, "Store Unavailable");
        }
    }

    /** In a dialog the route set says it all (TS 24.229 §5.4.3.1): no thread is changed unless DNS must be asked. */
    private void inDialog(ServerTransaction transaction, Popped popped) {
        var request = popped.request();
        var next = Routes.next(request);
        if (isOwn(next) && request.is(Method.SUBSCRIBE) && RegEventFlow.isSubscription(next)) {
            onLane(transaction, () -> watching.refresh(transaction, request));
        } else if (home.isHome(next) && Gruus.isGruu(next)) {
            onLane(transaction, () -> forward(transaction, sessions.inDialog(request), popped));
        } else if (isOwn(next)) {
            transaction.respond(404); // nobody is called like us, and it would come back for ever
        } else if (stack.locator().immediate(next)) {
            forward(transaction, popped);
        } else {
            onLane(transaction, () -> forward(transaction, popped));
        }
    }

    private void forward(ServerTransaction transaction, Popped popped) {
        var request = popped.request();
        var hops = stack.locator().locateInDialog(Routes.next(request));
        if (hops.isEmpty()) {
            // 4xx would end the dialog with the caller (RFC 5057 §5.1): the next hop may be back in a moment.
            transaction.respond(request.is(Method.BYE) ? 481 : 504);
            return;
        }
        forward(transaction, new Branch(Routes.forStrictRouter(request), hops), popped);
    }

    private void forward(ServerTransaction transaction, Branch branch, Popped popped) {
        proxy.forward(transaction, records.inDialog(Forward.to("core", branch), popped.request(), popped.own()));
    }

    @Override
    public void onAck(SipRequest ack, Arrival arrival) {
        var request = Routes.popAllOwn(ack, this::isOwn).request();
        var next = Routes.next(request);
        if (isOwn(next)) {
            return;
        }
        if (home.isHome(next) && Gruus.isGruu(next)) {
            stack.lanes().run(ack.callId(), () -> {
                var target = sessions.inDialog(request);
                proxy.forwardAck(target.request(), target.hops().getFirst(), "core");
            });
            return;
        }
        Runnable forward = () -> stack.locator().locateInDialog(next).stream()
                .findFirst()
                .ifPresent(hop -> proxy.forwardAck(Routes.forStrictRouter(request), hop, "core"));
        if (stack.locator().immediate(next)) {
            forward.run();
        } else {
            stack.lanes().run(ack.callId(), forward);
        }
    }

    private boolean isOwn(SipUri uri) {
        return home.isCscf(uri) || stack.isOwn(uri.host(), uri.port());
    }

    private boolean toThisNode(SipRequest request) {
        return !request.has(HeaderName.ROUTE) && Uris.isSip(request.uri()) && isOwn(request.sipUri());
    }
}
