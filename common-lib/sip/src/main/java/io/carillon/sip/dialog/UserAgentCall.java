package io.carillon.sip.dialog;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.Method;
import io.carillon.sip.message.RequestEdit;
import io.carillon.sip.message.ResponseEdit;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.transaction.ServerTransaction;
import io.carillon.sip.transport.Hop;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A call as one user agent sees it: events come out of an in-box, and methods do what the user does. Methods that say
 * so wait; call them from a virtual thread or a test.
 */
public final class UserAgentCall {
    /** What a call hears. */
    public sealed interface Event {
        /** A provisional response to our INVITE; a reliable one is being acknowledged with PRACK. */
        record Progress(SipResponse response) implements Event {}

        /** Our INVITE was answered and acknowledged. */
        record Answered(SipResponse response) implements Event {}

        /** Our INVITE was refused, or no answer came (408, 503). */
        record Refused(SipResponse response) implements Event {}

        /** The caller gave up; 487 has been sent. */
        record Cancelled() implements Event {}

        /** The caller acknowledged our answer. */
        record Acknowledged(SipRequest ack) implements Event {}

        /** The caller acknowledged a reliable provisional response; this has been answered if it has no offer. */
        record ProvisionalAcknowledged(SipRequest prack) implements Event {}

        /** A request in the dialog, to be answered with {@link UserAgentCall#respond}. */
        record Requested(ServerTransaction transaction) implements Event {}

        /** BYE from the peer, which has been answered, or an answer of ours that was never acknowledged. */
        record Ended(String why) implements Event {}
    }

    private final UserAgent agent;
    private final Leg leg;
    private final SipRequest invite;
    private final String localTag;
    private final @Nullable IncomingInvite incoming;
    private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final InviteAnswers answers;
    private @Nullable Exchange outgoing;
    private volatile @Nullable Dialog dialog;
    private volatile @Nullable Answer answer;
    private Function<SipResponse, Optional<String>> lateOffer = offer -> Optional.empty();

    /** A call of ours. */
    UserAgentCall(UserAgent agent, SipRequest invite) {
        this.agent = agent;
        this.leg = agent.leg();
        this.invite = invite;
        this.localTag = invite.fromTag().orElse("");
        this.incoming = null;
        this.answers = new InviteAnswers(leg, invite);
    }

    /** A call to us. */
    UserAgentCall(UserAgent agent, ServerTransaction incoming) {
        this.agent = agent;
        this.leg = agent.leg();
        this.invite = incoming.request();
        this.localTag = ResponseEdit.newTag();
        this.incoming = new IncomingInvite(leg.stack(), incoming);
        this.answers = new InviteAnswers(leg, invite);
        this.dialog = Dialog.uas(invite, localTag, agent.contact());
        incoming.onCancel(this::cancelled);
    }

    void start(List<Hop> hops) {
        var exchange = new Exchange(leg.stack(), invite, leg.listener(), hops, (from, response) -> heard(response));
        outgoing = exchange;
        exchange.send();
    }

    String localTag() {
        return localTag;
    }

    /** The INVITE that made this call. */
    public SipRequest invite() {
        return invite;
    }

