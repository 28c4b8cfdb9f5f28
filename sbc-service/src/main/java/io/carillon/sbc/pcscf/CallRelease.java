package io.carillon.sbc.pcscf;

import io.carillon.node.cdr.Ending;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.Method;
import io.carillon.sip.message.SipFailure;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.transaction.ClientTransaction;
import io.carillon.sip.transaction.Failure;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls that end because the network says so: both sides hear it from here (TS 24.229 §5.2.8.1). */
public final class CallRelease {
    private static final Logger LOG = LoggerFactory.getLogger(CallRelease.class);
    /** A BYE must not overtake the ACK on its way. */
    private static final Duration AFTER_ACK = Duration.ofMillis(100);

    private final Border border;
    private final Calls calls;
    private final SessionMedia media;
    private final StandIn standIn;

    public CallRelease(Border border, Calls calls, SessionMedia media, StandIn standIn) {
        this.border = border;
        this.calls = calls;
        this.media = media;
        this.standIn = standIn;
    }

    /** The call with this session. */
    public Optional<CallFacts> call(String policySession) {
        return calls.ofPolicySession(policySession).flatMap(calls::find);
    }

    /**
     * The bearers of this session are gone: an answered call ends, one that still rings goes on without them.
     *
     * @return false if there is no call of this session
     */
    public boolean release(String policySession, String reason) {
        return calls.ofPolicySession(policySession)
                .map(key -> releaseCall(key, reason))
                .orElse(false);
    }

    /** @return false if there is no such call */
    public boolean releaseCall(String key, String reason) {
        var call = Call.find(calls, key);
        call.ifPresent(found -> {
            var talk = found.facts().talk();
            border.afterwards(talk == null ? found.key() : talk.callId(), () -> end(found, reason));
        });
        return call.isPresent();
    }

    private void end(Call call, String reason) {
        call.refresh();
        var talk = call.facts().talk();
        if (talk == null) {
            LOG.warn("Call {} has lost its bearers before it was answered: {}", call.key(), reason);
            return;
        }
        LOG.info("Call {} is released: {}", call.key(), reason);
        var why = "SIP;cause=503;text=\"" + reason + "\"";
        var last = talk.interposed(true).interposed(false);
        attempt(() -> send(call, last, Method.BYE, true, last.interposedSequence(true), why));
        attempt(() -> send(call, last, Method.BYE, false, last.interposedSequence(false), why));
        media.end(call, Ending.byNetwork("RELEASED 503", reason));
    }

    /** A 2xx that its caller hears as a failure: who answered gets ACK and BYE. @param fromPhone if our phone called */
    void abandon(Call call, boolean fromPhone, SipResponse failure) {
        var talk = call.facts().talk();
        if (talk != null) {
            end(call, talk, fromPhone, "SIP;cause=" + failure.status());
        }
    }

    /** The side that answered is told that nobody is there. */
    void end(Call call, Talk talk, boolean fromPhone, String why) {
        long sequence = fromPhone ? talk.phoneSequence() : talk.farSequence();
        attempt(() -> send(call, talk, Method.ACK, !fromPhone, sequence, why));
        Runnable bye = () -> attempt(() -> send(call, talk, Method.BYE, !fromPhone, sequence + 1, why));
        border.stack().schedule(() -> border.afterwards(talk.callId(), bye), AFTER_ACK);
    }

    /** One side that cannot be reached keeps nothing from the other. */
    private static void attempt(Runnable sending) {
        try {
            sending.run();
        } catch (SipFailure e) {
            LOG.warn("A side of a released call does not hear it: {}", e.reason());
        }
    }

    private void send(Call call, Talk talk, String method, boolean atPhone, long sequence, String why) {
        var facts = call.facts();
        var request = (atPhone ? standIn.toPhone(talk, method, sequence) : standIn.toFar(facts, talk, method, sequence))
                .append(HeaderName.REASON, why)
                .build();
        var outgoing = standIn.outgoing(facts, request, atPhone);
        if (request.is(Method.ACK)) {
            border.stack().sendAck(request, outgoing.hop(), outgoing.listener());
        } else {
            border.stack().send(request, outgoing.hop(), outgoing.listener(), new Unheeded());
        }
    }

    /** What a side says to a BYE changes nothing. */
    private static final class Unheeded implements ClientTransaction.Listener {
        @Override
        public void onResponse(ClientTransaction transaction, SipResponse response) {
            LOG.debug("{} to the BYE of a released call", response.status());
        }

        @Override
        public void onFailure(ClientTransaction transaction, Failure failure) {
            LOG.info("No answer to the BYE of a released call: {}", failure);
        }
    }
}
