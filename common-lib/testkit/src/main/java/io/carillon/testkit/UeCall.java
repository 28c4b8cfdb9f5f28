package io.carillon.testkit;

import io.carillon.sdp.Direction;
import io.carillon.sdp.SdpException;
import io.carillon.sip.dialog.UserAgentCall;
import io.carillon.sip.dialog.UserAgentCall.Event;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.Method;
import io.carillon.sip.message.ResponseEdit;
import io.carillon.sip.message.SipMessage;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.transaction.ServerTransaction;
import io.carillon.testkit.voice.Voice;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** A call as the person with the phone sees it. Every wait ends at the UE's deadline with the arrow that is missing. */
public final class UeCall {
    private static final String SDP = "application/sdp";
    private static final Duration BREATH = Duration.ofSeconds(1);

    /** How far it has come. */
    public enum State {
        CALLING,
        RINGING,
        ANSWERED,
        ENDED
    }

    private final UeSettings settings;
    private final Transcript transcript;
    private final UserAgentCall call;
    private final CallMedia media;
    private final Signal signal;
    private final boolean incoming;
    private volatile State state = State.CALLING;
    private volatile CallPolicy policy;
    private volatile int status;
    private volatile boolean acknowledged;
    private volatile boolean answeredEarly;
    /** Reliable provisional responses whose PRACK has not come. */
    private final AtomicInteger unacknowledged = new AtomicInteger();

    /** When this side, being the refresher, is to refresh the session; 0 for never (RFC 4028 §7.2). */
    private volatile long refreshAt;

    private volatile long refreshEvery;

    UeCall(
            UeSettings settings,
            Transcript transcript,
            UserAgentCall call,
            CallMedia media,
            Signal signal,
            Optional<CallPolicy> incoming) {
        this.settings = settings;
        this.transcript = transcript;
        this.call = call;
        this.media = media;
        this.signal = signal;
        this.incoming = incoming.isPresent();
        this.policy = incoming.orElse(CallPolicy.SILENT);
    }

    public String callId() {
        return call.invite().callId();
    }

    /** The INVITE as it was sent or came. */
    public SipRequest invite() {
        return call.invite();
    }

    public State state() {
        return state;
    }

    /** The final status of a call that was not answered; 0 while there is none. */
    public int status() {
        return status;
    }

    /** What is said and heard. */
    public Voice voice() {
        return media.voice();
    }

    /** Takes one event after the other until the call is over; the call's own virtual thread. */
    void run() {
        if (incoming) {
            greet();
        }
        while (state != State.ENDED) {
            call.next(BREATH).ifPresent(this::take);
            refreshIfDue();
        }
        media.close();
    }

    private void greet() {
        switch (policy) {
            case ANSWER -> {
                ring();
                answerWhenAcknowledged();
            }
            case EARLY_MEDIA -> {
                early();
                ring();
                answerWhenAcknowledged();
            }
            case RING -> ring();
            case BUSY -> refuse(486);
            case DECLINE -> refuse(603);
            case SILENT -> {}
        }
    }

    /** After a reliable provisional response its PRACK comes first (RFC 3262 §3). */
    private void answerWhenAcknowledged() {
        boolean willing = policy == CallPolicy.ANSWER || policy == CallPolicy.EARLY_MEDIA;
        if (willing && unacknowledged.get() == 0) {
            answer();
        }
    }

    private boolean reliable() {
        return settings.reliable() && call.invite().lists(HeaderName.SUPPORTED, "100rel")
                || call.invite().lists(HeaderName.REQUIRE, "100rel");
    }

    private void take(Event event) {
        switch (event) {
            case Event.Progress(var response) -> {
                answeredBy(response);
                if (response.status() == 180 && state == State.CALLING) {
                    become(State.RINGING);
                }
            }
            case Event.Answered(var response) -> {
                answeredBy(response);
                acknowledged = true;
                refreshIfAsked(response);
                become(State.ANSWERED);
            }
            case Event.Refused(var response) -> end(response.status());
            case Event.Cancelled() -> end(487);
            case Event.Acknowledged(var ack) -> {
                answeredBy(ack);
                acknowledged = true;
                signal.raise();
            }
            case Event.ProvisionalAcknowledged ignored -> provisionalAcknowledged();
            case Event.Requested(var transaction) -> requested(transaction);
            case Event.Ended ignored -> end(status);
        }
    }

