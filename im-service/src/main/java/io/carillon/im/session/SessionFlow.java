package io.carillon.im.session;

import io.carillon.im.charging.MessageCharging;
import io.carillon.im.delivery.Parties;
import io.carillon.im.files.FileOffer;
import io.carillon.im.large.Guest;
import io.carillon.im.large.Mailbox;
import io.carillon.im.large.Offers;
import io.carillon.im.policy.MessagePolicy;
import io.carillon.im.policy.Ruling;
import io.carillon.msrp.MsrpBridge;
import io.carillon.msrp.MsrpEndpoint;
import io.carillon.msrp.MsrpMedia;
import io.carillon.node.cdr.CdrSink;
import io.carillon.sdp.SessionDescription;
import io.carillon.sip.dialog.B2bua;
import io.carillon.sip.dialog.Target;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipFailure;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.transaction.ServerTransaction;
import io.carillon.sip.transport.Hop;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An INVITE for a session of messages (TS 24.247 §6.3 · docs/flows/chat.md). */
public final class SessionFlow {
    private static final Logger LOG = LoggerFactory.getLogger(SessionFlow.class);

    private final B2bua b2bua;
    private final MsrpEndpoint endpoint;
    private final ChatLog log;
    private final Clock clock;
    private final long mostOctets;
    private final int mostSessions;
    private final AtomicInteger sessions = new AtomicInteger();
    private final Mailbox mailbox;
    private final Supplier<Hop> self;
    private final Predicate<SipRequest> own;
    private final BiConsumer<ServerTransaction, SipRequest> onward;
    private final MessagePolicy policy;
    private final SessionAccount.Office office;

    /** What a session may be, and who takes it where its callee does not. */
    public record Surroundings(
            Mailbox mailbox,
            Supplier<Hop> self,
            Predicate<SipRequest> own,
            BiConsumer<ServerTransaction, SipRequest> onward,
            MessagePolicy policy,
            MessageCharging charging,
            CdrSink cdrs,
            boolean withoutCharging,
            String node) {}

    /**
     * @param mostOctets of one message
     * @param mostSessions at once; more are refused with 503
     */
    public SessionFlow(
            B2bua b2bua,
            MsrpEndpoint endpoint,
            ChatLog log,
            Clock clock,
            long mostOctets,
            int mostSessions,
            Surroundings surroundings) {
        this.b2bua = b2bua;
        this.endpoint = endpoint;
        this.log = log;
        this.clock = clock;
        this.mostOctets = mostOctets;
        this.mostSessions = mostSessions;
        this.mailbox = surroundings.mailbox();
        this.self = surroundings.self();
        this.own = surroundings.own();
        this.onward = surroundings.onward();
        this.policy = surroundings.policy();
        this.office = SessionAccount.Office.of(
                surroundings.charging(),
                surroundings.cdrs(),
                surroundings.withoutCharging(),
                surroundings.node(),
                clock);
    }

    /** @param request the INVITE without our own Route: what is left leads back to the S-CSCF */
    public void handle(ServerTransaction transaction, SipRequest request) {
        if (own.test(request)) {
            onward.accept(transaction, request);
            return;
        }
        var offer = Offers.in(request).orElseThrow(() -> new SipFailure(488));
        var media = MsrpBridge.media(offer).orElseThrow(() -> new SipFailure(488));
        var file = file(media);
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
        boolean oneWay = isKept(request, offer, media);
        var account = new SessionAccount(office, sender, recipient, callId, Parties.icid(request), oneWay);
        try {
            var ruling = policy.rule(sender, recipient, Optional.empty());
            if (!(ruling instanceof Ruling.Allowed)) {
                LOG.info("{} may not begin session {}: {}", sender, callId, ruling);
                throw new SipFailure(403, "Not Allowed");
            }
            account.begin();
        } catch (SipFailure e) {
            sessions.decrementAndGet();
            throw e;
        }
        var guest = new Guest(
                sender,
                recipient,
                request.lists(HeaderName.PRIVACY, "id"),
                file,
                Offers.body(request).stream()
                        .flatMap(body -> body.others().stream())
                        .findFirst(),
                callId,
                Parties.icid(request),
                account);
        var chat = new Chat(
                endpoint,
                mostOctets,
                oneWay ? Optional.of(new Chat.Absence(mailbox, guest, self.get())) : Optional.empty(),
                new Said(log, account, clock, sender, recipient, callId),
                new Said(log, account, clock, recipient, sender, callId),
                account,
                sessions::decrementAndGet);
        account.onBroke(() -> chat.release("SIP;cause=402;text=\"No credit\""));
        var target = Target.of(request.uri(), "core")
                .via(request.all(HeaderName.ROUTE))
                .edit(edit -> chat.offer(edit, request, offer, media));
        chat.of(b2bua.connect(transaction, target, chat));
    }

    private static Optional<FileOffer> file(MsrpMedia media) {
        try {
            return FileOffer.in(media.section());
        } catch (IllegalArgumentException e) {
            LOG.info("No such file: {}", e.getMessage());
            throw new SipFailure(488, "No Such File Name");
        }
    }

    /** A message or a file that goes one way does not need its recipient to be there (TS 24.247 §6, OMA large message mode). */
    private static boolean isKept(SipRequest request, SessionDescription offer, MsrpMedia media) {
        var direction = offer.directionOf(media.section());
        boolean oneWay = direction.sends() && !direction.receives();
        return oneWay || request.all(HeaderName.ACCEPT_CONTACT).stream().anyMatch(each -> each.contains("largemsg"));
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