    /** The next event; waits, and is empty if none comes in that time. */
    public Optional<Event> next(Duration deadline) {
        try {
            return Optional.ofNullable(events.poll(deadline.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Gives the SDP answer for the ACK when the peer's 2xx brings the offer (RFC 3261 §13.2.1). */
    public UserAgentCall onLateOffer(Function<SipResponse, Optional<String>> sdpAnswer) {
        lateOffer = sdpAnswer;
        return this;
    }

    private void heard(SipResponse response) {
        if (response.isProvisional()) {
            provisional(response);
        } else if (response.isSuccess()) {
            Thread.ofVirtual().start(() -> answered(response));
        } else {
            agent.leave(invite.callId(), localTag);
            events.add(new Event.Refused(response));
        }
    }

    /** Makes the early dialog, and acknowledges a reliable response once. */
    private void provisional(SipResponse response) {
        if (response.toTag().isPresent()) {
            var early = answers.dialog(response);
            if (dialog == null) {
                dialog = early;
            }
            if (response.has(HeaderName.RSEQ) && !answers.acknowledgeProvisional(early, response)) {
                return;
            }
        }
        events.add(new Event.Progress(response));
    }

    private synchronized void answered(SipResponse response) {
        var here = dialog;
        if (here != null && here.state().confirmed() && !here.matches(response)) {
            leg.dismiss(invite, response);
            return;
        }
        if (here == null || !here.matches(response)) {
            here = answers.dialog(response);
            dialog = here;
        }
        here.refresh(response);
        if (answers.acknowledge(here, response, invite.hasBody() ? Optional.empty() : lateOffer.apply(response))) {
            events.add(new Event.Answered(response));
        }
    }

    private void cancelled() {
        refuse(487);
        events.add(new Event.Cancelled());
    }

    /** A response to the caller's INVITE with our tag and Contact, to be completed. */
    public ResponseEdit reply(int status) {
        return invite.reply(status).toTag(localTag).append(HeaderName.CONTACT, agent.contact());
    }

    /** Sends a provisional response to the caller's INVITE; reliably if it has Require: 100rel (RFC 3262). */
    public void progress(SipResponse response) {
        if (incoming != null) {
            incoming.progress(response);
        }
    }

    /** Answers the call with a 2xx, which is sent again until the ACK comes. */
    public void answer(SipResponse response) {
        var here = dialog;
        if (incoming != null && here != null && !incoming.isAnswered()) {
            incoming.stopProvisionals();
            here.confirm();
            answer(incoming.transaction(), response);
        }
    }

    private void answer(ServerTransaction transaction, SipResponse response) {
        var sent = new Answer(leg.stack(), transaction, response, this::notAcknowledged);
        answer = sent;
        sent.send();
    }

    public void refuse(int status) {
        if (incoming != null) {
            agent.leave(invite.callId(), localTag);
            incoming.refuse(invite.reply(status).toTag(localTag).build());
        }
    }

    private void notAcknowledged() {
        Thread.ofVirtual().start(this::bye);
        events.add(new Event.Ended("no ACK"));
    }

    /** Gives up our INVITE. */
    public void cancel() {
        var exchange = outgoing;
        if (exchange != null) {
            exchange.cancel();
        }
    }

    /** A request in the dialog, to be completed and sent with {@link #send}. */
    public RequestEdit request(String method) {
        return required().request(method);
    }

    /** Sends a request in the dialog and waits for its final response; a 2xx to re-INVITE is acknowledged. */
    public SipResponse send(SipRequest request) {
        var here = required();
        var result = new CompletableFuture<SipResponse>();
        leg.send(here, request, (exchange, response) -> {
            if (response.isFinal()) {
                boolean reinvited = response.isSuccess() && request.is(Method.INVITE);
                if (response.isSuccess()) {
                    here.refresh(response);
                }
                Thread.ofVirtual().start(() -> {
                    if (reinvited) {
                        answers.acknowledge(here, response, Optional.empty());
                    }
                    result.complete(response);
                });
            }
        });
        return result.join();
    }

    /** Ends the call with BYE and waits for its response. */
    public SipResponse bye() {
        var response = send(request(Method.BYE).build());
        agent.leave(invite.callId(), localTag);
        return response;
    }

    /** The dialog, once there is one. */
    public Optional<Dialog> dialog() {
        return Optional.ofNullable(dialog);
    }

    private Dialog required() {
        var here = dialog;
        if (here == null) {
            throw new IllegalStateException("There is no dialog yet");
        }
        return here;
    }

    void received(ServerTransaction transaction) {
        var request = transaction.request();
        var here = dialog;
        if (here == null || !here.matches(request)) {
            transaction.respond(481);
        } else if (!here.accepts(request)) {
            transaction.respond(500);
        } else if (request.is(Method.BYE)) {
            transaction.respond(200);
            stop();
            events.add(new Event.Ended("BYE"));
        } else if (request.is(Method.PRACK)) {
            acknowledgedProvisional(transaction);
        } else {
            events.add(new Event.Requested(transaction));
        }
    }

    private void acknowledgedProvisional(ServerTransaction transaction) {
        if (incoming == null || !incoming.acknowledged(transaction.request())) {
            transaction.respond(481);
        } else if (transaction.request().hasBody()) {
            events.add(new Event.Requested(transaction));
        } else {
            transaction.respond(200);
            events.add(new Event.ProvisionalAcknowledged(transaction.request()));
        }
    }

    /** Answers a request of the peer; a 2xx to its re-INVITE is sent again until the ACK comes. */
    public void respond(ServerTransaction transaction, SipResponse response) {
        if (response.isSuccess()) {
            required().refresh(transaction.request());
        }
        if (response.isSuccess() && transaction.request().is(Method.INVITE)) {
            answer(transaction, response);
        } else {
            transaction.respond(response);
        }
    }

    void acknowledged(SipRequest ack) {
        var sent = answer;
        if (sent != null && sent.stop()) {
            events.add(new Event.Acknowledged(ack));
        }
    }

    private void stop() {
        var sent = answer;
        if (sent != null) {
            sent.stop();
        }
        if (incoming != null && !incoming.isAnswered()) {
            refuse(487);
        }
        agent.leave(invite.callId(), localTag);
    }
}
