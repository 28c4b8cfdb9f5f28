package io.carillon.rtpproxy.control;

import io.carillon.rtpproxy.pipeline.MediaRelay;
import io.carillon.rtpproxy.pipeline.PortsExhausted;
import io.carillon.rtpproxy.pipeline.RelayTotals;
import io.carillon.sdp.SessionDescription;
import io.carillon.sdp.ng.NgCommand;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The calls of this relay, by Call-ID. Their number is bounded by the media ports. */
final class Calls {
    private static final Logger LOG = LoggerFactory.getLogger(Calls.class);

    private final ConcurrentMap<String, Call> calls = new ConcurrentHashMap<>();
    private final MediaRelay relay;
    private final MediaInterfaces interfaces;
    private final MediaTimeouts timeouts;
    private final MediaClock clock;
    private final CallEnding endings;
    private final long begun;
    private final LongAdder started = new LongAdder();
    private final LongAdder silent = new LongAdder();
    private final LongAdder refused = new LongAdder();

    Calls(MediaRelay relay, MediaInterfaces interfaces, MediaTimeouts timeouts, MediaClock clock, CallEnding endings) {
        this.relay = relay;
        this.interfaces = interfaces;
        this.timeouts = timeouts;
        this.clock = clock;
        this.endings = endings;
        this.begun = clock.nanos().getAsLong();
    }

    SessionDescription offer(NgCommand.Offer offer) {
        while (true) {
            Call call = calls.computeIfAbsent(offer.callId(), this::begin);
            synchronized (call) {
                if (!call.isClosed()) {
                    return offer(call, offer);
                }
            }
            calls.remove(offer.callId(), call);
        }
    }

    private Call begin(String callId) {
        return new Call(callId, clock.wall().instant(), relay, interfaces);
    }

    private SessionDescription offer(Call call, NgCommand.Offer offer) {
        boolean fresh = call.isFresh();
        try {
            SessionDescription rewritten = call.offer(offer, clock.nanos().getAsLong());
            if (fresh) {
                started.increment();
            }
            return rewritten;
        } catch (PortsExhausted e) {
            refused.increment();
            throw dropped(call, offer.callId(), fresh, new NgRefusal(String.valueOf(e.getMessage())));
        } catch (NgRefusal e) {
            throw dropped(call, offer.callId(), fresh, e);
        }
    }

    /** A call whose first offer fails leaves nothing behind. */
    private NgRefusal dropped(Call call, String callId, boolean fresh, NgRefusal refusal) {
        if (fresh) {
            call.close();
            calls.remove(callId, call);
        }
        return refusal;
    }

    SessionDescription answer(NgCommand.Answer answer) {
        return find(answer.callId()).answer(answer, clock.nanos().getAsLong());
    }

    /** The last report of the call, empty when there is none with these tags. */
    Optional<CallReport> delete(NgCommand.Delete delete) {
        Call call = calls.get(delete.callId());
        if (call == null || !call.isEndedBy(delete.fromTag(), delete.toTag())) {
            return Optional.empty();
        }
        CallReport last = call.report(clock);
        end(delete.callId(), call);
        endings.ended(last, CallEnding.Cause.DELETED);
        return Optional.of(last);
    }

    CallReport query(String callId) {
        return find(callId).report(clock);
    }

    Optional<CallReport> report(String callId) {
        return Optional.ofNullable(calls.get(callId)).map(call -> call.report(clock));
    }

    /** Some Call-IDs in their order. */
    List<String> ids(long offset, long limit) {
        return calls.keySet().stream().sorted().skip(offset).limit(limit).toList();
    }

    /** Ends the calls that fell silent. */
    void sweep() {
        long now = clock.nanos().getAsLong();
        calls.forEach((callId, call) -> {
            if (call.isStale(now, timeouts)) {
                LOG.info("call {} ended: no media within its time", callId);
                silent.increment();
                CallReport last = call.report(clock);
                end(callId, call);
                endings.ended(last, CallEnding.Cause.SILENT);
            }
        });
    }

    RelayTotals traffic() {
        return relay.totals();
    }

    Duration uptime() {
        return Duration.ofNanos(clock.nanos().getAsLong() - begun);
    }

    int size() {
        return calls.size();
    }

    double load() {
        return relay.load();
    }

    long started() {
        return started.sum();
    }

    long silent() {
        return silent.sum();
    }

    long refused() {
        return refused.sum();
    }

    private void end(String callId, Call call) {
        call.close();
        calls.remove(callId, call);
    }

    private Call find(String callId) {
        Call call = calls.get(callId);
        if (call == null) {
            throw new NgRefusal("Unknown call-id");
        }
        return call;
    }
}
