package io.carillon.im.session;

import io.carillon.im.delivery.Parties;
import io.carillon.msrp.MsrpEndpoint;
import io.carillon.sip.dialog.B2bua;
import io.carillon.sip.dialog.Target;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipFailure;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.transaction.ServerTransaction;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;

/** An INVITE for a session of messages (TS 24.247 §6.3 · docs/flows/chat.md). */
public final class SessionFlow {
    private final B2bua b2bua;
    private final MsrpEndpoint endpoint;
    private final ChatLog log;
    private final Clock clock;
    private final long mostOctets;
    private final int mostSessions;
    private final AtomicInteger sessions = new AtomicInteger();

    /**
     * @param mostOctets of one message
     * @param mostSessions at once; more are refused with 503
     */
    public SessionFlow(
            B2bua b2bua, MsrpEndpoint endpoint, ChatLog log, Clock clock, long mostOctets, int mostSessions) {
        this.b2bua = b2bua;
        this.endpoint = endpoint;
        this.log = log;
        this.clock = clock;
        this.mostOctets = mostOctets;
        this.mostSessions = mostSessions;
    }

    /** @param request the INVITE without our own Route: what is left leads back to the S-CSCF */
    public void handle(ServerTransaction transaction, SipRequest request) {
        var offer = Chat.description(request).orElseThrow(() -> new SipFailure(488));
        var media = Chat.media(offer).orElseThrow(() -> new SipFailure(488));
        var sender = Parties.asserted(request).stream()
                .findFirst()
                .or(() -> Parties.identity(request.from()))
                .orElseThrow(() -> new SipFailure(403, "No Asserted Identity"));
        var recipient = Parties.originating(request)
                ? Parties.identity(request.uri()).orElse(request.uri())
                : Parties.served(request);
        if (sessions.incrementAndGet() > mostSessions || !log.hasRoom()) {
            sessions.decrementAndGet();
            throw new SipFailure(503, "Too Many Sessions");
        }
        var callId = request.callId();
        var chat = new Chat(
                endpoint,
                mostOctets,
                media,
                new Said(log, clock, sender, recipient, callId),
                new Said(log, clock, recipient, sender, callId),
                sessions::decrementAndGet);
        var target = Target.of(request.uri(), "core")
                .via(request.all(HeaderName.ROUTE))
                .edit(edit -> chat.offer(edit, offer));
        chat.of(b2bua.connect(transaction, target, chat));
    }

    /** A request in the dialog of a session. */
    public void handleInDialog(ServerTransaction transaction) {
        b2bua.onRequest(transaction);
    }

    public void acknowledged(SipRequest ack) {
        b2bua.onAck(ack);
    }

    /** Sessions that are not over. */
    public int size() {
        return sessions.get();
    }
}