    private void provisionalAcknowledged() {
        unacknowledged.decrementAndGet();
        answerWhenAcknowledged();
    }

    private void answeredBy(SipMessage message) {
        if (message.contentType().equals(SDP)) {
            media.answered(message.bodyText());
        }
    }

    /** The 200 made the caller the refresher: at half the interval (RFC 4028 §7.2, §10). */
    private void refreshIfAsked(SipResponse answer) {
        answer.first(HeaderName.SESSION_EXPIRES)
                .filter(value -> value.contains("refresher=uac"))
                .ifPresent(value -> {
                    long seconds = Long.parseLong(value.split(";", 2)[0].strip());
                    refreshEvery = Duration.ofSeconds(seconds).toNanos() / 2;
                    refreshAt = System.nanoTime() + refreshEvery;
                });
    }

    private void refreshIfDue() {
        if (refreshAt != 0 && state == State.ANSWERED && System.nanoTime() - refreshAt >= 0) {
            refreshAt = System.nanoTime() + refreshEvery;
            long seconds = 2 * Duration.ofNanos(refreshEvery).toSeconds();
            call.send(call.request(Method.UPDATE)
                    .append(HeaderName.SUPPORTED, "timer")
                    .append(HeaderName.SESSION_EXPIRES, seconds + ";refresher=uac")
                    .build());
        }
    }

    /** A request of the peer in the dialog: a new offer, a session refresh, or something that a phone takes note of. */
    private void requested(ServerTransaction transaction) {
        var request = transaction.request();
        var reply = request.reply(200);
        if (request.contentType().equals(SDP)) {
            try {
                reply.body(SDP, media.answer(request.bodyText()));
            } catch (SdpException e) {
                call.respond(transaction, request.reply(488).build());
                return;
            }
        } else if (request.is(Method.INVITE)) {
            reply.body(SDP, media.offer(Direction.SENDRECV));
        }
        if (request.is(Method.INVITE) || request.is(Method.UPDATE)) {
            reply.append(HeaderName.CONTACT, contact());
        }
        call.respond(transaction, sessionTimer(request, reply).build());
        if (request.is(Method.PRACK)) {
            provisionalAcknowledged();
        }
        signal.raise();
    }

    private String contact() {
        return call.reply(200).build().first(HeaderName.CONTACT).orElse("");
    }

    /** The peer that asks for a session timer is the one that refreshes (RFC 4028 §9). */
    private static ResponseEdit sessionTimer(SipRequest request, ResponseEdit reply) {
        boolean asked = request.lists(HeaderName.SUPPORTED, "timer");
        request.first(HeaderName.SESSION_EXPIRES).filter(interval -> asked).ifPresent(interval -> {
            var seconds = interval.split(";", 2)[0];
            reply.append(HeaderName.REQUIRE, "timer")
                    .append(HeaderName.SESSION_EXPIRES, seconds + ";refresher=uac");
        });
        return reply;
    }

    private void become(State next) {
        state = next;
        signal.raise();
    }

    private void end(int finalStatus) {
        status = finalStatus;
        become(State.ENDED);
    }

    /** 180, reliably if both sides can. */
    public void ring() {
        call.progress(provisional(180).build());
        become(State.RINGING);
    }

    /** 183 with the SDP answer, reliably if both sides can: early media. */
    public void early() {
        var response = provisional(183);
        if (call.invite().contentType().equals(SDP)) {
            answeredEarly = true;
            response.body(SDP, media.answer(call.invite().bodyText()));
        }
        call.progress(response.build());
    }

    private ResponseEdit provisional(int code) {
        var response = call.reply(code);
        if (reliable()) {
            unacknowledged.incrementAndGet();
            response.append(HeaderName.REQUIRE, "100rel");
        }
        return response;
    }

