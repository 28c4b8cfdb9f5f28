package io.carillon.launcher.demo;

import io.carillon.sip.message.Method;
import io.carillon.sip.message.SipMessage;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.transport.Arrival;
import io.carillon.sip.transport.MessageObserver;
import io.carillon.sip.transport.Transport;
import io.carillon.testkit.CallPolicy;
import io.carillon.testkit.MissingArrow;
import io.carillon.testkit.Submission;
import io.carillon.testkit.Ue;
import io.carillon.testkit.UeBuilder;
import io.carillon.testkit.UeCall;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/** Two phones of the testkit on loopback, each with a tone of its own, so that hearing can be told from noise. */
public final class TestkitPhones implements Phones {
    private static final int ALICE_HERTZ = 440;
    private static final int BOB_HERTZ = 660;

    private final Ue alice;
    private final Ue bob;
    private final RegisterWatch aliceWatch = new RegisterWatch();
    private final RegisterWatch bobWatch = new RegisterWatch();

    public TestkitPhones(Cast cast, int accessPort) {
        var sbc = new InetSocketAddress("127.0.0.1", accessPort);
        HexFormat hex = HexFormat.of();
        alice = phone("alice", cast, sbc, aliceWatch)
                .impi(cast.alice().impi())
                .impu(cast.alice().impu())
                .usim(hex.parseHex(cast.alice().ki()), hex.parseHex(cast.alice().opc()))
                .tone(ALICE_HERTZ)
                .start();
        bob = phone("bob", cast, sbc, bobWatch)
                .impi(cast.bob().impi())
                .impu(cast.bob().impu())
                .password(cast.bob().password())
                .tone(BOB_HERTZ)
                .onCall(CallPolicy.ANSWER)
                .start();
    }

    private static UeBuilder phone(String name, Cast cast, InetSocketAddress sbc, RegisterWatch watch) {
        return Ue.named(name).home(cast.domain()).pcscf(sbc).observer(watch);
    }

    @Override
    public Registration aliceRegisters() {
        alice.register();
        return new Registration(aliceWatch.callId());
    }

    @Override
    public Registration bobRegisters() {
        bob.register();
        return new Registration(bobWatch.callId());
    }

    @Override
    public Call aliceCalls(String dialled, Duration talk) {
        UeCall calling = alice.call(dialled);
        UeCall called = bob.awaitCall();
        calling.awaitAnswered();
        called.awaitAnswered();
        boolean aliceHeard = hears(calling, BOB_HERTZ);
        boolean bobHeard = hears(called, ALICE_HERTZ);
        LockSupport.parkNanos(talk.toNanos());
        calling.hangUp();
        called.awaitEnded();
        return new Call(calling.callId(), aliceHeard, bobHeard);
    }

    /** What is not heard is told with all else that is missing, when the call is over. */
    private static boolean hears(UeCall call, int hertz) {
        try {
            call.awaitTone(hertz);
            return true;
        } catch (MissingArrow silence) {
            return false;
        }
    }

    @Override
    public Sms aliceTexts(String number, String text) {
        Submission submission = alice.submit(number, text);
        submission.awaitAcknowledged();
        return new Sms(submission.callId(), bob.awaitSms().text());
    }

    @Override
    public void close() {
        alice.close();
        bob.close();
    }

    /** Notes the Call-ID of the phone's registrations. */
    private static final class RegisterWatch implements MessageObserver {
        private final AtomicReference<String> callId = new AtomicReference<>("");

        String callId() {
            return callId.get();
        }

        @Override
        public void received(SipMessage message, Arrival arrival) {}

        @Override
        public void sent(SipMessage message, Transport transport, InetSocketAddress local, InetSocketAddress remote) {
            if (message instanceof SipRequest request && request.method().equals(Method.REGISTER)) {
                callId.set(request.callId());
            }
        }
    }
}
