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
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Two registered phones; one calls the other by its number, and sends it texts. */
final class Pair implements AutoCloseable {
    private static final Duration PREPARATION = Duration.ofMinutes(1);
    /** What a node took that died comes when its lease is over, and after a failure by the plan of retries. */
    private static final Duration DELIVERY = Duration.ofMinutes(3);

    /** Numbers of the range that is kept for films. */
    private static final String CALLING = "+155501901";

    private static final String CALLED = "+155501902";
    private static final int PASSWORD_BYTES = 12;
    /** A phone whose border is gone needs one to find out, and any may fail for another reason. */
    private static final int CHANCES = 3;

    private final Phone caller;
    private final Phone callee;
    private final String number;
    /** What came to the one that is called. */
    private final Mailbox mailbox;
    /** Texts that the network has said 2xx to. */
    private final Queue<String> taken = new ConcurrentLinkedQueue<>();

    private final AtomicInteger texts = new AtomicInteger();
    /** What an earlier trial left in the network's store comes under another name. */
    private final UUID trial = UUID.randomUUID();

    /** A call that is up, seen from both ends. */
    record Standing(Phone caller, UeCall calling, UeCall called) {
        /** Whether a re-INVITE is answered and the end of it is heard at the other side. */
        boolean livesAndEnds() {
            try {
                boolean lives = caller.holds(calling);
                caller.hangUp(calling);
                called.awaitEnded();
                return lives;
            } catch (MissingArrow lost) {
                return false;
            }
        }
    }

    private Pair(Phone caller, Phone callee, String number, Mailbox mailbox) {
        this.caller = caller;
        this.callee = callee;
        this.number = number;
        this.mailbox = mailbox;
    }

    /** Fresh subscribers with fresh passwords, registered: those who call at one border, those who are called at the next. */
    static Pair registered(
            Provisioning provisioning, int number, List<InetSocketAddress> borders, Consumer<String> failures) {
        var known = new ArrayList<>(borders);
        Collections.rotate(known, -number);
        var others = new ArrayList<>(known);
        Collections.rotate(others, 1);
        var mailbox = new Mailbox();
        var dialled = CALLED + number;
        var pair = new Pair(
                phone(provisioning, "chaos" + number + "a", CALLING + number, known, MessageObserver.NONE, failures),
                phone(provisioning, "chaos" + number + "b", dialled, others, mailbox, failures),
                dialled,
                mailbox);
        register(pair.caller.ue());
        register(pair.callee.ue());
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

    private static Phone phone(
            Provisioning provisioning,
            String name,
            String number,
            List<InetSocketAddress> borders,
            MessageObserver observer,
            Consumer<String> failures) {
        String impi = name + "@" + PhoneSide.domain();
        String impu = "sip:" + impi;
        byte[] password = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(password);
        String secret = HexFormat.of().formatHex(password);
        if (provisioning.exists(impi)) {
            provisioning.remove(impi);
        }
        provisioning.addWithPassword(impi, List.of(impu, "tel:" + number), secret);
        var ue = Ue.named(name)
                .home(PhoneSide.domain())
                .impi(impi)
                .impu(impu)
                .password(secret)
                .pcscf(borders.getFirst())
                .deadline(Phone.PATIENCE)
                .onCall(CallPolicy.ANSWER)
                .observer(observer)
                .start();
        return new Phone(ue, borders, failures);
    }

    Standing stand() {
        return inTime(caller.ue().name() + " cannot call " + callee.ue().name(), this::oneCall);
    }

    private Standing oneCall() {
        UeCall calling = caller.ue().call(number);
        UeCall called = callee.ue().awaitCall();
        calling.awaitAnswered();
        called.awaitAnswered();
        return new Standing(caller, calling, called);
    }

    /** The Call-ID of a call that was set up and ended; empty when it was not answered. */
    Optional<String> call() {
        return caller.call(number);
    }

    /** A text that no other is like; empty when the network did not take it. */
    Optional<String> text() {
        String text =
                "%s of %s, %s".formatted(texts.incrementAndGet(), caller.ue().name(), trial);
        if (!caller.text(callee.ue().impu(), text)) {
            return Optional.empty();
        }
        taken.add(text);
        return Optional.of(text);
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

    private static boolean reached(Phone from, Phone to) {
        return IntStream.range(0, CHANCES)
                .anyMatch(_ -> from.call(to.ue().impu()).isPresent());
    }

    @Override
    public void close() {
        caller.close();
        callee.close();
    }
}
