package io.carillon.launcher.chaos;

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
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * A phone that knows several P-CSCFs. Silence is taken for that of the one it speaks to: it registers at the next (TS
 * 24.229 §5.1.2A.1.1, §5.1.1.2.1).
 */
final class Phone implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Ue ue;
    /** The one it speaks to comes first. */
    private final Deque<InetSocketAddress> borders;
    /** None of them has taken its registration since it left one. */
    private boolean astray;

    /** How a request went. */
    private enum Ending {
        ANSWERED,
        REFUSED,
        SILENCE
    }

    /** @param ue speaks to the first of the borders, and waits for {@link #PATIENCE} */
    Phone(Ue ue, Collection<InetSocketAddress> borders) {
        this.ue = ue;
        this.borders = new ArrayDeque<>(borders);
    }

    Ue ue() {
        return ue;
    }

    /** The Call-ID of a call that was answered, and then ended; empty if it was not. */
    Optional<String> call(String target) {
        settle();
        UeCall call = ue.call(target);
        if (asks(() -> outcome(call)) != Ending.ANSWERED) {
            return Optional.empty();
        }
        hangUp(call);
        return Optional.of(call.callId());
    }

    private static Ending outcome(UeCall call) {
        try {
            call.awaitAnswered();
            return Ending.ANSWERED;
        } catch (MissingArrow unanswered) {
            Ending ending = call.status() == 0 ? Ending.SILENCE : Ending.REFUSED;
            call.hangUp();
            return ending;
        }
    }

    /** Whether the network takes a text. */
    boolean text(String target, String text) {
        settle();
        return asks(() -> sent(target, text)) == Ending.ANSWERED;
    }

    private Ending sent(String target, String text) {
        try {
            return ue.message(target, text).isSuccess() ? Ending.ANSWERED : Ending.REFUSED;
        } catch (MissingArrow silence) {
            return Ending.SILENCE;
        }
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
        if (ending == Ending.SILENCE) {
            astray = borders.size() > 1;
            settle();
        }
        return ending;
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
