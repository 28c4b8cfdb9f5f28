package io.carillon.sbc.pcscf;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.Method;
import io.carillon.sip.message.NameAddr;
import io.carillon.sip.message.RequestEdit;
import io.carillon.sip.message.SipFailure;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.proxy.Routes;
import io.carillon.sip.transaction.ClientTransaction;
import io.carillon.sip.transaction.Failure;
import io.carillon.sip.transport.Hop;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls that end because the network says so: both sides hear it from here (TS 24.229 §5.2.8.1). */
public final class CallRelease {
    private static final Logger LOG = LoggerFactory.getLogger(CallRelease.class);
    /** Above the last CSeq seen: a side's INFO or MESSAGE is not written down. */
    private static final long ROOM = 1_000;
    /** A BYE must not overtake the ACK on its way. */
    private static final Duration AFTER_ACK = Duration.ofMillis(100);

    private final Border border;
    private final Calls calls;
    private final SessionMedia media;

    public CallRelease(Border border, Calls calls, SessionMedia media) {
        this.border = border;
        this.calls = calls;
        this.media = media;
    }

    /** Whether there is a call with this session. */
    public boolean knows(String policySession) {
        return calls.ofPolicySession(policySession).flatMap(calls::find).isPresent();
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
        attempt(() -> toPhone(call, talk, Method.BYE, talk.farSequence() + ROOM, why));
        attempt(() -> toFar(call, talk, Method.BYE, talk.phoneSequence() + ROOM, why));
        media.end(call);
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
        attempt(() -> toAnswerer(call, talk, fromPhone, Method.ACK, sequence, why));
        Runnable bye = () -> attempt(() -> toAnswerer(call, talk, fromPhone, Method.BYE, sequence + 1, why));
        border.stack().schedule(() -> border.afterwards(talk.callId(), bye), AFTER_ACK);
    }

    private void toAnswerer(Call call, Talk talk, boolean fromPhone, String method, long sequence, String why) {
        if (fromPhone) {
            toFar(call, talk, method, sequence, why);
        } else {
            toPhone(call, talk, method, sequence, why);
        }
    }

    /** One side that cannot be reached keeps nothing from the other. */
    private static void attempt(Runnable sending) {
        try {
            sending.run();
        } catch (SipFailure e) {
            LOG.warn("A side of a released call does not hear it: {}", e.reason());
        }
    }

    private void toPhone(Call call, Talk talk, String method, long sequence, String why) {
        var phone = FlowToken.way(call.facts().flow());
        var request = request(talk, method, talk.phoneTarget(), sequence, why)
                .append(HeaderName.FROM, talk.far())
                .append(HeaderName.TO, talk.phone());
        send(request.build(), phone.hop(), phone.listener());
    }

    private void toFar(Call call, Talk talk, String method, long sequence, String why) {
        var facts = call.facts();
        var route = NameAddr.parse(talk.far())
                .tag()
                .map(tag -> facts.routes().getOrDefault(tag, List.of()))
                .orElse(List.of());
        var request = request(talk, method, talk.farTarget(), sequence, why)
                .append(HeaderName.FROM, talk.phone())
                .append(HeaderName.TO, talk.far())
                .setAll(HeaderName.ROUTE, route)
                .set(HeaderName.P_ASSERTED_IDENTITY, "<" + facts.identity() + ">")
                .build();
        var hops = border.stack().locator().locate(Routes.next(request));
        if (hops.isEmpty()) {
            throw new SipFailure(504, "No Way On");
        }
        send(request, hops.getFirst(), Border.CORE);
    }

    private static RequestEdit request(Talk talk, String method, String target, long sequence, String why) {
        return SipRequest.create(method, target)
                .append(HeaderName.MAX_FORWARDS, 70)
                .append(HeaderName.CALL_ID, talk.callId())
                .append(HeaderName.CSEQ, sequence + " " + method)
                .append(HeaderName.REASON, why);
    }

    private void send(SipRequest request, Hop hop, String listener) {
        if (request.is(Method.ACK)) {
            border.stack().sendAck(request, hop, listener);
        } else {
            border.stack().send(request, hop, listener, new Unheeded());
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
