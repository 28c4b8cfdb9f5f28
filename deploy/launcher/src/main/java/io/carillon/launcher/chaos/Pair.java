package io.carillon.launcher.chaos;

import io.carillon.launcher.api.Provisioning;
import io.carillon.launcher.suite.PhoneSide;
import io.carillon.launcher.suite.Poll;
import io.carillon.launcher.suite.SuiteException;
import io.carillon.testkit.CallPolicy;
import io.carillon.testkit.MissingArrow;
import io.carillon.testkit.Ue;
import io.carillon.testkit.UeCall;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Two registered phones that call each other. */
final class Pair implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration PREPARATION = Duration.ofMinutes(1);
    private static final int PASSWORD_BYTES = 12;

    private final Ue caller;
    private final Ue callee;

    /** A call that is up, seen from both ends. */
    record Standing(UeCall calling, UeCall called) {
        /** Whether a re-INVITE is answered and the end of it is heard at the other side. */
        boolean livesAndEnds() {
            try {
                boolean lives = calling.hold().isSuccess();
                calling.hangUp();
                called.awaitEnded();
                return lives;
            } catch (MissingArrow lost) {
                return false;
            }
        }
    }

    private Pair(Ue caller, Ue callee) {
        this.caller = caller;
        this.callee = callee;
    }

    /** Fresh subscribers with fresh passwords, registered. */
    static Pair registered(Provisioning provisioning, int number, InetSocketAddress sbc) {
        var pair = new Pair(
                phone(provisioning, "chaos" + number + "a", sbc), phone(provisioning, "chaos" + number + "b", sbc));
        register(pair.caller);
        register(pair.callee);
        return pair;
    }

    /** A suite that has just started is slow at its first requests. */
    private static void register(Ue phone) {
        inTime(phone.name() + " cannot register", () -> {
            phone.register();
            return true;
        });
    }

    /** What the attempt that succeeded gave; silence and refusals before any fault are borne for a minute. */
    private static <T> T inTime(String failure, Supplier<T> attempt) {
        List<T> made = new ArrayList<>();
        boolean done = Poll.within(PREPARATION, () -> {
            try {
                return made.add(attempt.get());
            } catch (MissingArrow silence) {
                return false;
            }
        });
        if (!done) {
            throw new SuiteException(failure + " before any fault; see ./ims status");
        }
        return made.getFirst();
    }

    private static Ue phone(Provisioning provisioning, String name, InetSocketAddress sbc) {
        String impi = name + "@" + PhoneSide.domain();
        String impu = "sip:" + impi;
        byte[] password = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(password);
        String secret = HexFormat.of().formatHex(password);
        if (provisioning.exists(impi)) {
            provisioning.remove(impi);
        }
        provisioning.addWithPassword(impi, List.of(impu), secret);
        return Ue.named(name)
                .home(PhoneSide.domain())
                .impi(impi)
                .impu(impu)
                .password(secret)
                .pcscf(sbc)
                .deadline(PATIENCE)
                .onCall(CallPolicy.ANSWER)
                .start();
    }

    Standing stand() {
        return inTime(caller.name() + " cannot call " + callee.name(), this::oneCall);
    }

    private Standing oneCall() {
        UeCall calling = caller.call(callee.impu());
        UeCall called = callee.awaitCall();
        calling.awaitAnswered();
        called.awaitAnswered();
        return new Standing(calling, called);
    }

    /** The Call-ID of a call that was set up and ended; empty when it was not answered. */
    Optional<String> call() {
        return call(caller, callee);
    }

    private static Optional<String> call(Ue from, Ue to) {
        UeCall call = from.call(to.impu());
        try {
            call.awaitAnswered();
            return Optional.of(call.callId());
        } catch (MissingArrow unanswered) {
            return Optional.empty();
        } finally {
            call.hangUp();
        }
    }

    /** How many of the two are not reached by the other any more. */
    int unreachable() {
        return (reached(caller, callee) ? 0 : 1) + (reached(callee, caller) ? 0 : 1);
    }

    /** A call that fails for another reason has a second chance. */
    private static boolean reached(Ue from, Ue to) {
        return call(from, to).isPresent() || call(from, to).isPresent();
    }

    @Override
    public void close() {
        caller.close();
        callee.close();
    }
}
