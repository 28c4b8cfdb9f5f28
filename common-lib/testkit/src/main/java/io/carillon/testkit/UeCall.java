package io.carillon.testkit;

import io.carillon.sdp.Direction;
import io.carillon.sdp.SdpException;
import io.carillon.sip.dialog.UserAgentCall;
import io.carillon.sip.dialog.UserAgentCall.Event;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.Method;
import io.carillon.sip.message.SipMessage;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.transaction.ServerTransaction;
import io.carillon.testkit.voice.Picture;
import io.carillon.testkit.voice.Voice;
import java.time.Duration;
import java.util.Optional;

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
    private final UserAgentCall call;
    private final CallMedia media;
    private final Signal signal;
    private final Patience patience;
    private final boolean incoming;
    private final CalledSide called;
    private final SessionTimer timer = new SessionTimer();
    private volatile State state = State.CALLING;
    private volatile int status;
    private volatile boolean acknowledged;

    /** @param incoming what to do with it if it came in, empty for a call of ours */
    UeCall(
            UeSettings settings,
            Transcript transcript,
            UserAgentCall call,
            CallMedia media,
            Signal signal,
            Optional<CallPolicy> incoming) {
        this.settings = settings;
        this.call = call;
        this.media = media;
        this.signal = signal;
        this.patience = new Patience(settings, transcript, media.voice(), signal);
        this.incoming = incoming.isPresent();
        this.called = new CalledSide(settings, call, media, incoming.orElse(CallPolicy.SILENT));
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

    /** What is shown and seen, if the phone has a camera. */
    public Optional<Picture> picture() {
        return media.picture();
    }

    /** Takes one event after the other until the call is over; the call's own virtual thread. */
    void run() {
        if (incoming) {
            called.greet(this);
        }
        while (state != State.ENDED) {
            call.next(BREATH).ifPresent(this::take);
            if (timer.isDue() && state == State.ANSWERED) {
                call.send(timer.refresh(call.request(Method.UPDATE)));
            }
        }
        media.close();
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
                timer.granted(response);
                become(State.ANSWERED);
            }
            case Event.Refused(var response) -> end(response.status());
            case Event.Cancelled() -> end(487);
            case Event.Acknowledged(var ack) -> {
                answeredBy(ack);
                acknowledged = true;
                signal.raise();
            }
            case Event.ProvisionalAcknowledged ignored -> called.provisionalAcknowledged(this);
            case Event.Requested(var transaction) -> requested(transaction);
            case Event.Ended ignored -> end(status);
        }
    }

    private void answeredBy(SipMessage message) {
        if (message.contentType().equals(SDP)) {
            media.answered(message.bodyText());
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
        call.respond(transaction, SessionTimer.grant(request, reply).build());
        if (request.is(Method.PRACK)) {
            called.provisionalAcknowledged(this);
        }
        signal.raise();
    }

    private String contact() {
        return call.reply(200).build().first(HeaderName.CONTACT).orElse("");
    }

    private void become(State next) {
        state = next;
        signal.raise();
    }

    /** The phone is switched off. */
    void abandon() {
        end(status);
        media.close();
    }

    private void end(int finalStatus) {
        status = finalStatus;
        become(State.ENDED);
    }

    /** 180, reliably if both sides can. */
    public void ring() {
        called.ring();
        become(State.RINGING);
    }

    /** 183 with the SDP answer, reliably if both sides can: early media. */
    public void early() {
        called.early();
    }

    /** 200 with the answer. */
    public void answer() {
        if (state == State.ENDED || state == State.ANSWERED) {
            return;
        }
        try {
            become(State.ANSWERED);
            called.answer();
        } catch (SdpException e) {
            refuse(488);
        }
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
        patience.await(() -> state != State.CALLING, () -> state == State.ENDED, "180 Ringing (INVITE)");
        return this;
    }

    /** Until 200 and its ACK have passed. */
    public UeCall awaitAnswered() {
        patience.await(
                () -> state == State.ANSWERED && acknowledged || state == State.ENDED,
                () -> state == State.ENDED,
                incoming ? "ACK" : "200 OK (INVITE)");
        return this;
    }

    /** Until the peer has put this phone on hold. */
    public UeCall awaitHeld() {
        patience.await(() -> !media.direction().sends() || !media.direction().receives(), () -> false, "INVITE (hold)");
        return this;
    }

    public UeCall awaitResumed() {
        patience.await(() -> media.direction() == Direction.SENDRECV, () -> false, "INVITE (resume)");
        return this;
    }

    /** Until the call is over; gives the final status of one that was never answered, else 0. */
    public int awaitEnded() {
        patience.await(() -> state == State.ENDED, () -> false, "the end of the call");
        return status;
    }

    /** Until half a second of this tone was heard, and little else. */
    public UeCall awaitTone(int hertz) {
        var voice = media.voice();
        patience.await(() -> voice.hears(hertz), () -> state == State.ENDED, "a tone of " + hertz + " Hz by RTP");
        return this;
    }

    /** Until something of the peer's picture was seen. */
    public UeCall awaitPicture() {
        var picture = media.picture().orElseThrow(() -> new IllegalStateException("A phone without a camera"));
        long before = picture.packetsReceived();
        patience.await(() -> picture.packetsReceived() > before, () -> state == State.ENDED, "a picture by RTP");
        return this;
    }
}
