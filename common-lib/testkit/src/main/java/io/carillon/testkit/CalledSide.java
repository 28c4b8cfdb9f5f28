package io.carillon.testkit;

import io.carillon.sdp.Direction;
import io.carillon.sip.dialog.UserAgentCall;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.ResponseEdit;
import java.util.concurrent.atomic.AtomicInteger;

/** What the called phone answers to INVITE. */
final class CalledSide {
    private static final String SDP = "application/sdp";

    private final UserAgentCall call;
    private final CallMedia media;
    private final CallPolicy policy;
    private final boolean reliable;
    /** Reliable provisional responses whose PRACK has not come. */
    private final AtomicInteger unacknowledged = new AtomicInteger();

    private volatile boolean answeredEarly;

    CalledSide(UeSettings settings, UserAgentCall call, CallMedia media, CallPolicy policy) {
        this.call = call;
        this.media = media;
        this.policy = policy;
        this.reliable = settings.reliable() && call.invite().lists(HeaderName.SUPPORTED, "100rel")
                || call.invite().lists(HeaderName.REQUIRE, "100rel");
    }

    /** Does what the policy says. */
    void greet(UeCall self) {
        switch (policy) {
            case ANSWER -> self.ring();
            case EARLY_MEDIA -> {
                self.early();
                self.ring();
            }
            case RING -> self.ring();
            case BUSY -> self.refuse(486);
            case DECLINE -> self.refuse(603);
            case SILENT -> {}
        }
        answerIfWilling(self);
    }

    void provisionalAcknowledged(UeCall self) {
        unacknowledged.decrementAndGet();
        answerIfWilling(self);
    }

    /** After a reliable provisional response its PRACK comes first (RFC 3262 §3). */
    private void answerIfWilling(UeCall self) {
        boolean willing = policy == CallPolicy.ANSWER || policy == CallPolicy.EARLY_MEDIA;
        if (willing && unacknowledged.get() == 0) {
            self.answer();
        }
    }

    void ring() {
        call.progress(provisional(180).build());
    }

    /** 183 with the answer, unless the INVITE brought no offer. */
    void early() {
        var response = provisional(183);
        if (bringsOffer()) {
            answeredEarly = true;
            response.body(SDP, media.answer(call.invite().bodyText()));
        }
        call.progress(response.build());
    }

    private ResponseEdit provisional(int code) {
        var response = call.reply(code);
        if (reliable) {
            unacknowledged.incrementAndGet();
            response.append(HeaderName.REQUIRE, "100rel");
        }
        return response;
    }

    /** The 200 with the answer, or with an offer if the INVITE brought none. @throws SdpException if it cannot be taken */
    void answer() {
        var reply = SessionTimer.grant(call.invite(), call.reply(200)).append(HeaderName.ALLOW, UeRequests.ALLOW);
        if (!bringsOffer()) {
            reply.body(SDP, media.offer(Direction.SENDRECV));
        } else if (!answeredEarly) {
            reply.body(SDP, media.answer(call.invite().bodyText()));
        }
        call.answer(reply.build());
    }

    private boolean bringsOffer() {
        return call.invite().contentType().equals(SDP);
    }
}
