package io.carillon.launcher.chaos;

import io.carillon.launcher.api.Provisioning;
import io.carillon.launcher.suite.PhoneSide;
import io.carillon.launcher.suite.Poll;
import io.carillon.launcher.suite.SuiteException;
import io.carillon.sip.transport.MessageObserver;
import io.carillon.testkit.CallPolicy;
import io.carillon.testkit.MissingArrow;
import io.carillon.testkit.Ue;
import io.carillon.testkit.UeCall;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Two registered phones; one calls the other by its number, and sends it texts. */
final class Pair implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration PREPARATION = Duration.ofMinutes(1);
    /** What a node took that died comes when its lease is over, and after a failure by the plan of retries. */
    private static final Duration DELIVERY = Duration.ofMinutes(3);

    /** Numbers of the range that is kept for films. */
    private static final String CALLING = "+155501901";

    private static final String CALLED = "+155501902";
    private static final int PASSWORD_BYTES = 12;

    private final Ue caller;
    private final Ue callee;
    private final String number;
    /** What came to the one that is called. */
    private final Mailbox mailbox;
    /** Texts that the network has said 2xx to. */
    private final Queue<String> taken = new ConcurrentLinkedQueue<>();

    private final AtomicInteger texts = new AtomicInteger();
    /** What an earlier trial left in the network's store comes under another name. */
    private final UUID trial = UUID.randomUUID();

    /** The P-CSCFs that phones know, that of the caller first. */
    private final Deque<InetSocketAddress> borders;

    /** How a request went. */
    private enum Ending {
        ANSWERED,
        REFUSED,
        SILENCE
    }

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

    private Pair(Ue caller, Ue callee, String number, Mailbox mailbox, Deque<InetSocketAddress> borders) {
        this.caller = caller;
        this.callee = callee;
        this.number = number;
        this.mailbox = mailbox;
        this.borders = borders;
    }

    /** Fresh subscribers with fresh passwords, registered: those who call at one border, those who are called at the next. */
    static Pair registered(Provisioning provisioning, int number, List<InetSocketAddress> borders) {
        var known = new ArrayDeque<>(borders);
        for (int i = 0; i < number; i++) {
            known.addLast(known.removeFirst());
        }
        var mailbox = new Mailbox();
        var dialled = CALLED + number;
        var pair = new Pair(
                phone(provisioning, "chaos" + number + "a", CALLING + number, known.getFirst(), MessageObserver.NONE),
                phone(provisioning, "chaos" + number + "b", dialled, known.getLast(), mailbox),
                dialled,
                mailbox,
                known);
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

    private static Ue phone(
            Provisioning provisioning, String name, String number, InetSocketAddress sbc, MessageObserver observer) {
        String impi = name + "@" + PhoneSide.domain();
        String impu = "sip:" + impi;
        byte[] password = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(password);
        String secret = HexFormat.of().formatHex(password);
        if (provisioning.exists(impi)) {
            provisioning.remove(impi);
        }
        provisioning.addWithPassword(impi, List.of(impu, "tel:" + number), secret);
        return Ue.named(name)
                .home(PhoneSide.domain())
                .impi(impi)
                .impu(impu)
                .password(secret)
                .pcscf(sbc)
                .deadline(PATIENCE)
                .onCall(CallPolicy.ANSWER)
                .observer(observer)
                .start();
    }

    Standing stand() {
        return inTime(caller.name() + " cannot call " + callee.name(), this::oneCall);
    }

    private Standing oneCall() {
        UeCall calling = caller.call(number);
        UeCall called = callee.awaitCall();
        calling.awaitAnswered();
        called.awaitAnswered();
        return new Standing(calling, called);
    }

    /** The Call-ID of a call that was set up and ended; empty when it was not answered. */
    Optional<String> call() {
        UeCall call = caller.call(number);
        return heard(ended(call)) ? Optional.of(call.callId()) : Optional.empty();
    }

    /** A text that no other is like; empty when the network did not take it. */
    Optional<String> text() {
        String text = "%s of %s, %s".formatted(texts.incrementAndGet(), caller.name(), trial);
        if (!heard(sent(text))) {
            return Optional.empty();
        }
        taken.add(text);
        return Optional.of(text);
    }

    private Ending sent(String text) {
        try {
            return caller.message(callee.impu(), text).isSuccess() ? Ending.ANSWERED : Ending.REFUSED;
        } catch (MissingArrow silence) {
            return Ending.SILENCE;
        }
    }

    private boolean heard(Ending ending) {
        if (ending == Ending.SILENCE) {
            tryAnotherBorder();
        }
        return ending == Ending.ANSWERED;
    }

    private static Ending ended(UeCall call) {
        try {
            call.awaitAnswered();
            return Ending.ANSWERED;
        } catch (MissingArrow unanswered) {
            return call.status() == 0 ? Ending.SILENCE : Ending.REFUSED;
        } finally {
            call.hangUp();
        }
    }

    /** Silence is taken for the P-CSCF's (TS 24.229 §5.1.2A.1.1, §5.1.1.2.1). */
    private void tryAnotherBorder() {
        if (borders.size() > 1) {
            borders.addLast(borders.removeFirst());
            try {
                caller.moveTo(borders.getFirst()).attemptRegister();
            } catch (MissingArrow silence) {
                // so is this one, and the next call is the next attempt
            }
        }
    }

    /** How many texts the network took; when nothing is sent any more. */
    int textsTaken() {
        return taken.size();
    }

    /** How many of these never came. */
    int textsMissing() {
        Poll.within(DELIVERY, () -> mailbox.hasAll(taken));
        return mailbox.missing(taken);
    }

    int textsDoubled() {
        return mailbox.doubled();
    }

    /** How many of the two are not reached by the other any more. */
    int unreachable() {
        return (reached(caller, callee) ? 0 : 1) + (reached(callee, caller) ? 0 : 1);
    }

    /** A call that fails for another reason has a second chance. */
    private static boolean reached(Ue from, Ue to) {
        return IntStream.range(0, 2).anyMatch(_ -> ended(from.call(to.impu())) == Ending.ANSWERED);
    }

    @Override
    public void close() {
        caller.close();
        callee.close();
    }
}
