package io.carillon.launcher.demo;

import java.time.Duration;

/** What the story needs of two phones, Alice's with a USIM and Bob's with a password. */
public interface Phones extends AutoCloseable {

    /** @param callId of the REGISTER */
    record Registration(String callId) {}

    /** @param callId on the caller's side */
    record Call(String callId, boolean callerHeard, boolean calleeHeard) {}

    /**
     * @param callId of the MESSAGE with the RP-DATA
     * @param received the text as the other phone decoded it
     */
    record Sms(String callId, String received) {}

    /** IMS-AKA. */
    Registration aliceRegisters();

    /** SIP digest. */
    Registration bobRegisters();

    /** Alice dials, Bob takes it, both speak for that long, Alice hangs up. */
    Call aliceCalls(String dialled, Duration talk);

    /** Returns when Bob's phone has it and Alice's phone has its report. */
    Sms aliceTexts(String number, String text);

    @Override
    void close();

    /** How phones are made for these subscribers of that network. */
    @FunctionalInterface
    interface Shop {
        Phones buy(Cast cast, int accessPort);
    }
}
