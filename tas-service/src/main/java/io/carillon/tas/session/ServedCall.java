package io.carillon.tas.session;

import io.carillon.identity.Impu;
import io.carillon.node.cdr.CdrEvent;
import io.carillon.node.cdr.CdrSink;
import io.carillon.node.trace.TraceContext;
import io.carillon.sip.dialog.BackToBackCall;
import io.carillon.sip.dialog.CallEnd;
import io.carillon.sip.dialog.CallHooks;
import io.carillon.sip.dialog.CallState;
import io.carillon.sip.dialog.Target;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.NameAddr;
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
import java.time.Instant;
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

    private static final String SERVED = "served";
    private static final String ROLE = "role";
    private static final String CALLER = "caller";
    private static final String CALLEE = "callee";
    private static final String ICID = "icid";
    private static final String START = "start";

    private final Services services;
    private final ServedUser user;
    private final ChargedCall charged;
    private final Instant start;
    private final @Nullable SipRequest invite;
    private DiversionRules rules = DiversionRules.NONE;
    private List<String> route = List.of();
    private long diversions;
    private Credit.@Nullable Granted credit;
    private @Nullable CallMeter meter;
    private @Nullable Condition announced;

    ServedCall(Services services, ServedUser user, ChargedCall charged, SipRequest invite) {
        this(services, user, charged, services.clock().instant(), invite);
        this.diversions = History.diversions(invite);
    }

    private ServedCall(
            Services services, ServedUser user, ChargedCall charged, Instant start, @Nullable SipRequest invite) {
        this.services = services;
        this.user = user;
        this.charged = charged;
        this.start = start;
        this.invite = invite;
    }

    /** The call as another node stored it; its Ro session goes on when the first request comes. */
    static ServedCall restored(Services services, CallState state) {
        var notes = state.notes();
        var user = new ServedUser(Impu.parse(notes.getOrDefault(SERVED, "sip:unknown@invalid")), "orig".equals(notes.get(ROLE)));
        var charged = new ChargedCall(
                user.originating() ? user.impu().value() : "",
                notes.getOrDefault(CALLER, ""),
                notes.getOrDefault(CALLEE, ""),
                notes.getOrDefault(ICID, ""));
        var start = Optional.ofNullable(notes.get(START)).map(Instant::parse).orElse(services.clock().instant());
        return new ServedCall(services, user, charged, start, null);
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

    /** The target of the rule for this condition, unless the call has been diverted too often. */
    Optional<Target> diverted(Condition condition) {
        var received = invite;
        var to = rules.target(condition);
        if (received == null || to.isEmpty() || diversions >= services.mostDiversions()) {
            return Optional.empty();
        }
        diversions++;
        announced = condition;
        rules = DiversionRules.NONE;
        return Optional.of(Target.of(to.get(), "core")
                .via(route)
                .edit(edit -> History.divert(edit, received, to.get(), condition)));
    }

    /** 181 to the caller (TS 24.604 §4.5.2.6.4). */
    void announce(BackToBackCall call) {
        if (announced != null) {
            announced = null;
            call.progress(181, edit -> edit);
        }
    }

    private void inTrace(BackToBackCall call, Runnable step) {
        var keys = charged.icid().isEmpty()
                ? Set.of(call.callId(), call.calleeCallId())
                : Set.of(call.callId(), call.calleeCallId(), charged.icid());
        TraceContext.run(keys, step);
    }

    @Override
    public Optional<Target> onFailure(BackToBackCall call, SipResponse failure) {
        var next = DiversionRules.condition(failure.status()).flatMap(this::diverted);
        announce(call);
        return next;
    }

    @Override
    public Optional<Target> onNoAnswer(BackToBackCall call) {
        var next = diverted(Condition.NO_REPLY);
        announce(call);
        return next;
    }

    /** The facts are stored before the caller hears of the answer. */
    @Override
    public void onAnswer(BackToBackCall call, SipResponse answer) {
        call.note(SERVED, user.impu().value());
        call.note(ROLE, user.originating() ? "orig" : "term");
        call.note(CALLER, charged.caller());
        call.note(CALLEE, charged.callee());
        call.note(ICID, charged.icid());
        call.note(START, start.toString());
        var granted = credit;
        if (granted != null) {
            meter = new CallMeter(services.charging(), charged, granted, new Metered(call), services.clock());
            inTrace(call, meter::answered);
        }
        services.calls().save(call.state());
    }

    @Override
    public void onChange(BackToBackCall call) {
        if (meter == null && call.isAnswered()) {
            meter = CallMeter.restore(
                            services.charging(), charged, call.notes(), new Metered(call), services.clock())
                    .orElse(null);
        }
        services.calls().save(call.state());
    }

    @Override
    public void onEnd(BackToBackCall call, CallEnd end) {
        inTrace(call, () -> {
            closeCredit(call, end);
            services.cdrs().write(record(call, end));
            if (call.isAnswered()) {
                services.calls().remove(call.state());
            }
        });
    }

    private void closeCredit(BackToBackCall call, CallEnd end) {
        var running = meter;
        if (running == null && call.isAnswered()) {
            running = CallMeter.restore(
                            services.charging(), charged, call.notes(), new Metered(call), services.clock())
                    .orElse(null);
        }
        var granted = credit;
        if (running != null) {
            running.close(end.status());
        } else if (granted != null) {
            services.charging().close(charged, granted.session(), 1, Duration.ZERO, end.status());
        }
    }

    private CdrEvent record(BackToBackCall call, CallEnd end) {
        var answeredAt = call.isAnswered() ? Instant.ofEpochMilli(call.state().answeredAt()) : null;
        return new CdrEvent(
                services.cdrs().nextId(),
                CdrEvent.Kind.CALL,
                start,
                answeredAt,
                services.clock().instant(),
                charged.caller(),
                charged.callee(),
                user.impu().value(),
                user.originating() ? CdrEvent.Role.ORIG : CdrEvent.Role.TERM,
                end.cause() + " " + end.status(),
                charged.icid(),
                call.callId(),
                services.node(),
                facts());
    }

    /** What a biller wants besides: access network, diversion. */
    private Map<String, String> facts() {
        var facts = new java.util.HashMap<String, String>();
        var received = invite;
        if (received != null) {
            received.first(HeaderName.P_ACCESS_NETWORK_INFO).ifPresent(value -> facts.put("accessNetwork", value));
            var history = received.all(HeaderName.HISTORY_INFO).stream()
                    .map(NameAddr::parse)
                    .map(NameAddr::uri)
                    .toList();
            if (!history.isEmpty()) {
                facts.put("history", String.join(" ", history));
            }
        }
        facts.put("diversions", Long.toString(diversions));
        return facts;
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
        public void store(Map<String, String> facts) {
            facts.forEach(call::note);
            if (call.isAnswered()) {
                services.calls().save(call.state());
            }
        }

        @Override
        public void release(String reason) {
            call.release(reason);
        }
    }
}
