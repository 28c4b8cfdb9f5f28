package io.carillon.sbc.pcscf;

import io.carillon.sbc.pcscf.StandIn.Outgoing;
import io.carillon.sdp.SdpBody;
import io.carillon.sdp.SessionDescription;
import io.carillon.sip.ims.ChargingVector;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.Method;
import io.carillon.sip.message.SipFailure;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.transaction.SipClient;
import io.carillon.sip.transaction.SipClient.Event;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A call whose relay is gone gets another one: our phone is asked for an offer, which goes to the other side, whose answer
 * comes back in the ACK (RFC 3725 §4.1 flow I · docs/flows/call-reanchored.md). Both sides hear it from here, in the place
 * of their peer.
 */
public final class Reanchoring {
    private static final Logger LOG = LoggerFactory.getLogger(Reanchoring.class);
    private static final String SDP = "application/sdp";
    private static final int MOST = 200;
    private static final int ATTEMPTS = 3;
    /** Nobody has to be asked who is in a call already. */
    private static final Duration PATIENCE = Duration.ofSeconds(32);

    private final Border border;
    private final Calls calls;
    private final SessionMedia media;
    private final StandIn standIn;
    private final CallRelease release;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();
    private final LongAdder done = new LongAdder();

    public Reanchoring(Border border, Calls calls, SessionMedia media, StandIn standIn, CallRelease release) {
        this.border = border;
        this.calls = calls;
        this.media = media;
        this.standIn = standIn;
        this.release = release;
    }

    private enum Outcome {
        DONE,
        /** A side is about to change the call itself (RFC 3261 §14.2). */
        GLARE,
        FAILED
    }

    /** What a side says, and where it may say it again. */
    private record Heard(SipClient.Exchange exchange, SipResponse response) {}

    /** An offer on its way to the other side. */
    private record Offered(MediaExchange exchange, Outgoing request) {}

    /** Calls that got another relay. */
    public long count() {
        return done.sum();
    }

    /** @return false if there is too much to do already */
    boolean begin(String key) {
        if (underWay.size() >= MOST || !underWay.add(key)) {
            return false;
        }
        Thread.ofVirtual().name("reanchor " + key).start(() -> reanchor(key));
        return true;
    }

    /** While it goes on nobody else changes the call's media. */
    boolean collides(Call call, SipRequest request) {
        return underWay.contains(call.key())
                && (request.is(Method.INVITE) || request.is(Method.UPDATE) && request.hasBody());
    }

    private void reanchor(String key) {
        try {
            var outcome = attempt(key);
            for (int more = 1; more < ATTEMPTS && outcome == Outcome.GLARE; more++) {
                outcome = again(key);
            }
            if (outcome == Outcome.DONE) {
                done.increment();
                LOG.info("Call {} has another relay", key);
            } else if (outcome == Outcome.FAILED) {
                release.releaseCall(key, "media relay lost");
            }
        } catch (SipFailure e) {
            LOG.warn("Call {} gets no other relay: {}", key, e.reason());
            release.releaseCall(key, "media relay lost");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            underWay.remove(key);
        }
    }

    /** Later (RFC 3261 §14.1), if whoever was about to change the call has not mended it by that. */
    private Outcome again(String key) throws InterruptedException {
        var before = relay(key);
        underWay.remove(key);
        Thread.sleep(ThreadLocalRandom.current().nextLong(2_100, 4_000));
        underWay.add(key);
        return relay(key).equals(before) ? attempt(key) : Outcome.DONE;
    }

    private String relay(String key) {
        return calls.find(key).map(facts -> facts.media().relay()).orElse("");
    }

    private Outcome attempt(String key) {
        var asking = onLane(key, call -> interposed(call, true, new byte[0]));
        var phone = ask(asking);
        var offer = phone.response();
        if (!offer.isSuccess()) {
            return refused(offer);
        }
        var description = description(offer);
        if (description.length == 0) {
            acknowledge(key, asking, phone, description);
            return Outcome.FAILED;
        }
        try {
            var offered = onLane(key, call -> offer(call, description));
            var far = ask(offered.request());
            var heard = far.response();
            var answer = heard.isSuccess() ? onLane(key, call -> answered(call, offered, heard)) : heard;
            if (heard.isSuccess()) {
                acknowledge(key, offered.request(), far, new byte[0]);
            }
            var agreed = answer.isSuccess() ? description(answer) : new byte[0];
            acknowledge(key, asking, phone, agreed.length > 0 ? agreed : nothing(description));
            return agreed.length > 0 ? Outcome.DONE : refused(answer);
        } catch (SipFailure e) {
            acknowledge(key, asking, phone, nothing(description));
            throw e;
        }
    }

