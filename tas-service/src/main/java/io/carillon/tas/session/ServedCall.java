package io.carillon.tas.session;

import io.carillon.node.cdr.CdrSink;
import io.carillon.node.trace.TraceContext;
import io.carillon.node.trace.TraceSink;
import io.carillon.sip.dialog.BackToBackCall;
import io.carillon.sip.dialog.CallEnd;
import io.carillon.sip.dialog.CallHooks;
import io.carillon.sip.dialog.CallState;
import io.carillon.sip.dialog.Party;
import io.carillon.sip.dialog.Target;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.Method;
import io.carillon.sip.message.ResponseEdit;
import io.carillon.sip.message.SipMessage;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.tas.charging.CallMeter;
import io.carillon.tas.charging.OnlineCharging;
import io.carillon.tas.charging.OnlineCharging.ChargedCall;
import io.carillon.tas.charging.OnlineCharging.Credit;
import io.carillon.tas.diversion.Diverted;
import io.carillon.tas.diversion.History;
import io.carillon.tas.identity.Identities;
import io.carillon.tas.simservs.ServiceData;
import io.carillon.tas.simservs.Simservs;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the services do at the turns of one call: diversion, charging, the record at its end. */
public final class ServedCall implements CallHooks {
    /** What calls are served with. */
    public record Services(
            OnlineCharging charging,
            ServiceData data,
            Notices notices,
            Calls calls,
            CdrSink cdrs,
            Clock clock,
            Scheduler scheduler,
            String node,
            boolean callWithoutCharging,
            TelephonyRules rules,
            TraceSink traces) {}

    /** Runs a task once after a delay on a thread that may wait; the result stops it. */
    public interface Scheduler {
        Runnable schedule(Runnable task, Duration delay);
    }

    private final Services services;
    private final @Nullable SipRequest invite;
    private CallFacts facts;
    private final Simservs.Identity identity;
    private @Nullable CalleeServices callee;
    private @Nullable Diverted announced;
    private Credit.@Nullable Granted credit;
    private @Nullable CallMeter meter;
    private boolean recorded;

    ServedCall(Services services, ServedUser user, ChargedCall charged, SipRequest invite, Simservs.Identity identity) {
        this(
                services,
                CallFacts.of(
                        services.cdrs().nextId(),
                        user,
                        charged,
                        services.clock().instant(),
                        invite),
                invite,
                identity);
    }

    private ServedCall(Services services, CallFacts facts, @Nullable SipRequest invite, Simservs.Identity identity) {
        this.services = services;
        this.facts = facts;
        this.invite = invite;
        this.identity = identity;
    }

    /** The call as another node stored it; its Ro session goes on when the first request comes. */
    static ServedCall restored(Services services, CallState state) {
        return new ServedCall(services, CallFacts.read(state.notes()), null, Simservs.Identity.INITIAL);
    }

    ServedCall metered(Credit.Granted granted) {
        credit = granted;
        return this;
    }

    ServedCall of(CalleeServices calleeServices) {
        callee = calleeServices;
        return this;
    }

    /** Whoever wants to know hears of a diversion: the caller by 181 (TS 24.604 §4.5.2.6.4), the user by a message. */
    void announce(BackToBackCall call) {
        var received = invite;
        var to = Optional.ofNullable(callee).flatMap(CalleeServices::diverted);
        if (to.isEmpty() || received == null || to.get().equals(announced)) {
            return;
        }
        announced = to.get();
        facts = facts.with("divertedTo", announced.target())
                .with("diversion", announced.cause().toString());
        if (!Boolean.FALSE.equals(announced.forwardTo().notifyCaller())) {
            call.progress(181, edit -> History.tell(edit, received, to.get()));
        }
        if (Boolean.TRUE.equals(announced.forwardTo().notifyServedUser())) {
            services.notices()
                    .tell(
                            facts.user().impu(),
                            "A call from " + facts.charged().caller() + " was diverted to " + announced.target());
        }
    }

    private void inTrace(BackToBackCall call, Runnable step) {
        if (!services.traces().enabled()) {
            step.run();
            return;
        }
        var icid = facts.charged().icid();
        var keys = icid.isEmpty()
                ? Set.of(call.callId(), call.calleeCallId())
                : Set.of(call.callId(), call.calleeCallId(), icid);
        TraceContext.run(keys, step);
    }

    @Override
    public void onProvisional(BackToBackCall call, SipResponse provisional) {
        if (provisional.status() == 180) {
            Optional.ofNullable(callee).ifPresent(CalleeServices::ringing);
        }
    }

    @Override
    public Optional<Target> onFailure(BackToBackCall call, SipResponse failure) {
        var next = Optional.ofNullable(callee).flatMap(services -> services.failed(failure));
        announce(call);
        return next;
    }

