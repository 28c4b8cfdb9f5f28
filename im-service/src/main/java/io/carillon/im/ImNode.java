package io.carillon.im;

import io.carillon.im.delivery.Registrations;
import io.carillon.im.large.Mailbox;
import io.carillon.im.pager.PagerFlow;
import io.carillon.im.session.SessionFlow;
import io.carillon.im.smsip.ServiceCentre;
import io.carillon.im.smsip.SmsFlow;
import io.carillon.im.store.StoreAway;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Maps a request to its procedure. */
final class ImNode implements RequestHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ImNode.class);

    private final SipStack stack;
    private final String host;
    private final SmsFlow sms;
    private final PagerFlow pager;
    private final SessionFlow sessions;
    private final Registrations registrations;
    private final UserAgent agent;

    /** @param host our cluster name */
    ImNode(
            SipStack stack,
            String host,
            SmsFlow sms,
            PagerFlow pager,
            SessionFlow sessions,
            Registrations registrations,
            UserAgent agent) {
        this.stack = stack;
        this.host = host;
        this.sms = sms;
        this.pager = pager;
        this.sessions = sessions;
        this.registrations = registrations;
        this.agent = agent;
    }

    @Override
    public void onRequest(ServerTransaction transaction) {
        var request = transaction.request();
        if (agent.holds(request) || isForMailbox(request)) {
            agent.onRequest(transaction);
        } else if (request.toTag().isPresent() && !request.is(Method.REGISTER)) {
            sessions.handleInDialog(transaction);
        } else if (request.is(Method.INVITE)) {
            var own = withoutOwnRoute(request);
            onLane(transaction, request, () -> sessions.handle(transaction, own));
        } else if (request.is(Method.MESSAGE)) {
            var own = withoutOwnRoute(request);
            onLane(transaction, request, () -> message(transaction, own));
        } else if (request.is(Method.REGISTER)) {
            onLane(transaction, request, () -> registrations.handle(transaction, request));
        } else if (request.is(Method.OPTIONS)) {
            transaction.respond(200);
        } else {
            transaction.respond(request.reply(405)
                    .toTag(ResponseEdit.newTag())
                    .append(HeaderName.ALLOW, "INVITE, ACK, CANCEL, BYE, UPDATE, PRACK, MESSAGE, REGISTER, OPTIONS")
                    .build());
        }
    }

    /** From ourselves: the session of somebody who is away goes there. */
    private static boolean isForMailbox(SipRequest request) {
        return request.is(Method.INVITE) && request.uri().startsWith("sip:" + Mailbox.PREFIX);
    }

    private SipRequest withoutOwnRoute(SipRequest request) {
        return Routes.popOwn(request, uri -> uri.host().equalsIgnoreCase(host) || stack.isOwn(uri.host(), uri.port()))
                .request();
    }

    @Override
    public void onAck(SipRequest ack, Arrival arrival) {
        if (agent.holds(ack)) {
            agent.onAck(ack, arrival);
        } else {
            sessions.acknowledged(ack);
        }
    }

    private void message(ServerTransaction transaction, SipRequest request) {
        if (request.first(HeaderName.CONTENT_ENCODING)
                .filter(each -> !each.equalsIgnoreCase("identity"))
                .isPresent()) {
            // Nobody unpacks here what may be larger than anybody wants (RFC 3261 §8.2.3).
            transaction.respond(request.reply(415)
                    .toTag(ResponseEdit.newTag())
                    .append(HeaderName.ACCEPT_ENCODING, "identity")
                    .build());
        } else if (request.contentType().equals(ServiceCentre.CONTENT_TYPE)) {
            sms.handle(transaction, request);
        } else {
            pager.handle(transaction, request);
        }
    }

    private static void onLane(ServerTransaction transaction, SipRequest request, Runnable flow) {
        transaction.onLane(() -> {
            try {
                flow.run();
            } catch (StoreAway e) {
                LOG.warn("{} of call {} refused: {}", request.method(), request.callId(), e.why());
                transaction.respond(request.reply(e.status(), e.reason())
                        .toTag(ResponseEdit.newTag())
                        .append(HeaderName.RETRY_AFTER, StoreAway.RETRY_AFTER)
                        .build());
            }
        });
    }
}