    /** Without what else may be in the body; empty if there is none. */
    private static byte[] description(SipResponse response) {
        return SessionMedia.sdp(response).map(SdpBody::sdp).orElse(new byte[0]);
    }

    private static Outcome refused(SipResponse response) {
        return response.status() == 491 ? Outcome.GLARE : Outcome.FAILED;
    }

    /** Our own INVITE to one side, and room for it in the call's numbers before it leaves. */
    private Outgoing interposed(Call call, boolean atPhone, byte[] offer) {
        var request = invite(call, atPhone, offer);
        call.keep();
        return standIn.outgoing(call.facts(), request, atPhone);
    }

    private SipRequest invite(Call call, boolean atPhone, byte[] offer) {
        var talk = talk(call).interposed(atPhone);
        call.change(facts -> facts.talking(talk));
        var facts = call.facts();
        long sequence = talk.interposedSequence(atPhone);
        var invite = atPhone
                ? standIn.toPhone(talk, Method.INVITE, sequence)
                : standIn.toFar(facts, talk, Method.INVITE, sequence);
        invite.append(HeaderName.CONTACT, "<" + (atPhone ? talk.farTarget() : talk.phoneTarget()) + ">");
        if (!atPhone && !facts.icid().isEmpty()) {
            invite.set(HeaderName.P_CHARGING_VECTOR, ChargingVector.begun(facts.icid()));
        }
        if (talk.refreshment().seconds() > 0) {
            invite.append(HeaderName.SUPPORTED, "timer")
                    .append(HeaderName.SESSION_EXPIRES, talk.refreshment().offeredTo(atPhone));
        }
        return (offer.length == 0 ? invite : invite.body(SDP, offer)).build();
    }

    private static Talk talk(Call call) {
        var talk = call.facts().talk();
        if (talk == null) {
            throw new SipFailure(481);
        }
        return talk;
    }

    private Offered offer(Call call, byte[] offer) {
        var request = invite(call, false, offer);
        call.change(facts -> facts.with(facts.media().adrift()));
        var exchange = media.begin(call, request, true);
        var anchored = exchange.request();
        call.keep();
        return new Offered(exchange, standIn.outgoing(call.facts(), anchored, false));
    }

    private SipResponse answered(Call call, Offered offered, SipResponse answer) {
        var timer = talk(call).refreshment().at(media.now());
        call.change(facts -> facts.talking(talk(call).refreshed(timer)));
        call.keep();
        return offered.exchange().response(answer);
    }

    private Heard ask(Outgoing outgoing) {
        var exchange = border.stack().client(outgoing.listener()).start(outgoing.request(), outgoing.hop());
        var event = exchange.next(PATIENCE);
        while (event instanceof Event.Provisional) {
            event = exchange.next(PATIENCE);
        }
        if (event instanceof Event.Final(var response)) {
            return new Heard(exchange, response);
        }
        exchange.cancel();
        return new Heard(exchange, outgoing.request().reply(408).build());
    }

    /** Once now, and again for every 2xx that comes again. */
    private void acknowledge(String key, Outgoing invite, Heard heard, byte[] answer) {
        var request = invite.request();
        var ack = SipRequest.create(Method.ACK, request.uri())
                .append(HeaderName.MAX_FORWARDS, 70)
                .append(HeaderName.FROM, request.from())
                .append(HeaderName.TO, request.to())
                .append(HeaderName.CALL_ID, request.callId())
                .append(HeaderName.CSEQ, request.cseq().number() + " " + Method.ACK)
                .setAll(HeaderName.ROUTE, request.all(HeaderName.ROUTE));
        var built = (answer.length == 0 ? ack : ack.body(SDP, answer)).build();
        border.stack().sendAck(built, invite.hop(), invite.listener());
        Thread.ofVirtual().name("ack " + key).start(() -> {
            while (heard.exchange().next(PATIENCE) instanceof Event.Final) {
                border.stack().sendAck(built, invite.hop(), invite.listener());
            }
        });
    }

    /** What the phone hears where nobody answers its offer: every line of it refused. */
    private static byte[] nothing(byte[] offer) {
        return SessionDescription.parse(offer)
                .mapMedia(section -> section.withPort(0))
                .toBytes();
    }

    /** In order with the call's other messages; waits for it. */
    private <T> T onLane(String key, Function<Call, T> step) {
        var found = Call.find(calls, key).orElseThrow(() -> new SipFailure(481));
        var result = new CompletableFuture<T>();
        border.afterwards(talk(found).callId(), () -> {
            try {
                result.complete(step.apply(Call.find(calls, key).orElseThrow(() -> new SipFailure(481))));
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        try {
            return result.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof SipFailure failure ? failure : new SipFailure(500);
        }
    }
}