    @Override
    public Optional<Target> onNoAnswer(BackToBackCall call) {
        var next = Optional.ofNullable(callee).flatMap(CalleeServices::noAnswer);
        announce(call);
        return next;
    }

    private void reason(SipMessage last) {
        last.first(HeaderName.REASON).ifPresent(value -> facts = facts.with("reason", value));
    }

    /** Whose identity the responses to the caller may show; and what the two sides talk with from now on. */
    @Override
    public ResponseEdit relay(BackToBackCall call, Party from, SipResponse received, ResponseEdit edit) {
        if (received.status() >= 300) {
            reason(received);
        } else if (received.isSuccess() && call.isAnswered() && received.hasBody()) {
            facts = BillingFields.changed(facts, received, services.clock().instant());
            facts.notes().forEach(call::note);
        }
        if (from == Party.CALLER || !received.method().equals(Method.INVITE)) {
            return edit;
        }
        return facts.user().originating()
                ? Identities.toCaller(edit, identity.connectedPresentation())
                : Identities.callee(edit, received, identity.connectedRestriction());
    }

    /** The facts are stored before the caller hears of the answer. */
    @Override
    public void onAnswer(BackToBackCall call, SipResponse answer) {
        facts = facts.answered(services.clock().instant()).with(BillingFields.of(answer));
        facts.notes().forEach(call::note);
        var granted = credit;
        if (granted == null) {
            save(call);
            return;
        }
        var started = new CallMeter(services.charging(), facts.charged(), granted, new Metered(call), services.clock());
        meter = started;
        inTrace(call, started::answered);
    }

    @Override
    public void onChange(BackToBackCall call) {
        watch(call);
    }

    /** From now on this node watches the call, even if nothing happens in it. */
    void watch(BackToBackCall call) {
        inTrace(call, () -> {
            if (meter == null) {
                meter = restoredMeter(call).orElse(null);
                Optional.ofNullable(meter).ifPresent(CallMeter::resume);
            }
            save(call);
        });
    }

    /** A session timer that ran out here says nothing of a call that another node has. */
    @Override
    public boolean isHere(BackToBackCall call) {
        return switch (services.calls().holder(call.state())) {
            case THIS_NODE, UNKNOWN -> true;
            case ANOTHER_NODE, NOBODY -> {
                call.forget();
                yield false;
            }
        };
    }

    @Override
    public void onForgotten(BackToBackCall call) {
        Optional.ofNullable(meter).ifPresent(CallMeter::drop);
    }

    private Optional<CallMeter> restoredMeter(BackToBackCall call) {
        return CallMeter.restore(
                services.charging(), facts.charged(), call.notes(), new Metered(call), services.clock());
    }

    /** One at a time, each with what is true then: the meter has a thread of its own. */
    private synchronized void save(BackToBackCall call) {
        services.calls().save(call.state());
    }

    /** Should this node die before the 200, the next one writes it again, under the same id: one record. */
    @Override
    public void onHangUp(BackToBackCall call, SipRequest bye, CallEnd end) {
        reason(bye);
        inTrace(call, () -> record(call, end));
    }

    private void record(BackToBackCall call, CallEnd end) {
        if (!recorded) {
            var when = services.clock().instant();
            services.cdrs().write(facts.record(services.node(), call, end, when));
            recorded = true;
        }
    }

    @Override
    public void onEnd(BackToBackCall call, CallEnd end) {
        inTrace(call, () -> {
            record(call, end);
            closeCredit(call, end);
            if (call.isAnswered()) {
                services.calls().remove(call.state());
            }
        });
    }

    private void closeCredit(BackToBackCall call, CallEnd end) {
        var granted = credit;
        var running = Optional.ofNullable(meter);
        if (running.isEmpty() && granted == null) {
            running = restoredMeter(call);
        }
        if (running.isPresent()) {
            running.get().close(end.status());
        } else if (granted != null) {
            services.charging().close(facts.charged(), granted.session(), 1, Duration.ZERO, end.status());
        }
    }

    /** The call as its meter sees it. */
    private final class Metered implements CallMeter.MeteredCall {
        private final BackToBackCall call;

        Metered(BackToBackCall call) {
            this.call = call;
        }

        @Override
        public Runnable schedule(Runnable task, Duration delay) {
            return services.scheduler().schedule(() -> inTrace(call, task), delay);
        }

        @Override
        public void store(Map<String, String> meterFacts) {
            meterFacts.forEach(call::note);
            save(call);
        }

        @Override
        public boolean isHere() {
            return ServedCall.this.isHere(call);
        }

        @Override
        public void release(String reason) {
            call.release(reason);
        }

        @Override
        public boolean goesOnUncharged() {
            return services.callWithoutCharging();
        }
    }
}
