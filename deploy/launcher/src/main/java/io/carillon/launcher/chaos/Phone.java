package io.carillon.launcher.chaos;

import io.carillon.sip.message.SipResponse;
import io.carillon.sip.transport.Addresses;
import io.carillon.testkit.MissingArrow;
import io.carillon.testkit.Ue;
import io.carillon.testkit.UeCall;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A phone that knows several P-CSCFs. Silence is taken for that of the one it speaks to: it registers at the next (TS
 * 24.229 §5.1.2A.1.1, §5.1.1.2.1). So it does when that sends it away with 503, and asks there again (RFC 3261 §21.5.4).
 */
final class Phone implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int SERVICE_UNAVAILABLE = 503;

    private final Ue ue;
    /** The one it speaks to comes first. */
    private final Deque<InetSocketAddress> borders;

    private final Consumer<String> failures;
    /** None of them has taken its registration since it left one. */
    private boolean astray;

    /** How a request went. */
    private enum Ending {
        ANSWERED,
        REFUSED,
        SENT_AWAY,
        SILENCE
    }

    /**
     * @param ue speaks to the first of the borders, and waits for {@link #PATIENCE}
     * @param failures hears of each call and text that failed
     */
    Phone(Ue ue, Collection<InetSocketAddress> borders, Consumer<String> failures) {
        this.ue = ue;
        this.borders = new ArrayDeque<>(borders);
        this.failures = failures;
    }

    Ue ue() {
        return ue;
    }

    /** The Call-ID of a call that was answered, and then ended; empty if it was not. */
    Optional<String> call(String target) {
        settle();
        var last = new AtomicReference<UeCall>();
        Ending ending = asks(() -> {
            UeCall next = ue.call(target);
            last.set(next);
            return outcome(next);
        });
        UeCall call = last.get();
        if (ending != Ending.ANSWERED || call == null) {
            return Optional.empty();
        }
        hangUp(call);
        return Optional.of(call.callId());
    }

    private Ending outcome(UeCall call) {
        try {
            call.awaitAnswered();
            return Ending.ANSWERED;
        } catch (MissingArrow unanswered) {
            int status = call.status();
            call.hangUp();
            return failed("call " + call.callId(), status);
        }
    }

    /** Whether the network takes a text. */
    boolean text(String target, String text) {
        settle();
        return asks(() -> sent(target, text)) == Ending.ANSWERED;
    }

    private Ending sent(String target, String text) {
        try {
            SipResponse answer = ue.message(target, text);
            return answer.isSuccess() ? Ending.ANSWERED : failed("text " + answer.callId(), answer.status());
        } catch (MissingArrow silence) {
            return failed("text '" + text + "'", 0);
        }
    }

    /** @param status 0 if none came */
    private Ending failed(String what, int status) {
        String how = status == 0 ? "not answered for " + PATIENCE.toSeconds() + " s" : "refused with " + status;
        failures.accept(ue.name() + " at " + Addresses.text(borders.getFirst()) + ": " + what + " " + how);
        return switch (status) {
            case 0 -> Ending.SILENCE;
            case SERVICE_UNAVAILABLE -> Ending.SENT_AWAY;
            default -> Ending.REFUSED;
        };
    }

    /** Whether the other phone of a call answers a re-INVITE. */
    boolean holds(UeCall call) {
        return insists(() -> call.hold().isSuccess());
    }

    void hangUp(UeCall call) {
        insists(() -> {
            call.hangUp();
            return true;
        });
    }

    /** What nobody answers at one border is said again at another. */
    private boolean insists(BooleanSupplier request) {
        Ending first = asks(() -> soon(request));
        return (first == Ending.SILENCE ? asks(() -> soon(request)) : first) == Ending.ANSWERED;
    }

    /** A request inside of a call would be waited for until its transaction gives up, for half a minute. */
    private static Ending soon(BooleanSupplier request) {
        return CompletableFuture.supplyAsync(
                        () -> request.getAsBoolean() ? Ending.ANSWERED : Ending.REFUSED, Thread::startVirtualThread)
                .completeOnTimeout(Ending.SILENCE, PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    private Ending asks(Supplier<Ending> request) {
        Ending ending = request.get();
        if (ending == Ending.SENT_AWAY && leaves()) {
            ending = request.get();
        }
        if (ending == Ending.SILENCE) {
            leaves();
        }
        return ending;
    }

    /** Whether another border has its registration then. */
    private boolean leaves() {
        if (borders.size() == 1) {
            return false;
        }
        astray = true;
        settle();
        return !astray;
    }

    /** Registers at the next border that takes it; one that takes none now is asked again before the next request. */
    private void settle() {
        for (int tried = 0; astray && tried < borders.size(); tried++) {
            borders.addLast(borders.removeFirst());
            ue.moveTo(borders.getFirst());
            astray = !registers();
        }
    }

    private boolean registers() {
        try {
            return ue.attemptRegister().isSuccess();
        } catch (MissingArrow silence) {
            return false;
        }
    }

    @Override
    public void close() {
        ue.close();
    }
}