    /** 200 with the answer, or with an offer if the INVITE brought none. */
    public void answer() {
        if (state == State.ENDED || state == State.ANSWERED) {
            return;
        }
        var reply = sessionTimer(call.invite(), call.reply(200)).append(HeaderName.ALLOW, UeRequests.ALLOW);
        try {
            if (!call.invite().contentType().equals(SDP)) {
                reply.body(SDP, media.offer(Direction.SENDRECV));
            } else if (!answeredEarly) {
                reply.body(SDP, media.answer(call.invite().bodyText()));
            }
        } catch (SdpException e) {
            refuse(488);
            return;
        }
        become(State.ANSWERED);
        call.answer(reply.build());
    }

    public void refuse(int code) {
        call.refuse(code);
        end(code);
    }

    /** BYE once answered; before that CANCEL by the caller, 486 by the callee. */
    public void hangUp() {
        if (state == State.ANSWERED) {
            call.bye();
            end(0);
        } else if (incoming) {
            refuse(486);
        } else {
            call.cancel();
        }
    }

    /** A re-INVITE that puts the peer on hold (TS 24.610 §4.5.2.1). */
    public SipResponse hold() {
        return reinvite(Direction.SENDONLY);
    }

    public SipResponse resume() {
        return reinvite(Direction.SENDRECV);
    }

    private SipResponse reinvite(Direction wanted) {
        var response = call.send(
                call.request(Method.INVITE).body(SDP, media.offer(wanted)).build());
        if (response.isSuccess()) {
            answeredBy(response);
            signal.raise();
        }
        return response;
    }

    /** Any other request in the dialog, such as INFO. */
    public SipResponse send(String method) {
        return call.send(call.request(method).build());
    }

    public UeCall awaitRinging() {
        await(() -> state != State.CALLING, () -> state == State.ENDED, "180 Ringing (INVITE)");
        return this;
    }

    /** Until 200 and its ACK have passed. */
    public UeCall awaitAnswered() {
        await(
                () -> state == State.ANSWERED && acknowledged || state == State.ENDED,
                () -> state == State.ENDED,
                incoming ? "ACK" : "200 OK (INVITE)");
        return this;
    }

    /** Until the peer has put this phone on hold. */
    public UeCall awaitHeld() {
        await(() -> !media.direction().sends() || !media.direction().receives(), () -> false, "INVITE (hold)");
        return this;
    }

    public UeCall awaitResumed() {
        await(() -> media.direction() == Direction.SENDRECV, () -> false, "INVITE (resume)");
        return this;
    }

    /** Until the call is over; gives the final status of one that was never answered, else 0. */
    public int awaitEnded() {
        await(() -> state == State.ENDED, () -> false, "the end of the call");
        return status;
    }

    /** Until half a second of this tone was heard, and little else. */
    public UeCall awaitTone(int hertz) {
        var voice = media.voice();
        await(() -> voice.hears(hertz), () -> state == State.ENDED, "a tone of " + hertz + " Hz by RTP");
        return this;
    }

    private void await(BooleanSupplier reached, BooleanSupplier failed, String arrow) {
        var end = System.nanoTime() + settings.deadline().toNanos();
        boolean seen = false;
        while (!seen && !failed.getAsBoolean() && System.nanoTime() < end) {
            seen = signal.await(() -> reached.getAsBoolean() || failed.getAsBoolean(), Duration.ofMillis(100));
        }
        if (!reached.getAsBoolean() || failed.getAsBoolean()) {
            var voice = media.voice();
            throw new MissingArrow(
                    settings.name() + " expected " + arrow + " within "
                            + settings.deadline().toSeconds() + " s",
                    transcript.text() + "\n  RTP: " + voice.packetsSent() + " sent, " + voice.packetsReceived()
                            + " received, tone "
                            + (voice.tone().isPresent() ? voice.tone().getAsInt() + " Hz" : "none"));
        }
    }
}
