package io.carillon.tas.session;

import io.carillon.node.cdr.CdrSink;
import io.carillon.node.trace.TraceContext;
import io.carillon.sip.dialog.BackToBackCall;
import io.carillon.sip.dialog.CallEnd;
import io.carillon.sip.dialog.CallHooks;
import io.carillon.sip.dialog.CallState;
import io.carillon.sip.dialog.Target;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.tas.charging.CallMeter;
import io.carillon.tas.charging.OnlineCharging;
import io.carillon.tas.charging.OnlineCharging.ChargedCall;
import io.carillon.tas.charging.OnlineCharging.Credit;
import io.carillon.tas.diversion.DiversionRules;
import io.carillon.tas.diversion.DiversionRules.Condition;
import io.carillon.tas.diversion.Diversions;
import io.carillon.tas.diversion.History;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the services do at the turns of one call: diversion, charging, the record at its end. */
public final class ServedCall implements CallHooks {
    /** What calls are served with. */
    public record Services(
            OnlineCharging charging,
            Diversions diversions,
            Calls calls,
            CdrSink cdrs,
            Clock clock,
            Scheduler scheduler,
            String node,
            boolean callWithoutCharging,
            int mostDiversions,
            Duration ringing) {}

    /** Runs a task once after a delay on a thread that may wait; the result stops it. */
    public interface Scheduler {
        Runnable schedule(Runnable task, Duration delay);
    }

    private final Services services;
    private final @Nullable SipRequest invite;
    private CallFacts facts;
    private DiversionRules rules = DiversionRules.NONE;
    private List<String> route = List.of();
    private long diversions;
    private Credit.@Nullable Granted credit;
    private @Nullable CallMeter meter;
    private @Nullable Condition announced;

    ServedCall(Services services, ServedUser user, ChargedCall charged, SipRequest invite) {
        this(services, CallFacts.of(user, charged, services.clock().instant(), invite), invite);
        this.diversions = History.diversions(invite);
    }

    private ServedCall(Services services, CallFacts facts, @Nullable SipRequest invite) {
        this.services = services;
        this.facts = facts;
        this.invite = invite;
    }

    /** The call as another node stored it; its Ro session goes on when the first request comes. */
    static ServedCall restored(Services services, CallState state) {
        return new ServedCall(services, CallFacts.read(state.notes()), null);
    }

    ServedCall metered(Credit.Granted granted) {
        credit = granted;
        return this;
    }

    ServedCall diverting(DiversionRules userRules, List<String> routeBack) {
        rules = userRules;
        route = routeBack;
        return this;
    }

    /** The target of a rule that needs no try of the user's phones. */
    Optional<Target> diverted(Condition condition) {
        return diverted(condition, Optional.empty());
    }

    /** The target of the rule for this condition, unless the call has been diverted too often. */
    private Optional<Target> diverted(Condition condition, Optional<Integer> tried) {
        var received = invite;
        var to = rules.target(condition);
        if (received == null || to.isEmpty() || diversions >= services.mostDiversions()) {
            return Optional.empty();
        }
        diversions++;
        announced = condition;
        facts = facts.with("divertedTo", to.get()).with("diversion", condition.toString());
        rules = DiversionRules.NONE; // the new target is another user, who has rules of its own
        return Optional.of(Target.of(to.get(), "core")
                .via(route)
                .edit(edit -> History.divert(edit, received, to.get(), condition, tried)));
    }

    /** 181 to the caller (TS 24.604 §4.5.2.6.4). */
    void announce(BackToBackCall call) {
        if (announced != null) {
            announced = null;
            call.progress(181, edit -> edit);
        }
    }

    private void inTrace(BackToBackCall call, Runnable step) {
        var icid = facts.charged().icid();
        var keys = icid.isEmpty()
                ? Set.of(call.callId(), call.calleeCallId())
                : Set.of(call.callId(), call.calleeCallId(), icid);
        TraceContext.run(keys, step);
    }

    @Override
    public Optional<Target> onFailure(BackToBackCall call, SipResponse failure) {
        var next = DiversionRules.condition(failure.status())
                .flatMap(condition -> diverted(condition, Optional.of(failure.status())));
        announce(call);
        return next;
    }

    @Override
    public Optional<Target> onNoAnswer(BackToBackCall call) {
        var next = diverted(Condition.NO_REPLY, Optional.of(408));
        announce(call);
        return next;
    }

    /** The facts are stored before the caller hears of the answer. */
    @Override
    public void onAnswer(BackToBackCall call, SipResponse answer) {
        facts = facts.answered(services.clock().instant());
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
        if (meter == null) {
            meter = restoredMeter(call).orElse(null);
            Optional.ofNullable(meter).ifPresent(CallMeter::resume);
        }
        save(call);
    }

    private Optional<CallMeter> restoredMeter(BackToBackCall call) {
        return CallMeter.restore(
                services.charging(), facts.charged(), call.notes(), new Metered(call), services.clock());
    }

    /** One at a time, each with what is true then: the meter has a thread of its own. */
    private synchronized void save(BackToBackCall call) {
        services.calls().save(call.state());
    }

    @Override
    public void onEnd(BackToBackCall call, CallEnd end) {
        inTrace(call, () -> {
            var when = services.clock().instant();
            closeCredit(call, end);
            services.cdrs().write(facts.record(services.cdrs().nextId(), services.node(), call.callId(), end, when));
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
        public void release(String reason) {
            call.release(reason);
        }

        @Override
        public boolean goesOnUncharged() {
            return services.callWithoutCharging();
        }
    }
}
